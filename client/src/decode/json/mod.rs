//! A reader of JSON for replies that are as the spec says, which is nearly all of them.
//!
//! It takes what `serde_json` takes and gives the same, but for structs, which are objects and never
//! arrays here. It keeps no lines and columns and lends every text without an escape. What does not
//! fit is told on the way back, so that what fits pays nothing for it. One reader does all, so that
//! each type is compiled for one: the plain decode, the place and the reason of a failure, and the
//! fields that no type has.

mod containers;
mod error;
mod scan;
#[cfg(test)]
mod tests;
mod text;
mod unknown;

use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::failure::Step;
use containers::{Elements, Entries};
pub(super) use error::Misfit;
use scan::Number;
use text::Piece;

type Result<T> = std::result::Result<T, Misfit>;

/// As deep as `serde_json` goes.
const DEEPEST: u8 = 127;

/// What is left of a text.
pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
    /// A text with escapes, as it is without them.
    unescaped: String,
    /// Where the values begin that nobody wanted, if they are to be told.
    unwanted: Option<Vec<usize>>,
}

impl<'de> Reader<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0, unescaped: String::new(), unwanted: None }
    }

    /// A reader that keeps in mind which values nobody wanted.
    pub(super) fn minding_unknown_fields(text: &'de str) -> Self {
        Self { unwanted: Some(Vec::new()), ..Self::new(text) }
    }

    /// The ways to the values that nobody wanted.
    pub(super) fn unknown_fields(&self) -> Vec<Vec<Step>> {
        self.unwanted.as_deref().map(|places| unknown::ways(self.text, places)).unwrap_or_default()
    }

    /// Whether nothing but white space follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.next_after_space().is_none()
    }

    /// The next byte that is no white space; it stays the next.
    #[inline]
    fn peek(&mut self) -> Result<u8> {
        match self.text.as_bytes().get(self.at) {
            // Nearly always: the service writes no white space.
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => self.next_after_space().ok_or_else(Misfit::broken),
        }
    }

    fn next_after_space(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
        self.at += spaces;
        rest.get(spaces).copied()
    }

    #[inline]
    fn take(&mut self, expected: u8) -> Result<()> {
        if self.peek()? != expected {
            return Err(Misfit::broken());
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Misfit::broken());
        }
        self.at += word.len();
        Ok(())
    }

    /// What is inside a list or an object, one level deeper.
    #[inline]
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Misfit::new("nested too deep"));
        }
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    #[inline]
    fn list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            let mut elements = Elements::of(reader);
            let value = visitor.visit_seq(&mut elements)?;
            elements.end()?;
            Ok(value)
        })
    }

    #[inline]
    fn object<V: Visitor<'de>>(&mut self, names: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            let mut entries = Entries::of(reader, names);
            let value = visitor.visit_map(&mut entries)?;
            entries.end()?;
            Ok(value)
        })
    }

    #[inline]
    fn visit_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.number()? {
            Number::Unsigned(value) => visitor.visit_u64(value),
            Number::Signed(value) => visitor.visit_i64(value),
            Number::Float(value) => visitor.visit_f64(value),
        }
    }

    /// Why a value is not what was expected, by the value itself.
    #[cold]
    fn unexpected(&mut self, expected: &dyn Expected) -> Misfit {
        self.found(|found| Misfit::invalid_type(found, expected)).unwrap_or_else(|broken| broken)
    }

    fn found<T>(&mut self, tell: impl FnOnce(Unexpected<'_>) -> T) -> Result<T> {
        Ok(match self.peek()? {
            b'"' => match self.piece()? {
                Piece::Plain(text) => tell(Unexpected::Str(text)),
                Piece::Escaped => tell(Unexpected::Str(&self.unescaped)),
            },
            b'{' => tell(Unexpected::Map),
            b'[' => tell(Unexpected::Seq),
            b't' => self.word("true").map(|()| tell(Unexpected::Bool(true)))?,
            b'f' => self.word("false").map(|()| tell(Unexpected::Bool(false)))?,
            b'n' => self.word("null").map(|()| tell(Unexpected::Unit))?,
            _ => match self.number()? {
                Number::Unsigned(value) => tell(Unexpected::Unsigned(value)),
                Number::Signed(value) => tell(Unexpected::Signed(value)),
                Number::Float(value) => tell(Unexpected::Float(value)),
            },
        })
    }
}

macro_rules! numbers {
    ($($name:ident)*) => {$(
        #[inline]
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            if !matches!(self.peek()?, b'-' | b'0'..=b'9') {
                return Err(self.unexpected(&visitor));
            }
            self.visit_number(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Misfit;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek()? {
            b'"' => self.string(visitor),
            b'{' => self.object(&[], visitor),
            b'[' => self.list(visitor),
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            _ => self.visit_number(visitor),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek()? == b'n' {
            return self.word("null").and_then(|()| visitor.visit_none());
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek()? != b'"' {
            return Err(self.unexpected(&visitor));
        }
        self.string(visitor)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek()? != b'[' {
            return Err(self.unexpected(&visitor));
        }
        self.list(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_struct("", &[], visitor)
    }

    /// An object alone: an array in its place, field by field, is no reply but another one.
    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if self.peek()? != b'{' {
            return Err(self.unexpected(&visitor));
        }
        self.object(names, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.peek()?;
        if let Some(unwanted) = &mut self.unwanted {
            unwanted.push(self.at);
        }
        self.skip()?;
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek()? {
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}
