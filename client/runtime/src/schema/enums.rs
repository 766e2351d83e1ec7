//! Open enums: values that are not known yet, and everything that a generated enum can do.

use crate::json::{Decoded, Reader, integer};

/// A text that this version does not know as a value. Only the client can construct it, so that no program breaks when the
/// value becomes known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    /// Returns the value as the service writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number that this version does not know as a value. Only the client can construct it, so that no program breaks when the
/// value becomes known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// Returns the value as the service writes it.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

/// An unknown text. Used by generated code.
pub fn unknown_text(value: &str) -> UnknownText {
    UnknownText(value.into())
}

/// An unknown number. Used by generated code.
pub fn unknown_integer(value: i64) -> UnknownInteger {
    UnknownInteger(value)
}

/// The name of an enum of texts in messages.
const TEXT: &str = "a text";

/// The name of an enum of numbers in messages.
const INTEGER: &str = "a whole number of 64 bits";

/// Reads the value of an enum of texts. Used by generated code.
pub fn read_text(reader: &mut Reader<'_>, read: impl FnOnce(&str)) -> Decoded<()> {
    reader.string(TEXT).map(read)
}

/// Reads the value of an enum of numbers. Used by generated code.
pub fn read_integer(reader: &mut Reader<'_>, read: impl FnOnce(i64)) -> Decoded<()> {
    integer(reader, INTEGER).map(read)
}

/// Everything that an enum of texts can do, from its values as the service writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident { $($value:ident: $wire:literal,)* }) => {
        impl $name {
            /// Returns the value as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$value => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl $crate::schema::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$value,)*
                    _ => Self::Unknown($crate::schema::unknown_text(value)),
                }
            }
        }

        impl $crate::schema::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                $crate::schema::Clone::clone(value)
            }
        }

        impl $crate::schema::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::fmt::Display::fmt(self.as_str(), formatter)
            }
        }

        impl $crate::schema::Decode for $name {
            #[inline]
            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                $crate::schema::read_text(reader, |value| *self = value.into())
            }

            #[inline]
            fn blank() -> Self {
                Self::from("")
            }
        }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(&self, serializer: S) -> $crate::schema::StdResult<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::schema::deserialize_via_json!($name);
        $crate::schema::param_type!($name: OneOf(&[$($wire),*]));
        $crate::schema::written_as!($name: &str);
        $crate::schema::from_part!($name: &$name);
    };
}

/// Everything that an enum of numbers can do, from its values as the service writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident { $($value:ident: $wire:literal,)* }) => {
        impl $name {
            /// Returns the value as the service writes it.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$value => $wire,)*
                    Self::Unknown(value) => value.as_i64(),
                }
            }
        }

        impl $crate::schema::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$value,)*
                    _ => Self::Unknown($crate::schema::unknown_integer(value)),
                }
            }
        }

        impl $crate::schema::From<&$name> for $name {
            fn from(value: &$name) -> Self {
                $crate::schema::Clone::clone(value)
            }
        }

        impl $crate::schema::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl $crate::schema::Decode for $name {
            #[inline]
            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                $crate::schema::read_integer(reader, |value| *self = value.into())
            }

            #[inline]
            fn blank() -> Self {
                Self::from(0)
            }
        }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(&self, serializer: S) -> $crate::schema::StdResult<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        $crate::schema::deserialize_via_json!($name);
        $crate::schema::param_type!($name: OneOfNumbers(&[$($wire),*]));
        $crate::schema::written_as!($name: i64);
        $crate::schema::from_part!($name: &$name);
    };
}

#[cfg(test)]
mod tests {
    use crate::sample::{MediaType, ProductType};

    #[test]
    fn an_unknown_value_is_kept() {
        let text: ProductType = serde_json::from_str("\"hologram\"").expect("any text");
        assert_eq!(text.as_str(), "hologram");
        assert_eq!(serde_json::to_string(&text).expect("json"), "\"hologram\"");
        let number: MediaType = serde_json::from_str("99").expect("any number");
        assert_eq!((number.as_i64(), number.to_string().as_str()), (99, "99"));
        assert_eq!(serde_json::to_string(&number).expect("json"), "99");
    }

    #[test]
    fn another_type_is_refused() {
        assert!(serde_json::from_str::<ProductType>("1").is_err());
        assert!(serde_json::from_str::<MediaType>("\"1\"").is_err());
        assert!(serde_json::from_str::<MediaType>("18446744073709551615").is_err());
    }
}
