//! Ids that are numbers, whether the service writes them as number or as text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::form::Form;
use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Mismatch, Number, Reader};

/// The value of an id of digits. Two are equal when their numbers are, however they were written.
#[derive(Clone, Copy)]
pub struct DigitsId {
    value: u64,
    form: Form,
}

/// The error of parsing a text that is not an id.
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

/// Accepts only the canonical form of a number, so that it is written back the same way.
#[inline]
fn digits(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 20 || (bytes[0] == b'0' && bytes.len() > 1) {
        return None;
    }
    // 19 digits always fit; the twentieth may overflow.
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

impl DigitsId {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b'"' => {
                let text = reader.string(EXPECTED)?;
                let wrong = || Mismatch::invalid_value(Unexpected::Str(text), EXPECTED);
                digits(text).map(|value| Self { value, form: Form::Text }).ok_or_else(wrong)
            }
            b'-' | b'0'..=b'9' => match reader.number()? {
                Number::Unsigned(value) => Ok(Self::new(value)),
                Number::Signed(value) => Err(Mismatch::invalid_value(Unexpected::Signed(value), EXPECTED)),
                Number::Float(value) => Err(Mismatch::invalid_type(Unexpected::Float(value), EXPECTED)),
            },
            _ => Err(reader.unexpected(EXPECTED)),
        }
    }
}

impl Decode for DigitsId {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::new(0)
    }
}

/// The name in messages.
const EXPECTED: &str = "an id: a number of up to 64 bits, or its digits as text";

deserialize_via_json!(DigitsId);

impl fmt::Display for InvalidId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a `{}`: it is a number from 0 to {}, in digits alone", self.type_name, u64::MAX)
    }
}

impl std::error::Error for InvalidId {}
