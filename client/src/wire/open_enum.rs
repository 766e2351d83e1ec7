//! Enums that may grow: the values that are not known yet, and what all of them can do.

use crate::decode::{Decoded, Reader, integer};

/// A text that this version does not know as a value. It cannot be made by hand, so that a value
/// that becomes known later breaks nobody.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    /// The value as the service writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number that this version does not know as a value. It cannot be made by hand, so that a
/// value that becomes known later breaks nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// The value as the service writes it.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

/// For generated code alone.
pub fn unknown_text(value: &str) -> UnknownText {
    UnknownText(value.into())
}

/// For generated code alone.
pub fn unknown_integer(value: i64) -> UnknownInteger {
    UnknownInteger(value)
}

/// What messages call one of texts.
const TEXT: &str = "a text";

/// What messages call one of numbers.
const INTEGER: &str = "a whole number of 64 bits";

/// For generated code alone.
pub fn decode_text<T: for<'a> From<&'a str>>(reader: &mut Reader<'_>) -> Decoded<T> {
    reader.string(TEXT).map(T::from)
}

/// For generated code alone.
pub fn decode_integer<T: From<i64>>(reader: &mut Reader<'_>) -> Decoded<T> {
    integer(reader, INTEGER).map(T::from)
}

/// All that an enum of texts can do, from its values as the service writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident { $($value:ident: $wire:literal,)* }) => {
        impl $name {
            /// The value as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$value => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl $crate::rt::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$value,)*
                    _ => Self::Unknown($crate::rt::unknown_text(value)),
                }
            }
        }

        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(self.as_str(), formatter)
            }
        }

        impl $crate::rt::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::rt::Reader<'_>) -> $crate::rt::Decoded<Self> {
                $crate::rt::decode_text(reader)
            }

            #[inline]
            fn blank() -> Self {
                Self::from("")
            }
        }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::rt::by_way_of_json!($name);
    };
}

/// All that an enum of numbers can do, from its values as the service writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident { $($value:ident: $wire:literal,)* }) => {
        impl $name {
            /// The value as the service writes it.
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$value => $wire,)*
                    Self::Unknown(value) => value.as_i64(),
                }
            }
        }

        impl $crate::rt::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$value,)*
                    _ => Self::Unknown($crate::rt::unknown_integer(value)),
                }
            }
        }

        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl $crate::rt::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::rt::Reader<'_>) -> $crate::rt::Decoded<Self> {
                $crate::rt::decode_integer(reader)
            }

            #[inline]
            fn blank() -> Self {
                Self::from(0)
            }
        }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        $crate::rt::by_way_of_json!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate::types::{MediaType, ProductType};

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
