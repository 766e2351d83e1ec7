//! All columns of a type, with those in them, as one list.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, PrimitiveBuilder, StringBuilder};
use arrow_array::{Array as _, ArrayRef, ArrowPrimitiveType, ListArray, MapArray, StructArray};
use arrow_buffer::{ArrowNativeType, NullBufferBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields};

use crate::schema::is_json;
use crate::values::{Ranges, Values};

/// A column. Those in it come after it, so that a value's column is the next one in nearly all cases.
pub(crate) struct Column {
    pub(crate) values: Values,
    /// Its name in the object that it is in.
    pub(crate) name: Box<str>,
    pub(crate) is_nullable: bool,
    /// Whether its values are the items of a list.
    pub(crate) is_item: bool,
    /// Whether its values are those of a map.
    is_of_map: bool,
    /// Where those in it end.
    pub(crate) end: usize,
}

impl Column {
    /// The column of the value after one of this.
    pub(crate) fn next(&self, at: usize) -> usize {
        if self.is_item || self.is_of_map { at } else { self.end }
    }
}

/// The columns of a schema. The first one is the row itself, an object.
pub(crate) fn columns(schema: &arrow_schema::Schema) -> Vec<Column> {
    let mut columns = vec![object("", false)];
    schema.fields().iter().for_each(|field| add(&mut columns, field));
    columns[0].end = columns.len();
    columns
}

fn object(name: &str, is_nullable: bool) -> Column {
    column(name, is_nullable, Values::Object(NullBufferBuilder::new(0)))
}

fn column(name: &str, is_nullable: bool, values: Values) -> Column {
    Column { values, name: name.into(), is_nullable, is_item: false, is_of_map: false, end: 0 }
}

fn add(columns: &mut Vec<Column>, field: &Field) {
    let at = columns.len();
    columns.push(column(field.name(), field.is_nullable(), values(field)));
    match field.data_type() {
        DataType::Struct(fields) => fields.iter().for_each(|field| add(columns, field)),
        DataType::List(item) => {
            add(columns, item);
            columns[at + 1].is_item = true;
        }
        DataType::Map(entries, _) => {
            add(columns, value_of(entries));
            columns[at + 1].is_of_map = true;
        }
        _ => {}
    }
    columns[at].end = columns.len();
}

fn values(field: &Field) -> Values {
    match field.data_type() {
        DataType::Boolean => Values::Boolean(BooleanBuilder::new()),
        DataType::Int64 => Values::Integer(PrimitiveBuilder::new()),
        DataType::Float64 => Values::Number(PrimitiveBuilder::new()),
        DataType::UInt64 => Values::Id(PrimitiveBuilder::new()),
        DataType::Timestamp(_, zone) => Values::Timestamp(PrimitiveBuilder::new().with_timezone_opt(zone.clone())),
        DataType::Date32 => Values::Date(PrimitiveBuilder::new()),
        DataType::List(_) => Values::List(Ranges::new()),
        DataType::Map(..) => Values::Map { keys: StringBuilder::new(), ranges: Ranges::new() },
        DataType::Struct(_) => Values::Object(NullBufferBuilder::new(0)),
        _ if is_json(field) => Values::Json(StringBuilder::new()),
        _ => Values::Text(StringBuilder::new()),
    }
}

/// The second of the two fields of the entries of a map.
fn value_of(entries: &Field) -> &Field {
    match entries.data_type() {
        DataType::Struct(fields) if fields.len() == 2 => &fields[1],
        _ => entries,
    }
}

/// Takes so many values of each column of an object, in the order of its fields. What a row that did not fit has left after them
/// is dropped.
pub(crate) fn take_all(
    columns: &mut [Column],
    at: usize,
    fields: &Fields,
    length: usize,
) -> Result<Vec<ArrayRef>, ArrowError> {
    let mut child = at + 1;
    let mut arrays = Vec::with_capacity(fields.len());
    for field in fields {
        arrays.push(take(columns, child, field, length)?);
        child = columns[child].end;
    }
    Ok(arrays)
}

