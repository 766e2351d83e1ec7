//! Ids that are numbers: one number, whether the service writes it as number or as text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::Form;
use crate::decode::{Decode, Decoded, Misfit, Number, Reader};

/// What every id of digits holds. Two are equal when their numbers are, however they were written.
#[derive(Clone, Copy)]
pub struct DigitsId {
    value: u64,
    form: Form,
}

/// A text that is not the number of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    type_name: &'static str,
}

impl DigitsId {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(value: u64) -> Self {
        Self { value, form: Form::Number }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn get(self) -> u64 {
        self.value
    }

    #[doc(hidden)]
    pub fn parse(text: &str, type_name: &'static str) -> Result<Self, InvalidId> {
        let value = digits(text).ok_or(InvalidId { type_name })?;
        Ok(Self { value, form: Form::Text })
    }
}

/// Only the one way to write a number, so that it is written back the same way.
#[inline]
fn digits(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 20 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    // 19 digits fit whatever they are; the twentieth is the one that may be too much.
    let (first, last) = bytes.split_at(bytes.len().min(19));
    let mut value = 0;
    for byte in first {
        value = value * 10 + u64::from(digit(*byte)?);
    }
    match last {
        [byte] => value.checked_mul(10)?.checked_add(u64::from(digit(*byte)?)),
        _ => Some(value),
    }
}

#[inline]
fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

impl PartialEq for DigitsId {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for DigitsId {}

impl PartialOrd for DigitsId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DigitsId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl Hash for DigitsId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl Serialize for DigitsId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Number => serializer.serialize_u64(self.value),
            Form::Text => serializer.collect_str(&self.value),
        }
    }
}

impl Decode for DigitsId {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b'"' => {
                let text = reader.string(EXPECTED)?;
                let wrong = || Misfit::invalid_value(Unexpected::Str(text), EXPECTED);
                digits(text).map(|value| Self { value, form: Form::Text }).ok_or_else(wrong)
            }
            b'-' | b'0'..=b'9' => match reader.number()? {
                Number::Unsigned(value) => Ok(Self::new(value)),
                Number::Signed(value) => Err(Misfit::invalid_value(Unexpected::Signed(value), EXPECTED)),
                Number::Float(value) => Err(Misfit::invalid_type(Unexpected::Float(value), EXPECTED)),
            },
            _ => Err(reader.unexpected(EXPECTED)),
        }
    }

    fn blank() -> Self {
        Self::new(0)
    }
}

/// What messages call it.
const EXPECTED: &str = "an id: a number of up to 64 bits, or its digits as text";

crate::rt::by_way_of_json!(DigitsId);

impl fmt::Display for InvalidId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a `{}`: it is a number from 0 to {}, in digits alone", self.type_name, u64::MAX)
    }
}

impl std::error::Error for InvalidId {}

/// All that an id of digits can do, for a struct that wraps [`DigitsId`].
#[doc(hidden)]
#[macro_export]
macro_rules! __digits_id {
    ($name:ident) => {
        impl $name {
            /// The id of this number. Text becomes one by `parse`, which checks it.
            #[must_use]
            pub const fn new(value: u64) -> Self {
                Self($crate::rt::DigitsId::new(value))
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0.get()
            }
        }

        $crate::rt::as_inner!($name($crate::rt::DigitsId));

        impl $crate::rt::From<u64> for $name {
            fn from(value: u64) -> Self {
                Self::new(value)
            }
        }

        impl $crate::rt::From<$name> for u64 {
            fn from(id: $name) -> Self {
                id.get()
            }
        }

        impl $crate::rt::FromStr for $name {
            type Err = $crate::rt::InvalidId;

            fn from_str(text: &str) -> $crate::rt::StdResult<Self, Self::Err> {
                $crate::rt::DigitsId::parse(text, $crate::rt::stringify!($name)).map(Self)
            }
        }

        impl $crate::rt::TryFrom<&str> for $name {
            type Error = $crate::rt::InvalidId;

            fn try_from(text: &str) -> $crate::rt::StdResult<Self, Self::Error> {
                $crate::rt::FromStr::from_str(text)
            }
        }

        impl $crate::rt::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Display::fmt(&self.get(), formatter)
            }
        }

        impl $crate::rt::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::write!(formatter, "{}({})", $crate::rt::stringify!($name), self.get())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::types::UserPk;

    #[track_caller]
    fn check(json: &str, value: Option<u64>) {
        let id = serde_json::from_str::<UserPk>(json).ok();
        assert_eq!(id.map(UserPk::get), value, "{json}");
        if let Some(id) = id {
            assert_eq!(serde_json::to_string(&id).expect("json"), json);
        }
    }

    #[test]
    fn numbers_and_texts_are_one_id_and_go_back_as_they_came() {
        check("787132", Some(787_132));
        check("\"787132\"", Some(787_132));
        check("0", Some(0));
        check("\"0\"", Some(0));
        check("18446744073709551615", Some(u64::MAX));
        check("\"18446744073709551615\"", Some(u64::MAX));
        assert_eq!("7".parse::<UserPk>(), Ok(UserPk::new(7)));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for json in ["\"\"", "\"007\"", "\"+7\"", "\" 7\"", "-1", "1.5", "1e3", "\"x\"", "18446744073709551616", "null"]
        {
            check(json, None);
        }
        let error = "x".parse::<UserPk>().expect_err("no id");
        assert!(error.to_string().starts_with("not a `UserPk`"), "{error}");
    }

    #[test]
    fn ids_are_keys() {
        let mut seen = std::collections::HashSet::new();
        assert!(seen.insert(UserPk::new(7)));
        assert!(!seen.insert("7".parse().expect("an id")));
        assert_eq!(format!("{:?} {}", UserPk::new(7), UserPk::new(7)), "UserPk(7) 7");
    }
}
