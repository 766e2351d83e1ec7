//! The columns that `--select` chooses: flat columns by name, in its order.

use hikerapi_runtime::rows::{CellWriter, Column, DynamicCell, FlatCell, FlatSchema, Schema};

use crate::failure::{Failure, Help};
use crate::nearest::did_you_mean;

/// Chosen columns.
pub(super) struct Selection {
    all: FlatSchema,
    /// The numbers of the chosen columns.
    chosen: Vec<usize>,
    schema: Schema,
}

impl Selection {
    /// Chooses columns by their names, `location.*` for all below `location`, and `*` for all. Each is chosen once, where it is
    /// named first.
    pub(super) fn new(names: &[String], schema: &Schema, is_of_objects: bool) -> Result<Self, Failure> {
        let all = FlatSchema::new(schema);
        let mut chosen: Vec<usize> = Vec::new();
        for name in names {
            let found = find(name, all.columns());
            if found.is_empty() {
                return Err(unknown(name, all.columns(), is_of_objects.then_some(&*schema.name)));
            }
            found.into_iter().for_each(|index| {
                if !chosen.contains(&index) {
                    chosen.push(index);
                }
            });
        }
        let columns = chosen.iter().map(|index| all.columns()[*index].clone()).collect();
        let schema = Schema::new(schema.name.clone(), schema.doc.clone(), columns);
        Ok(Self { all, chosen, schema })
    }

    /// The chosen columns, in their order.
    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The chosen values of a row that has all columns.
    pub(super) fn row(&self, row: &dyn DynamicCell) -> SelectedRow<'_> {
        let mut cells = self.all.cells(row);
        let mut take = |index: &usize| {
            cells.get_mut(*index).map_or(FlatCell::Null, |cell| std::mem::replace(cell, FlatCell::Null))
        };
        SelectedRow { columns: &self.schema.columns, cells: self.chosen.iter().map(&mut take).collect() }
    }
}

/// The chosen values of a row.
pub(super) struct SelectedRow<'a> {
    columns: &'a [Column],
    cells: Vec<FlatCell>,
}

impl DynamicCell for SelectedRow<'_> {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_object();
        for (column, cell) in self.columns.iter().zip(&self.cells) {
            to.field(&column.name);
            cell.write(to);
        }
        to.end_object();
    }
}

fn find(name: &str, columns: &[Column]) -> Vec<usize> {
    let is_named = |column: &Column| match name.strip_suffix('*') {
        Some(prefix) if prefix.is_empty() || prefix.ends_with('.') => column.name.starts_with(prefix),
        _ => column.name == name,
    };
    columns.iter().enumerate().filter(|(_, column)| is_named(column)).map(|(index, _)| index).collect()
}

/// The message for a name that is none; the type is that of the rows, where they are objects.
fn unknown(name: &str, columns: &[Column], ty: Option<&str>) -> Failure {
    let shown = name.escape_debug();
    let is_object =
        columns.iter().any(|column| column.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
    if is_object {
        return Failure::usage(format!("`{shown}` is an object: select `{shown}.*`, or columns of it"));
    }
    let Some(ty) = ty else {
        return Failure::usage(format!(
            "there is no column `{shown}`: the items are no objects, and their column is `value`"
        ));
    };
    let message = format!("there is no column `{shown}` in {ty}");
    match did_you_mean(name, columns.iter().map(|column| &*column.name)) {
        Some(hint) => Failure::usage(format!("{message}: {hint}")),
        None => Failure { help: Some(Help::Columns(ty.to_owned())), ..Failure::usage(message) },
    }
}
