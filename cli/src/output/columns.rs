//! The columns of an output: those of the inputs, and those of the rows or the selected ones.

use hikerapi_runtime::dynamic::Row;
use hikerapi_runtime::rows::{CellWriter, Column, DynamicCell, FlatCell, Schema, write_fields};
use hikerapi_runtime::values::Json;

use super::select::Selection;
use super::sink::Sink;
use crate::failure::Failure;

/// The columns of an output.
pub(super) struct Columns {
    input_names: Vec<String>,
    /// Those of the inputs and of the type of the rows.
    all: Schema,
    /// Whether the rows are objects, and not one value each.
    is_of_objects: bool,
    selection: Option<Selection>,
}

impl Columns {
    /// The columns of rows of a type, after those of the inputs.
    pub(super) fn new(inputs: &[Column], ty: &Schema, select: &[String]) -> Result<Self, Failure> {
        let input_names: Vec<_> = inputs.iter().map(|input| input_name(&input.name, ty)).collect();
        let named = inputs.iter().zip(&input_names).map(|(input, name)| {
            let mut column = input.clone();
            column.name = name.clone().into();
            column
        });
        // The name of a schema is that of an object.
        let name = if ty.is_object() { ty.name.clone() } else { "value".into() };
        let all = Schema::new(name, ty.doc.clone(), named.chain(ty.columns.iter().cloned()).collect());
        let selection = match select {
            [] => None,
            names => Some(Selection::new(names, &all, ty.is_object())?),
        };
        Ok(Self { input_names, all, is_of_objects: ty.is_object(), selection })
    }

    /// What rows in the output have.
    pub(super) fn schema(&self) -> &Schema {
        self.selection.as_ref().map_or(&self.all, Selection::schema)
    }

    pub(super) fn input_names(&self) -> &[String] {
        &self.input_names
    }

    pub(super) fn is_of_objects(&self) -> bool {
        self.is_of_objects
    }

    /// Writes a row with these columns.
    pub(super) fn write(&self, inputs: &[FlatCell], row: &Row, to: &mut dyn Sink) -> Result<(), Failure> {
        let whole = WholeRow { columns: self, inputs, row };
        match &self.selection {
            Some(selection) => to.write(&selection.row(&whole)),
            None => to.write(&whole),
        }
    }
}

/// The name of the column of an input: `input_` is before it, and more underscores are after it where the type has it.
fn input_name(name: &str, ty: &Schema) -> String {
    let mut name = if name.starts_with("input_") { name.to_owned() } else { format!("input_{name}") };
    while ty.columns.iter().any(|column| column.name == *name) {
        name.push('_');
    }
    name
}

/// A row with the values of its inputs: one object.
struct WholeRow<'a> {
    columns: &'a Columns,
    inputs: &'a [FlatCell],
    row: &'a Row,
}

impl DynamicCell for WholeRow<'_> {
    fn write(&self, to: &mut dyn CellWriter) {
        let Columns { input_names, is_of_objects, .. } = self.columns;
        if *is_of_objects && input_names.is_empty() {
            return self.row.write(to);
        }
        to.begin_object();
        write_inputs(input_names, self.inputs, to);
        match is_of_objects {
            true => write_fields(self.row, to),
            false => {
                to.field("value");
                self.row.write(to);
            }
        }
        to.end_object();
    }
}

fn write_inputs(names: &[String], values: &[FlatCell], to: &mut dyn CellWriter) {
    for (index, name) in names.iter().enumerate() {
        to.field(name);
        values.get(index).unwrap_or(&FlatCell::Null).write(to);
    }
}

/// An item as it came, with the inputs that it is of, if there are any.
pub(super) struct RawItem<'a> {
    pub(super) names: &'a [String],
    pub(super) inputs: &'a [FlatCell],
    pub(super) item: &'a Json,
}

impl DynamicCell for RawItem<'_> {
    fn write(&self, to: &mut dyn CellWriter) {
        if self.names.is_empty() {
            return to.json(self.item.as_json());
        }
        to.begin_object();
        write_inputs(self.names, self.inputs, to);
        to.field("item");
        to.json(self.item.as_json());
        to.end_object();
    }
}
