//! The columns of a part: the arguments of jobs, and those of the rows.

use hikerapi_runtime::dynamic::{Row, RowType};
use hikerapi_runtime::rows::{CellWriter, Column, DynamicCell, Element, FlatCell, Kind, Schema, write_fields};
use hikerapi_runtime::service::{Operation, Param, ParamForm, Way};

use crate::job::Arguments;

/// The columns of the items of an endpoint. They are those of all its parameters, whatever a job has, so that all parts of an endpoint
/// have the same ones.
pub(super) struct Columns {
    params: Vec<(&'static Param, String)>,
    schema: Schema,
    is_of_objects: bool,
}

/// The values of the arguments of an item, one for each parameter.
pub(super) struct Cells(Vec<Value>);

enum Value {
    One(FlatCell),
    Several(Vec<FlatCell>),
}

impl Columns {
    /// Columns of a type, after those of the parameters. The position in a list is no column: it is another one for each page.
    pub(super) fn new(operation: &'static Operation, ty: RowType) -> Self {
        let ty = ty.schema();
        let position = position(operation);
        let is_column = |param: &&Param| param.form != ParamForm::Cursor && Some(param.name) != position;
        let params = operation.params.iter().filter(is_column).map(|param| (param, column_name(param.name, &ty)));
        let params: Vec<_> = params.collect();
        let inputs = params.iter().map(|(param, name)| column(param, name));
        let columns = inputs.chain(ty.columns.iter().cloned()).collect();
        let name = if ty.is_object() { ty.name.clone() } else { "value".into() };
        Self { schema: Schema::new(name, ty.doc.clone(), columns), params, is_of_objects: ty.is_object() }
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The values of arguments; `None` where one is missing or does not have the type of its column.
    pub(super) fn cells(&self, arguments: &Arguments) -> Option<Cells> {
        self.params.iter().map(|(param, _)| value(param, arguments)).collect::<Option<_>>().map(Cells)
    }

    /// A row with these values before it.
    pub(super) fn row<'a>(&'a self, cells: &'a Cells, row: &'a Row) -> WholeRow<'a> {
        WholeRow { columns: self, cells, row }
    }
}

/// The parameter with the position in a list.
fn position(operation: &Operation) -> Option<&'static str> {
    match operation.paging?.way {
        Way::Token { parameter, .. } | Way::Number { parameter, .. } | Way::Last { parameter, .. } => Some(parameter),
        Way::Offset { parameter, .. } => Some(parameter),
        _ => None,
    }
}

/// The name of a parameter, with `input_` before it.
pub(super) fn input_name(name: &str) -> String {
    if name.starts_with("input_") { name.to_owned() } else { format!("input_{name}") }
}

/// The name of the column of a parameter: more underscores are after it where the type has it.
fn column_name(name: &str, ty: &Schema) -> String {
    let mut name = input_name(name);
    while ty.columns.iter().any(|column| column.name == *name) {
        name.push('_');
    }
    name
}

fn column(param: &Param, name: &str) -> Column {
    let kind = match param.form {
        ParamForm::Repeated(item) | ParamForm::Joined(item) => Kind::List(Box::new(Element::new(kind(*item)))),
        form => kind(form),
    };
    let mut column = Column::new(name.to_owned(), kind).nullable(!param.is_required);
    column.doc = format!("The value of `{}` that the row is of.", param.name).into();
    column
}

fn kind(form: ParamForm) -> Kind {
    match form {
        ParamForm::Digits => Kind::Id,
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => Kind::Integer,
        _ => Kind::Text,
    }
}

fn value(param: &Param, arguments: &Arguments) -> Option<Value> {
    let Some((_, values)) = arguments.iter().find(|(name, _)| name == param.name) else {
        return (!param.is_required).then_some(Value::One(FlatCell::Null));
    };
    match (param.form, values.as_slice()) {
        (ParamForm::Repeated(item) | ParamForm::Joined(item), values) => {
            values.iter().map(|value| cell(*item, value)).collect::<Option<_>>().map(Value::Several)
        }
        (form, [value]) => cell(form, value).map(Value::One),
        _ => None,
    }
}

fn cell(form: ParamForm, value: &str) -> Option<FlatCell> {
    match kind(form) {
        Kind::Id => value.parse().ok().map(FlatCell::Id),
        Kind::Integer => value.parse().ok().map(FlatCell::Integer),
        _ => Some(FlatCell::Text(value.to_owned())),
    }
}

/// A row with the values of its arguments: one object.
pub(super) struct WholeRow<'a> {
    columns: &'a Columns,
    cells: &'a Cells,
    row: &'a Row,
}

impl DynamicCell for WholeRow<'_> {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_object();
        for ((_, name), value) in self.columns.params.iter().zip(&self.cells.0) {
            to.field(name);
            match value {
                Value::One(cell) => cell.write(to),
                Value::Several(cells) => {
                    to.begin_list();
                    cells.iter().for_each(|cell| cell.write(to));
                    to.end_list();
                }
            }
        }
        match self.columns.is_of_objects {
            true => write_fields(self.row, to),
            false => {
                to.field("value");
                self.row.write(to);
            }
        }
        to.end_object();
    }
}
