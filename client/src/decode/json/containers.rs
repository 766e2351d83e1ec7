//! The elements of a list and the entries of an object, one by one.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

use super::text::Piece;
use super::{Misfit, Reader, Result, Step};

/// The elements of a list whose bracket has been read.
pub(super) struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    /// How many have been read.
    count: usize,
}

impl<'a, 'de> Elements<'a, 'de> {
    pub(super) fn of(reader: &'a mut Reader<'de>) -> Self {
        Self { reader, count: 0 }
    }

    /// Whether another one follows: it is the next to read.
    #[inline]
    fn has_next(&mut self) -> Result<bool> {
        self.reader.has_next(b']', self.count == 0)
    }

    /// The visitor must have read all.
    #[inline]
    pub(super) fn end(self) -> Result<()> {
        self.reader.take(b']')
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'_, 'de> {
    type Error = Misfit;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.has_next()? {
            return Ok(None);
        }
        let index = self.count;
        self.count += 1;
        match seed.deserialize(&mut *self.reader) {
            Ok(element) => Ok(Some(element)),
            Err(misfit) => Err(misfit.within(Step::Index(index))),
        }
    }
}

/// The entries of an object whose brace has been read.
pub(super) struct Entries<'a, 'de> {
    reader: &'a mut Reader<'de>,
    /// Where the last name stands in the text; zero, where the object begins at the earliest, before the first.
    name: usize,
    /// The names that the object's type has, in its order.
    names: &'static [&'static str],
    /// Which of them should be the next: replies keep the order of the spec.
    expected: usize,
}

impl<'a, 'de> Entries<'a, 'de> {
    pub(super) fn of(reader: &'a mut Reader<'de>, names: &'static [&'static str]) -> Self {
        Self { reader, name: 0, names, expected: 0 }
    }

    /// The visitor must have read all.
    #[inline]
    pub(super) fn end(self) -> Result<()> {
        self.reader.take(b'}')
    }

    /// The index of the name that stands next, if it is the expected one; past its colon. A text that
    /// is equal byte for byte has no escape, so the quotation mark after it is its end.
    #[inline]
    fn expected_name(&mut self) -> Option<usize> {
        let name = self.names.get(self.expected)?.as_bytes();
        let rest = self.reader.text.as_bytes().get(self.reader.at + 1..)?;
        if *rest.get(name.len())? != b'"' || !same(&rest[..name.len()], name) {
            return None;
        }
        self.reader.at += name.len() + 2;
        self.expected += 1;
        Some(self.expected - 1)
    }

    /// The index of another name, looked for from the expected one on: fields that may be absent are
    /// what puts names out of step.
    fn other_name(&mut self, key: &str) -> Option<usize> {
        let (before, after) = self.names.split_at_checked(self.expected)?;
        let index = match after.iter().position(|name| *name == key) {
            Some(index) => self.expected + index,
            None => before.iter().position(|name| *name == key)?,
        };
        self.expected = index + 1;
        Some(index)
    }
}

/// Whether two slices of one length are equal. Names are short: a call of `memcmp` costs more than
/// these few words, of which the last may lie over the first.
#[inline]
fn same(left: &[u8], right: &[u8]) -> bool {
    if let (Some(a), Some(b)) = (left.first_chunk::<8>(), right.first_chunk::<8>()) {
        a == b && left.last_chunk::<8>() == right.last_chunk::<8>() && (left.len() <= 16 || left == right)
    } else if let (Some(a), Some(b)) = (left.first_chunk::<4>(), right.first_chunk::<4>()) {
        a == b && left.last_chunk::<4>() == right.last_chunk::<4>()
    } else {
        left.iter().eq(right)
    }
}

impl<'de> MapAccess<'de> for &mut Entries<'_, 'de> {
    type Error = Misfit;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.reader.has_next(b'}', self.name == 0)? {
            return Ok(None);
        }
        if self.reader.text.as_bytes().get(self.reader.at) != Some(&b'"') {
            return Err(Misfit::broken());
        }
        self.name = self.reader.at;
        // Serde's derives take a field's index for its name.
        if let Some(index) = self.expected_name() {
            return seed.deserialize((index as u64).into_deserializer()).map(Some);
        }
        match self.reader.piece()? {
            Piece::Plain(key) => match self.other_name(key) {
                Some(index) => seed.deserialize((index as u64).into_deserializer()),
                None => seed.deserialize(BorrowedStrDeserializer::new(key)),
            },
            Piece::Escaped => seed.deserialize(self.reader.unescaped.as_str().into_deserializer()),
        }
        .map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.take(b':')?;
        seed.deserialize(&mut *self.reader).map_err(|misfit| misfit.within(self.reader.key_at(self.name)))
    }
}

impl Reader<'_> {
    /// Past the comma, where there must be one. False before the end, which is left to be read.
    #[inline]
    pub(super) fn has_next(&mut self, end: u8, is_first: bool) -> Result<bool> {
        let next = self.peek()?;
        if next == b',' && !is_first {
            self.at += 1;
            // A comma before the end is none between two elements.
            return if self.peek()? == end { Err(Misfit::broken()) } else { Ok(true) };
        }
        let is_end = next == end;
        if is_end || is_first { Ok(!is_end) } else { Err(Misfit::broken()) }
    }
}
