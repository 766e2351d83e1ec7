//! Enums that may grow: the values that are not known yet, and what all of them can do.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

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

/// For generated code alone.
pub fn deserialize_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

/// For generated code alone.
pub fn deserialize_integer<'de, T: From<i64>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_i64(IntegerVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: From<i64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number of 64 bits")
    }

    fn visit_i64<E>(self, value: i64) -> Result<T, E> {
        Ok(T::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
        let wrong = |_| E::invalid_value(de::Unexpected::Unsigned(value), &self);
        i64::try_from(value).map(T::from).map_err(wrong)
    }
}

/// Display and JSON of an enum of texts.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident) => {
        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(self.as_str(), formatter)
            }
        }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(deserializer: D) -> $crate::rt::StdResult<Self, D::Error> {
                $crate::rt::deserialize_text(deserializer)
            }
        }
    };
}

/// Display and JSON of an enum of numbers.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident) => {
        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> $crate::rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(deserializer: D) -> $crate::rt::StdResult<Self, D::Error> {
                $crate::rt::deserialize_integer(deserializer)
            }
        }
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