/// Takes the values of a column, and of those in it.
fn take(columns: &mut [Column], at: usize, field: &Field, length: usize) -> Result<ArrayRef, ArrowError> {
    match field.data_type() {
        DataType::Struct(fields) => {
            let children = take_all(columns, at, fields, length)?;
            let Values::Object(nulls) = &mut columns[at].values else { return Err(other(field)) };
            nulls.truncate(length);
            Ok(Arc::new(StructArray::try_new_with_length(fields.clone(), children, nulls.finish(), length)?))
        }
        DataType::List(item) => {
            let Values::List(ranges) = &mut columns[at].values else { return Err(other(field)) };
            let (offsets, nulls) = ranges.take(length);
            let items = take(columns, at + 1, item, items_of(&offsets))?;
            Ok(Arc::new(ListArray::try_new(Arc::clone(item), offsets, items, nulls)?))
        }
        DataType::Map(entries, is_sorted) => {
            let DataType::Struct(fields) = entries.data_type() else { return Err(other(field)) };
            let Values::Map { keys, ranges } = &mut columns[at].values else { return Err(other(field)) };
            let (offsets, nulls) = ranges.take(length);
            let keys = first(texts(keys), items_of(&offsets));
            let of_keys = take(columns, at + 1, value_of(entries), items_of(&offsets))?;
            let pairs = StructArray::try_new(fields.clone(), vec![keys, of_keys], None)?;
            Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, pairs, nulls, *is_sorted)?))
        }
        _ => plain(&mut columns[at].values).map(|values| first(values, length)).ok_or_else(|| other(field)),
    }
}

/// The number of items of all lists.
fn items_of(offsets: &[i32]) -> usize {
    offsets.last().map_or(0, |end| end.as_usize())
}

/// The first values, so many.
fn first(values: ArrayRef, length: usize) -> ArrayRef {
    if values.len() > length { values.slice(0, length) } else { values }
}

fn plain(values: &mut Values) -> Option<ArrayRef> {
    Some(match values {
        Values::Boolean(values) => Arc::new(values.finish()),
        Values::Integer(values) => numbers(values),
        Values::Number(values) => numbers(values),
        Values::Id(values) => numbers(values),
        Values::Text(values) | Values::Json(values) => texts(values),
        Values::Timestamp(values) => numbers(values),
        Values::Date(values) => numbers(values),
        Values::List(_) | Values::Map { .. } | Values::Object(_) => return None,
    })
}

/// Takes numbers. The next batch will have about as many.
fn numbers<T: ArrowPrimitiveType>(values: &mut PrimitiveBuilder<T>) -> ArrayRef {
    let taken = values.finish();
    *values = PrimitiveBuilder::with_capacity(taken.len()).with_data_type(taken.data_type().clone());
    Arc::new(taken)
}

/// Takes texts. The next batch will have about as many, of about the same length.
fn texts(values: &mut StringBuilder) -> ArrayRef {
    let taken = values.finish();
    *values = StringBuilder::with_capacity(taken.len(), taken.value_data().len());
    Arc::new(taken)
}

/// Columns are made from the same schema, so that this is never seen.
fn other(field: &Field) -> ArrowError {
    ArrowError::SchemaError(format!("the column `{}` is of another type", field.name()))
}

/// The name of a column with those around it: `user.pk`.
pub(crate) fn path(columns: &[Column], at: usize) -> String {
    let around = columns.iter().enumerate().skip(1).filter(|(index, column)| *index <= at && at < column.end);
    around.map(|(_, column)| &*column.name).collect::<Vec<_>>().join(".")
}

/// Adds a null, to the columns in it, too, and returns to how many.
pub(crate) fn append_null(columns: &mut [Column], at: usize) -> usize {
    let mut appended = 1;
    columns[at].values.append_null();
    if matches!(columns[at].values, Values::Object(_)) {
        let mut child = at + 1;
        while child < columns[at].end {
            appended += append_null(columns, child);
            child = columns[child].end;
        }
    }
    appended
}
