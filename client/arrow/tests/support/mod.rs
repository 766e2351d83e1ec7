//! Schemas and values at random, and values as they are read from Arrow.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

pub mod events;

use std::cell::RefCell;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, UInt64Type};
use arrow_array::{Array, RecordBatch, StructArray};
use hikerapi_runtime::rows::{CellWriter, Column, DynamicCell, Element, Kind, Schema};
use proptest::prelude::*;

/// The type of a column.
#[derive(Debug, Clone)]
pub enum Type {
    Scalar(Kind),
    List(Box<Type>),
    Map(Box<Type>),
    Object(Vec<Type>),
    Nullable(Box<Type>),
}

/// A value of a type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Id(u64),
    Text(String),
    Timestamp(i64),
    Date(i32),
    Json(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    Object(Vec<Value>),
}

impl DynamicCell for Value {
    fn write(&self, to: &mut dyn CellWriter) {
        match self {
            Self::Null => to.null(),
            Self::Boolean(value) => to.boolean(*value),
            Self::Integer(value) => to.integer(*value),
            Self::Number(value) => to.number(*value),
            Self::Id(value) => to.id(*value),
            Self::Text(value) => to.text(value),
            Self::Timestamp(value) => to.timestamp(*value),
            Self::Date(value) => to.date(*value),
            Self::Json(value) => to.json(value),
            Self::List(items) => {
                to.begin_list();
                items.iter().for_each(|item| item.write(to));
                to.end_list();
            }
            Self::Map(entries) => {
                to.begin_map();
                for (key, value) in entries {
                    to.key(key);
                    value.write(to);
                }
                to.end_map();
            }
            Self::Object(fields) => {
                to.begin_object();
                for (index, value) in fields.iter().enumerate() {
                    to.field(&name(index));
                    value.write(to);
                }
                to.end_object();
            }
        }
    }
}

fn name(index: usize) -> String {
    format!("f{index}")
}

const OBJECTS: usize = 24;

thread_local! {
    /// A kind has its columns from a function, which can only read them from here.
    static SCHEMAS: RefCell<Vec<&'static Schema>> = const { RefCell::new(Vec::new()) };
}

fn object<const INDEX: usize>() -> &'static Schema {
    SCHEMAS.with_borrow(|schemas| schemas[INDEX])
}

macro_rules! functions {
    ($($index:literal)*) => { [$(object::<$index>),*] };
}

const FUNCTIONS: [fn() -> &'static Schema; OBJECTS] =
    functions!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23);

/// The schema of rows that are objects with these columns; `None` where it has too many objects for this test.
pub fn schema(columns: &[Type]) -> Option<Schema> {
    SCHEMAS.with_borrow_mut(Vec::clear);
    Some(Schema::new("Row", "A row.", fields(columns)?))
}

fn fields(types: &[Type]) -> Option<Vec<Column>> {
    let column = |(index, ty): (usize, &Type)| {
        let Element { kind, is_nullable, .. } = element(ty)?;
        Some(Column::new(name(index), kind).nullable(is_nullable))
    };
    types.iter().enumerate().map(column).collect()
}

fn element(ty: &Type) -> Option<Element> {
    let kind = match ty {
        Type::Nullable(inner) => return Some(element(inner)?.nullable(true)),
        Type::Scalar(kind) => kind.clone(),
        Type::List(item) => Kind::List(Box::new(element(item)?)),
        Type::Map(value) => Kind::Map(Box::new(element(value)?)),
        Type::Object(types) => {
            let columns = fields(types)?;
            let index = SCHEMAS.with_borrow(Vec::len);
            let schema = Box::leak(Box::new(Schema::new(format!("Object{index}"), "", columns)));
            SCHEMAS.with_borrow_mut(|schemas| schemas.push(schema));
            Kind::Object(*FUNCTIONS.get(index)?)
        }
    };
    Some(Element::new(kind))
}

pub fn any_type() -> impl Strategy<Value = Type> {
    let kinds =
        [Kind::Boolean, Kind::Integer, Kind::Number, Kind::Id, Kind::Text, Kind::Timestamp, Kind::Date, Kind::Json];
    let scalar = proptest::sample::select(kinds.to_vec()).prop_map(Type::Scalar);
    let nullable = |ty: Type| Type::Nullable(Box::new(ty));
    let leaf = (scalar, any::<bool>()).prop_map(move |(ty, is_nullable)| if is_nullable { nullable(ty) } else { ty });
    leaf.prop_recursive(4, 16, 4, move |inner| {
        let nested = prop_oneof![
            inner.clone().prop_map(|ty| Type::List(Box::new(ty))),
            inner.clone().prop_map(|ty| Type::Map(Box::new(ty))),
            proptest::collection::vec(inner, 1..4).prop_map(Type::Object),
        ];
        (nested, any::<bool>()).prop_map(move |(ty, is_nullable)| if is_nullable { nullable(ty) } else { ty })
    })
}

