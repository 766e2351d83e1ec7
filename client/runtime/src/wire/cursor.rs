//! The position of a page in a list.

use std::fmt;

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::text::Text;
use super::url::Url;
use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Mismatch, Number, Reader};

/// The start of the next page of a list: opaque, to be sent back as it arrived.
///
/// Services write it as text, as a number, or, at the end of some lists, as `false`.
///
/// ```no_run
/// # async fn run(client: shop::Client) -> shop::Result<()> {
/// let (orders, next) = client.orders().list(25).await?;
/// if let Some(cursor) = next {
///     let (more, _) = client.orders().list(25).after(cursor).await?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(Written);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Written {
    Text(Box<str>),
    Number(u64),
    Negative(i64),
    False,
}

impl Cursor {
    /// The number of a page, or of the items before it.
    pub(crate) fn number(number: i64) -> Self {
        Self(u64::try_from(number).map_or(Written::Negative(number), Written::Number))
    }

    pub(crate) fn is_false(&self) -> bool {
        self.0 == Written::False
    }

    pub(crate) fn is_text(&self, text: &str) -> bool {
        matches!(&self.0, Written::Text(written) if **written == *text)
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self(Written::Text(text.into()))
    }
}

impl From<u64> for Cursor {
    fn from(number: u64) -> Self {
        Self(Written::Number(number))
    }
}

impl From<&Self> for Cursor {
    fn from(cursor: &Self) -> Self {
        cursor.clone()
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(Written::Text(text.into()))
    }
}

impl From<&String> for Cursor {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&&str> for Cursor {
    fn from(text: &&str) -> Self {
        Self::from(*text)
    }
}

impl From<Text> for Cursor {
    fn from(text: Text) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Url> for Cursor {
    fn from(url: Url) -> Self {
        Self::from(url.as_str())
    }
}

impl fmt::Display for Cursor {
    /// The cursor as it is sent.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Written::Text(text) => formatter.write_str(text),
            Written::Number(number) => write!(formatter, "{number}"),
            Written::Negative(number) => write!(formatter, "{number}"),
            Written::False => formatter.write_str("false"),
        }
    }
}

impl fmt::Debug for Cursor {
    /// Its length alone: in some lists it is about a person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cursor({} bytes)", self.to_string().len())
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Written::Text(text) => serializer.serialize_str(text),
            Written::Number(number) => serializer.serialize_u64(*number),
            Written::Negative(number) => serializer.serialize_i64(*number),
            Written::False => serializer.serialize_bool(false),
        }
    }
}

impl Cursor {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        Ok(Self(match reader.peek()? {
            b'"' => Written::Text(reader.string(EXPECTED)?.into()),
            b'f' => reader.word("false").map(|()| Written::False)?,
            b't' => {
                reader.word("true")?;
                return Err(Mismatch::invalid_value(Unexpected::Bool(true), EXPECTED));
            }
            b'-' | b'0'..=b'9' => match reader.number()? {
                Number::Unsigned(number) => Written::Number(number),
                Number::Signed(number) => Written::Negative(number),
                Number::Float(number) => return Err(Mismatch::invalid_type(Unexpected::Float(number), EXPECTED)),
            },
            _ => return Err(reader.unexpected(EXPECTED)),
        }))
    }
}

impl Decode for Cursor {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self(Written::False)
    }
}

/// The name in messages.
const EXPECTED: &str = "a cursor: text, a whole number of up to 64 bits, or false";

deserialize_via_json!(Cursor);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, sent: &str) {
        let cursor: Cursor = serde_json::from_str(json).expect(json);
        assert_eq!(cursor.to_string(), sent);
        assert_eq!(serde_json::to_string(&cursor).expect("json"), json);
    }

    #[test]
    fn every_form_is_sent_by_its_digits_or_letters_and_written_as_it_arrived() {
        check("\"25\"", "25");
        check("25", "25");
        check("9223372036854775809", "9223372036854775809");
        check("-1", "-1");
        check("\"QVFB/w==\"", "QVFB/w==");
        check("\"\"", "");
        check("false", "false");
    }

    #[test]
    fn other_values_are_refused() {
        for json in ["true", "1.5", "{}", "[]"] {
            assert!(serde_json::from_str::<Cursor>(json).is_err(), "{json}");
        }
    }
}
