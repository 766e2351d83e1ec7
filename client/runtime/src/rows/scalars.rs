//! The values of the runtime as cells.

use std::collections::BTreeMap;

use super::cell::{Cell, CellWriter, DynamicCell};
use super::schema::{Element, Kind};
use super::time;
use crate::schema::{DigitsId, TextId};
use crate::wire::{Cursor, Date, Json, Number, Sparse, Text, Timestamp, Url};

/// Declares cells of one kind, and how a value is written.
macro_rules! cells {
    ($($type:ty: $kind:ident, |$value:ident, $to:ident| $write:expr;)*) => {$(
        impl Cell for $type {
            fn kind() -> Kind {
                Kind::$kind
            }
        }

        impl DynamicCell for $type {
            fn write(&self, $to: &mut dyn CellWriter) {
                let $value = self;
                $write
            }
        }
    )*};
}

cells! {
    bool: Boolean, |value, to| to.boolean(*value);
    i64: Integer, |value, to| to.integer(*value);
    Number: Number, |value, to| to.number(value.get());
    DigitsId: Id, |value, to| to.id(value.get());
    TextId: Text, |value, to| to.text(value.as_str());
    String: Text, |value, to| to.text(value);
    Text: Text, |value, to| to.text(value.as_str());
    Url: Text, |value, to| to.text(value.as_str());
    Cursor: Text, |value, to| to.text(&value.to_string());
    Timestamp: Timestamp, |value, to| to.timestamp(time::micros(*value));
    Date: Date, |value, to| to.date(time::days(*value));
}

impl Cell for Json {
    /// JSON of any shape can be null.
    const IS_NULLABLE: bool = true;

    fn kind() -> Kind {
        Kind::Json
    }
}

impl DynamicCell for Json {
    fn write(&self, to: &mut dyn CellWriter) {
        match self.is_null() {
            true => to.null(),
            false => to.json(self.as_json()),
        }
    }
}

impl<T: Cell> Cell for Option<T> {
    const IS_NULLABLE: bool = true;

    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: DynamicCell> DynamicCell for Option<T> {
    fn write(&self, to: &mut dyn CellWriter) {
        match self {
            Some(value) => value.write(to),
            None => to.null(),
        }
    }
}

impl<T: Cell> Cell for Sparse<T> {
    const IS_NULLABLE: bool = true;

    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: DynamicCell> DynamicCell for Sparse<T> {
    fn write(&self, to: &mut dyn CellWriter) {
        match self.as_ref() {
            Some(value) => value.write(to),
            None => to.null(),
        }
    }
}

impl<T: Cell> Cell for Box<T> {
    const IS_NULLABLE: bool = T::IS_NULLABLE;

    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: DynamicCell> DynamicCell for Box<T> {
    fn write(&self, to: &mut dyn CellWriter) {
        (**self).write(to);
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn kind() -> Kind {
        Kind::List(Element::of::<T>())
    }
}

impl<T: DynamicCell> DynamicCell for Vec<T> {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_list();
        self.iter().for_each(|item| item.write(to));
        to.end_list();
    }
}

impl<T: Cell> Cell for BTreeMap<String, T> {
    fn kind() -> Kind {
        Kind::Map(Element::of::<T>())
    }
}

impl<T: DynamicCell> DynamicCell for BTreeMap<String, T> {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_map();
        for (key, value) in self {
            to.key(key);
            value.write(to);
        }
        to.end_map();
    }
}

/// Tuples are JSON: their parts can have different types.
macro_rules! tuples {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: Cell),+> Cell for ($($name,)+) {
            fn kind() -> Kind {
                Kind::Json
            }
        }

        impl<$($name: DynamicCell),+> DynamicCell for ($($name,)+) {
            #[allow(non_snake_case, reason = "the names of the types")]
            fn write(&self, to: &mut dyn CellWriter) {
                let ($($name,)+) = self;
                to.begin_list();
                $($name.write(to);)+
                to.end_list();
            }
        }
    )*};
}

tuples! {
    (A B) (A B C) (A B C D) (A B C D E) (A B C D E F)
}