pub fn value(ty: &Type) -> BoxedStrategy<Value> {
    match ty {
        Type::Nullable(inner) => prop_oneof![1 => Just(Value::Null), 3 => value(inner)].boxed(),
        Type::Scalar(Kind::Boolean) => any::<bool>().prop_map(Value::Boolean).boxed(),
        Type::Scalar(Kind::Integer) => any::<i64>().prop_map(Value::Integer).boxed(),
        Type::Scalar(Kind::Number) => {
            any::<f64>().prop_filter("JSON has these", |it| it.is_finite()).prop_map(Value::Number).boxed()
        }
        Type::Scalar(Kind::Id) => any::<u64>().prop_map(Value::Id).boxed(),
        Type::Scalar(Kind::Timestamp) => any::<i64>().prop_map(Value::Timestamp).boxed(),
        Type::Scalar(Kind::Date) => any::<i32>().prop_map(Value::Date).boxed(),
        Type::Scalar(Kind::Json) => {
            let json = ["{}", "[1,null]", "7", "\"a b\"", "{\"a\":{\"b\":[]}}", "true"];
            proptest::sample::select(json.to_vec()).prop_map(|json| Value::Json(json.to_owned())).boxed()
        }
        Type::Scalar(_) => any::<String>().prop_map(Value::Text).boxed(),
        Type::List(item) => proptest::collection::vec(value(item), 0..4).prop_map(Value::List).boxed(),
        Type::Map(item) => proptest::collection::vec((any::<String>(), value(item)), 0..4).prop_map(Value::Map).boxed(),
        Type::Object(types) => types.iter().map(value).collect::<Vec<_>>().prop_map(Value::Object).boxed(),
    }
}

/// Types of columns, and rows of them.
pub fn columns_and_rows() -> impl Strategy<Value = (Vec<Type>, Vec<Value>)> {
    proptest::collection::vec(any_type(), 1..5).prop_flat_map(|types| {
        let rows = proptest::collection::vec(value(&Type::Object(types.clone())), 0..12);
        (Just(types), rows)
    })
}

/// The rows of a batch, by the types of its columns.
pub fn rows(batch: &RecordBatch, columns: &[Type]) -> Vec<Value> {
    let table = StructArray::from(batch.clone());
    let ty = Type::Object(columns.to_vec());
    (0..table.len()).map(|row| read(&table, row, &ty)).collect()
}

fn read(array: &dyn Array, row: usize, ty: &Type) -> Value {
    let ty = match ty {
        Type::Nullable(_) if array.is_null(row) => return Value::Null,
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    assert!(array.is_valid(row), "a null in a column without");
    match ty {
        Type::Scalar(Kind::Boolean) => Value::Boolean(array.as_boolean().value(row)),
        Type::Scalar(Kind::Integer) => Value::Integer(array.as_primitive::<Int64Type>().value(row)),
        Type::Scalar(Kind::Number) => Value::Number(array.as_primitive::<Float64Type>().value(row)),
        Type::Scalar(Kind::Id) => Value::Id(array.as_primitive::<UInt64Type>().value(row)),
        Type::Scalar(Kind::Timestamp) => Value::Timestamp(array.as_primitive::<TimestampMicrosecondType>().value(row)),
        Type::Scalar(Kind::Date) => Value::Date(array.as_primitive::<Date32Type>().value(row)),
        Type::Scalar(Kind::Json) => Value::Json(array.as_string::<i32>().value(row).to_owned()),
        Type::Scalar(_) => Value::Text(array.as_string::<i32>().value(row).to_owned()),
        Type::List(item) => {
            let items = array.as_list::<i32>().value(row);
            Value::List((0..items.len()).map(|index| read(&items, index, item)).collect())
        }
        Type::Map(item) => {
            let entries = array.as_map().value(row);
            let (keys, values) = (entries.column(0).as_string::<i32>(), entries.column(1));
            let entry = |index: usize| (keys.value(index).to_owned(), read(values, index, item));
            Value::Map((0..entries.len()).map(entry).collect())
        }
        Type::Object(types) => {
            let columns = array.as_struct().columns().iter().zip(types);
            Value::Object(columns.map(|(column, ty)| read(column, row, ty)).collect())
        }
        Type::Nullable(_) => panic!("nullable twice"),
    }
}
