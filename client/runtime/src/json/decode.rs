//! What can be read from a response, and how plain values are.

use serde::de::Unexpected;

use super::mismatch::{Decoded, Mismatch};
use super::reader::Reader;
use super::scan::Number;

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

    /// The next value of the response.
    ///
    /// # Errors
    /// Where the next value is not of this type.
    #[doc(hidden)]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self>;

    /// Reads the next value of the response into this one, which is blank. Large values are read in their place, and not
    /// moved there.
    ///
    /// # Errors
    /// Where the next value is not of this type. What has been read of it stays until this value is discarded.
    #[doc(hidden)]
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::decode(reader)?;
        Ok(())
    }

    /// Reads the next value, which is not null, into a field that may be null and is.
    ///
    /// # Errors
    /// Where the next value is not of this type.
    #[doc(hidden)]
    #[inline]
    fn read_some(field: &mut Option<Self>, reader: &mut Reader<'_>) -> Decoded<()> {
        *field = Some(Self::decode(reader)?);
        Ok(())
    }
}

impl Decode for bool {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b't' => reader.word("true").map(|()| true),
            b'f' => reader.word("false").map(|()| false),
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
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "i64")
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for u64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match number(reader, "u64")? {
            Number::Unsigned(value) => Ok(value),
            Number::Signed(value) => Err(Mismatch::invalid_value(Unexpected::Signed(value), "u64")),
            Number::Float(value) => Err(Mismatch::invalid_type(Unexpected::Float(value), "u64")),
        }
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        Ok(match number(reader, "f64")? {
            Number::Unsigned(value) => value as Self,
            Number::Signed(value) => value as Self,
            Number::Float(value) => value,
        })
    }

    fn blank() -> Self {
        0.0
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.string("a string").map(str::to_owned)
    }

    fn blank() -> Self {
        Self::new()
    }
}
