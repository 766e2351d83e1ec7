//! Objects: how a struct is read from replies, and what serde can do with it.

use serde::de::Error;
use serde::ser::SerializeStruct;
use serde::{Deserializer, Serialize, Serializer};

use super::Sparse;
use super::json::collected;
use crate::decode::{Decode, strict};

/// All that an object can do, from its fields in the order of the service, each with its name there.
/// One that is `or absent` is not written where it was not there.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident { $($field:ident: $wire:literal $(or $absent:ident)?,)* }) => {
        $crate::rt::read_object! { $name { $($field: $wire,)* } }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                let mut _fields = $crate::rt::WrittenFields::<S>::new(
                    serializer,
                    $crate::rt::stringify!($name),
                    <Self as $crate::rt::Object>::FIELDS,
                    &[$($($crate::rt::$absent(&self.$field),)?)*],
                );
                $(_fields.write($wire, &self.$field, false $(|| $crate::rt::$absent(&self.$field))?);)*
                _fields.end()
            }
        }

        $crate::rt::by_way_of_json!($name);
    };
}

/// How a type is taken from serde, by the one reader that there is of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_way_of_json {
    ($name:ident) => {
        impl<'de> $crate::rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(deserializer: D) -> $crate::rt::StdResult<Self, D::Error> {
                $crate::rt::deserialize(deserializer)
            }
        }
    };
}

/// How an object is read from replies.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_object {
    ($name:ident { $($field:ident: $wire:literal,)* }) => {
        impl $crate::rt::Object for $name {
            const NAME: &'static str = $crate::rt::concat!("struct ", $crate::rt::stringify!($name));
            const FIELDS: &'static [&'static str] = &[$($wire),*];

            #[inline]
            fn read(_fields: &mut $crate::rt::Fields<'_, '_>) -> Self {
                Self { $($field: _fields.field($crate::rt::concat!("\"", $wire, "\":")),)* }
            }
        }

        impl $crate::rt::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::rt::Reader<'_>) -> $crate::rt::Decoded<Self> {
                reader.object()
            }

            #[inline]
            fn blank() -> Self {
                $crate::rt::blank_object()
            }
        }
    };
}

/// A field that need not be there.
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

/// For generated code alone.
pub fn absent(field: &impl MayBeAbsent) -> bool {
    field.is_absent()
}

/// For generated code alone: the fields of an object that is written. As in reading, an error is kept, and nothing is done
/// after it.
pub struct WrittenFields<S: Serializer>(Result<S::SerializeStruct, S::Error>);

impl<S: Serializer> WrittenFields<S> {
    /// Of these names, without as many as are absent.
    pub fn new(serializer: S, name: &'static str, names: &[&str], absent: &[bool]) -> Self {
        let count = names.len() - absent.iter().filter(|is_absent| **is_absent).count();
        Self(serializer.serialize_struct(name, count))
    }

    /// The next field.
    pub fn write<T: Serialize>(&mut self, name: &'static str, value: &T, is_absent: bool) {
        let Ok(object) = &mut self.0 else { return };
        let written = if is_absent { object.skip_field(name) } else { object.serialize_field(name, value) };
        if let Err(error) = written {
            self.0 = Err(error);
        }
    }

    /// What the serializer made of them.
    ///
    /// # Errors
    /// The first that one of them met.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// For generated code alone. By way of JSON, so that there is one reader of each type: what a service sends is read without
/// this, and what users kept is read faster by [`from_json`](crate::from_json).
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = collected(deserializer)?;
    strict(json.as_bytes()).map_err(|error| D::Error::custom(error.told(json.as_bytes(), "")))
}
