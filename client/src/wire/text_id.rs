//! Ids that are opaque texts; the service may write one of digits as a number.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::{Form, Text};
use crate::decode::{Decode, Decoded, Misfit, Number, Reader};

/// What every id of text holds. Two are equal when their texts are, however they were written.
#[derive(Clone)]
pub struct TextId {
    text: Text,
    form: Form,
}

impl TextId {
    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), form: Form::Text }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for TextId {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for TextId {}

impl PartialOrd for TextId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TextId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for TextId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for TextId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.form, self.text.parse::<u64>(), self.text.parse::<i64>()) {
            (Form::Number, Ok(value), _) => serializer.serialize_u64(value),
            (Form::Number, _, Ok(value)) => serializer.serialize_i64(value),
            _ => serializer.serialize_str(&self.text),
        }
    }
}

impl Decode for TextId {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let text = match reader.peek()? {
            b'"' => return Text::decode(reader).map(|text| Self { text, form: Form::Text }),
            b'-' | b'0'..=b'9' => match reader.number()? {
                Number::Unsigned(value) => value.to_string(),
                Number::Signed(value) => value.to_string(),
                Number::Float(value) => return Err(Misfit::invalid_type(Unexpected::Float(value), EXPECTED)),
            },
            _ => return Err(reader.unexpected(EXPECTED)),
        };
        Ok(Self { text: text.into(), form: Form::Number })
    }

    fn blank() -> Self {
        Self::new("")
    }
}

/// What messages call it.
const EXPECTED: &str = "an id: text, or a whole number";

crate::rt::by_way_of_json!(TextId);

/// All that an id of text can do, for a struct that wraps [`TextId`].
#[doc(hidden)]
#[macro_export]
macro_rules! __text_id {
    ($name:ident) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        $crate::rt::as_inner!($name($crate::rt::TextId));

        impl $crate::rt::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self($crate::rt::TextId::new(text))
            }
        }

        impl $crate::rt::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                $crate::rt::Clone::clone(id)
            }
        }

        impl $crate::rt::From<$crate::rt::String> for $name {
            fn from(text: $crate::rt::String) -> Self {
                Self($crate::rt::TextId::new(&text))
            }
        }

        impl $crate::rt::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(self.as_str(), formatter)
            }
        }

        impl $crate::rt::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::write!(formatter, "{}({:?})", $crate::rt::stringify!($name), self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::types::MediaId;

    #[track_caller]
    fn check(json: &str, text: &str) {
        let id: MediaId = serde_json::from_str(json).expect(json);
        assert_eq!(id.as_str(), text);
        assert_eq!(serde_json::to_string(&id).expect("json"), json);
        assert_eq!(id, MediaId::from(text));
    }

    #[test]
    fn texts_and_numbers_go_back_as_they_came() {
        check("\"3865659729796199935_787132\"", "3865659729796199935_787132");
        check("\"\"", "");
        check("\"007\"", "007");
        check("113671860027320", "113671860027320");
        check("-1", "-1");
        check("18446744073709551615", "18446744073709551615");
    }

    #[test]
    fn what_is_neither_is_refused() {
        for json in ["1.5", "true", "null", "{}", "[]"] {
            assert!(serde_json::from_str::<MediaId>(json).is_err(), "{json}");
        }
    }
}
