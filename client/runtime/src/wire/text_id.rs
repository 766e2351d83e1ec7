//! Ids that are opaque texts; a service may write one of digits as a number.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::form::Form;
use super::text::Text;
use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Mismatch, Number, Reader};

/// The value of an id of text. Two are equal when their texts are, however they were written.
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

impl TextId {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        let text = match reader.peek()? {
            b'"' => return Text::decode(reader).map(|text| Self { text, form: Form::Text }),
            b'-' | b'0'..=b'9' => match reader.number()? {
                Number::Unsigned(value) => value.to_string(),
                Number::Signed(value) => value.to_string(),
                Number::Float(value) => return Err(Mismatch::invalid_type(Unexpected::Float(value), EXPECTED)),
            },
            _ => return Err(reader.unexpected(EXPECTED)),
        };
        Ok(Self { text: text.into(), form: Form::Number })
    }
}

impl Decode for TextId {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::new("")
    }
}

/// What messages call it.
const EXPECTED: &str = "an id: text, or a whole number";

deserialize_via_json!(TextId);
