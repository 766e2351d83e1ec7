//! A reader of JSON for replies that are as the spec says, which is nearly all of them.
//!
//! It tells no reason: what it does not take is read again by `serde_json`, which decides whether
//! it is JSON, whether it fits, and why not. So it must take nothing that `serde_json` refuses and
//! give nothing else than it; it may refuse what it likes. That leaves a reader that makes no
//! messages, keeps no lines and columns, and lends every text without an escape.

mod containers;
mod error;
mod scan;
#[cfg(test)]
mod tests;
mod text;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use containers::{Elements, Entries};
pub(super) use error::Misfit;
use scan::Number;

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
}

impl<'de> Reader<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0, unescaped: String::new() }
    }

    /// Nothing but white space may follow.
    pub(super) fn end(&mut self) -> Result<()> {
        match self.peek() {
            Err(Misfit) => Ok(()),
            Ok(_) => Err(Misfit),
        }
    }

    /// The next byte that is no white space; it stays the next.
    #[inline]
    fn peek(&mut self) -> Result<u8> {
        match self.text.as_bytes().get(self.at) {
            // Nearly always: the service writes no white space.
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => self.peek_after_space(),
        }
    }

    fn peek_after_space(&mut self) -> Result<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(byte) => return Ok(*byte),
                None => return Err(Misfit),
            }
        }
    }

    #[inline]
    fn take(&mut self, expected: u8) -> Result<()> {
        if self.peek()? != expected {
            return Err(Misfit);
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Misfit);
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
            return Err(Misfit);
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
            _ => match self.number()? {
                Number::Unsigned(value) => visitor.visit_u64(value),
                Number::Signed(value) => visitor.visit_i64(value),
                Number::Float(value) => visitor.visit_f64(value),
            },
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
            return Err(Misfit);
        }
        self.string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// An object alone: `serde_json` takes an array too, field by field.
    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if self.peek()? != b'{' {
            return Err(Misfit);
        }
        self.object(names, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    /// Bytes and enums of serde's own form are in no reply.
    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(Misfit)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(Misfit)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Err(Misfit)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char unit unit_struct seq tuple
        tuple_struct map identifier
    }
}
