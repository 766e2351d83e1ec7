//! The columns of a type.

use super::cell::Cell;
use super::schema::{Column, Element, Kind, Schema};

/// Returns the columns of a type: those of an object, or one with the name `value` for anything else. Where the object can be
/// null, all of its columns can be.
#[must_use]
pub fn schema<T: Cell>() -> Schema {
    match T::kind() {
        Kind::Object(schema) if T::IS_NULLABLE => {
            let mut schema = schema().clone();
            schema.columns.iter_mut().for_each(|column| column.is_nullable = true);
            schema
        }
        Kind::Object(schema) => schema().clone(),
        kind => Schema::of_value(Column::new("value", kind).nullable(T::IS_NULLABLE)),
    }
}

/// A column, by the field that it shows. Used by generated code.
#[doc(hidden)]
pub fn column<S, T: Cell>(name: &'static str, doc: &'static str, _: fn(&S) -> &T) -> Column {
    Column { doc: doc.into(), ..Column::new(name, T::kind()).nullable(T::IS_NULLABLE) }
}

impl Element {
    /// The type of what is in a list or in a map.
    #[must_use]
    pub fn of<T: Cell>() -> Box<Self> {
        Box::new(Self { kind: T::kind(), is_nullable: T::IS_NULLABLE })
    }
}
