//! Objects: how a struct is read from replies, and what serde can do with it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize};

use super::Sparse;
use crate::decode::Decode;

/// All that an object can do, from its fields in the order of the service, each with its name there.
/// One that is `or absent` is not written where it was not there.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident { $($field:ident: $wire:literal $(or $absent:ident)?,)* }) => {
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

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                use $crate::rt::SerializeStruct as _;
                let names = <Self as $crate::rt::Object>::FIELDS;
                let count = $crate::rt::count_without(names, &[$($($crate::rt::$absent(&self.$field),)?)*]);
                let mut _object = serializer.serialize_struct($crate::rt::stringify!($name), count)?;
                $($crate::rt::write_field(
                    &mut _object,
                    $wire,
                    &self.$field,
                    false $(|| $crate::rt::$absent(&self.$field))?,
                )?;)*
                _object.end()
            }
        }

        impl<'de> $crate::rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(deserializer: D) -> $crate::rt::StdResult<Self, D::Error> {
                struct __Object;

                impl<'de> $crate::rt::Visitor<'de> for __Object {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                        formatter.write_str(<$name as $crate::rt::Object>::NAME)
                    }

                    fn visit_map<A: $crate::rt::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> $crate::rt::StdResult<$name, A::Error> {
                        $(let mut $field = $crate::rt::None;)*
                        let names = <$name as $crate::rt::Object>::FIELDS;
                        while let $crate::rt::Some(name) = $crate::rt::next_name(&mut map, names)? {
                            match name {
                                $($crate::rt::Some($wire) => $crate::rt::keep(&mut map, $wire, &mut $field),)*
                                _ => $crate::rt::pass_over(&mut map),
                            }?;
                        }
                        let mut missing = $crate::rt::None;
                        let object = $name { $($field: $crate::rt::present($wire, $field, &mut missing),)* };
                        $crate::rt::unless_missing(object, missing)
                    }
                }

                let names = <Self as $crate::rt::Object>::FIELDS;
                deserializer.deserialize_struct($crate::rt::stringify!($name), names, __Object)
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

/// For generated code alone: how many of the fields are written.
pub fn count_without(names: &[&str], absent: &[bool]) -> usize {
    names.len() - absent.iter().filter(|is_absent| **is_absent).count()
}

/// For generated code alone.
pub fn write_field<S: SerializeStruct, T: Serialize>(
    object: &mut S,
    name: &'static str,
    value: &T,
    is_absent: bool,
) -> Result<(), S::Error> {
    if is_absent { object.skip_field(name) } else { object.serialize_field(name, value) }
}

/// For generated code alone: the next name of a map, `None` where it is none of these.
pub fn next_name<'de, A: MapAccess<'de>>(
    map: &mut A,
    names: &'static [&'static str],
) -> Result<Option<Option<&'static str>>, A::Error> {
    map.next_key_seed(Names(names))
}

struct Names(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Names {
    type Value = Option<&'static str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|known| *known == name))
    }
}

/// For generated code alone.
pub fn keep<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    name: &'static str,
    field: &mut Option<T>,
) -> Result<(), A::Error> {
    if field.replace(map.next_value()?).is_some() { Err(A::Error::duplicate_field(name)) } else { Ok(()) }
}

/// For generated code alone.
pub fn pass_over<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<serde::de::IgnoredAny>().map(|_| ())
}

/// For generated code alone: a field that is not there is blank, and its name kept.
pub fn present<T: Decode>(name: &'static str, field: Option<T>, missing: &mut Option<&'static str>) -> T {
    field.or_else(T::absent).unwrap_or_else(|| {
        missing.get_or_insert(name);
        T::blank()
    })
}

/// For generated code alone.
pub fn unless_missing<T, E: Error>(object: T, missing: Option<&'static str>) -> Result<T, E> {
    missing.map_or(Ok(object), |name| Err(E::missing_field(name)))
}
