//! Objects: how a struct is read from responses, and what serde can do with it.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::wire::Sparse;

/// Everything that an object can do, from its fields in the order of the service, each with its name there. A field that is
/// `or absent` is not serialized where it was absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident { $($field:ident: $wire:literal $(or $absent:ident)?,)* }) => {
        $crate::schema::read_object! { $name { $($field: $wire,)* } }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(&self, serializer: S) -> $crate::schema::StdResult<S::Ok, S::Error> {
                let mut _fields = $crate::schema::WrittenFields::<S>::new(
                    serializer,
                    $crate::schema::stringify!($name),
                    [$($wire),*].len(),
                    &[$($($crate::schema::$absent(&self.$field),)?)*],
                );
                $(_fields.write($wire, &self.$field, false $(|| $crate::schema::$absent(&self.$field))?);)*
                _fields.end()
            }
        }

        $crate::schema::deserialize_via_json!($name);
        $crate::schema::param_type!($name: Object);
    };
}

/// Deserializes a type with serde by way of JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize_via_json {
    ($name:ident) => {
        impl<'de> $crate::schema::Deserialize<'de> for $name {
            fn deserialize<D: $crate::schema::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::schema::StdResult<Self, D::Error> {
                $crate::schema::deserialize(deserializer)
            }
        }
    };
}

/// How an object is read from responses.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_object {
    ($name:ident { $($field:ident: $wire:literal,)* }) => {
        impl $crate::schema::Decode for $name {
            #[inline]
            fn blank() -> Self {
                Self { $($field: $crate::schema::Decode::blank(),)* }
            }

            #[inline]
            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                static SHAPE: $crate::schema::Shape = $crate::schema::Shape::new(
                    $crate::schema::concat!("struct ", $crate::schema::stringify!($name)),
                    &[$($crate::schema::concat!("\"", $wire, "\":")),*],
                );
                reader.object(&SHAPE, &mut [$(&mut self.$field),*])
            }
        }
    };
}

/// A field that may be absent.
pub trait MayBeAbsent {
    #[doc(hidden)]
    fn is_absent(&self) -> bool;
}

impl<T> MayBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> MayBeAbsent for Sparse<T> {
    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }
}

/// Whether a field is absent. Used by generated code.
pub fn absent(field: &impl MayBeAbsent) -> bool {
    field.is_absent()
}

/// The fields of an object that is serialized. As in reading, the first error is kept, and nothing is done after it. Used by
/// generated code.
pub struct WrittenFields<S: Serializer>(Result<S::SerializeStruct, S::Error>);

impl<S: Serializer> WrittenFields<S> {
    /// Begins an object with these fields, of which some are absent.
    pub fn new(serializer: S, name: &'static str, fields: usize, absent: &[bool]) -> Self {
        let count = fields - absent.iter().filter(|is_absent| **is_absent).count();
        Self(serializer.serialize_struct(name, count))
    }

    /// Writes the next field.
    pub fn write<T: Serialize>(&mut self, name: &'static str, value: &T, is_absent: bool) {
        let Ok(object) = &mut self.0 else { return };
        let written = if is_absent { object.skip_field(name) } else { object.serialize_field(name, value) };
        if let Err(error) = written {
            self.0 = Err(error);
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first error of a field.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}
