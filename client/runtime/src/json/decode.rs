//! What can be read from a response, and how plain values are.

use serde::de::Unexpected;

use super::mismatch::{Decoded, Mismatch};
use super::reader::Reader;
use super::scan::Number;
use crate::raw::RawResponse;

/// A type that can be read from a response: `bool`, `i64`, `u64`, `f64`, `String`, `Option`, `Box`, `Vec`, tuples of two to
/// six, `BTreeMap<String, _>`, and every type of this crate that a response can contain.
///
/// Generated code implements it for objects. For your own types, use serde.
pub trait Decode: Sized {
    /// A value without content, which takes no memory of its own: what is read begins as one.
    #[doc(hidden)]
    fn blank() -> Self;

    /// Whether a field of this type may be absent. It is blank then.
    #[doc(hidden)]
    const MAY_BE_ABSENT: bool = false;

    /// Reads the next value of the response into this one, which is blank. Values are read in their place, and not moved there.
    ///
    /// # Errors
    /// Where the next value is not of this type. What has been read of it stays until this value is discarded.
    #[doc(hidden)]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;

    /// The value of a whole response that is not read as JSON: of bytes, or of nothing.
    #[doc(hidden)]
    fn of_response(response: &RawResponse) -> Option<Self> {
        let _ = response;
        None
    }

    /// The next value of the response.
    ///
    /// # Errors
    /// Where the next value is not of this type.
    #[doc(hidden)]
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut value = Self::blank();
        value.read(reader).map(|()| value)
    }
}

impl Decode for bool {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        let next = reader.peek()?;
        *self = next == b't';
        match next {
            b't' => reader.word("true"),
            b'f' => reader.word("false"),
            _ => Err(reader.unexpected("a boolean")),
        }
    }

    fn blank() -> Self {
        false
    }
}

fn number(reader: &mut Reader<'_>, expected: &str) -> Decoded<Number> {
    if matches!(reader.peek()?, b'-' | b'0'..=b'9') { reader.number() } else { Err(reader.unexpected(expected)) }
}

/// The next value, which is a whole number.
#[inline]
pub(crate) fn integer(reader: &mut Reader<'_>, expected: &str) -> Decoded<i64> {
    match number(reader, expected)? {
        Number::Unsigned(value) => {
            i64::try_from(value).map_err(|_| Mismatch::invalid_value(Unexpected::Unsigned(value), expected))
        }
        Number::Signed(value) => Ok(value),
        Number::Float(value) => Err(Mismatch::invalid_type(Unexpected::Float(value), expected)),
    }
}

impl Decode for i64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = integer(reader, "i64")?;
        Ok(())
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for u64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = match number(reader, "u64")? {
            Number::Unsigned(value) => value,
            Number::Signed(value) => return Err(Mismatch::invalid_value(Unexpected::Signed(value), "u64")),
            Number::Float(value) => return Err(Mismatch::invalid_type(Unexpected::Float(value), "u64")),
        };
        Ok(())
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for f64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = match number(reader, "f64")? {
            Number::Unsigned(value) => value as Self,
            Number::Signed(value) => value as Self,
            Number::Float(value) => value,
        };
        Ok(())
    }

    fn blank() -> Self {
        0.0
    }
}

impl Decode for String {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = reader.string("a string")?.to_owned();
        Ok(())
    }

    fn blank() -> Self {
        Self::new()
    }
}
