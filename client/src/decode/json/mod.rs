//! A reader of JSON for replies that are as the spec says, which is nearly all of them.
//!
//! It takes what `serde_json` takes and gives the same, but for structs, which are objects and never
//! arrays here. It is asked for what is expected next, keeps no lines and columns, and lends every text
//! without an escape. What does not fit is told on the way back, so that what fits pays nothing for it.

mod error;
mod fields;
mod lenient;
mod place;
mod scan;
#[cfg(test)]
mod tests;
mod text;
mod ways;

use std::ops::Range;
use std::sync::Arc;

use serde::de::Unexpected;

use super::Decode;
use super::failure::Step;
pub use error::Misfit;
pub use fields::{Fields, Object, blank_object};
pub(super) use lenient::Lost;
use lenient::PassedOver;
pub(crate) use scan::Number;
use text::Piece;

/// What reading a part of a reply gives.
pub type Decoded<T> = Result<T, Misfit>;

/// As deep as `serde_json` goes.
const DEEPEST: u8 = 127;

/// What is left of a text.
#[derive(Debug)]
pub struct Reader<'de> {
    text: &'de str,
    /// The same text, where those who keep a part of it shall share it.
    body: Option<&'de Arc<str>>,
    at: usize,
    depth: u8,
    /// A text with escapes, as it is without them.
    unescaped: String,
    /// Whether the fields of an object were met in another order than its type has them: all are looked up by their names then.
    is_shuffled: bool,
    /// Whether half of a character is read as U+FFFD.
    is_lossy: bool,
    /// What was passed over, by a reader that is lenient.
    passed: Option<Box<PassedOver>>,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(text: &'de str) -> Self {
        Self {
            text,
            body: None,
            at: 0,
            depth: 0,
            unescaped: String::new(),
            is_shuffled: false,
            is_lossy: false,
            passed: None,
        }
    }

    /// A reader of a body that its texts may share.
    pub(crate) fn sharing(body: &'de Arc<str>) -> Self {
        Self { body: Some(body), ..Self::new(body) }
    }

    /// A reader of a part of a body.
    pub(crate) fn part_of(body: &'de Arc<str>, part: Range<usize>) -> Self {
        Self { body: Some(body), at: part.start, ..Self::new(body.get(..part.end).unwrap_or_default()) }
    }

    /// Passes over what does not fit where that can be done, and keeps it in mind; on request also what no type has.
    pub(super) fn leniently(self, minding_unknown_fields: bool) -> Self {
        Self { passed: Some(Box::new(PassedOver::minding_unknown_fields(minding_unknown_fields))), ..self }
    }

    /// Reads half of a character as U+FFFD.
    pub(crate) fn lossily(self) -> Self {
        Self { is_lossy: true, ..self }
    }

    /// All that is to be read, from where the reader stands. Where an object turns out to have its fields in another
    /// order, all is read again by the names of the fields: one object would be, and others in it, again and again.
    pub(super) fn whole<T: Decode>(&mut self) -> Decoded<T> {
        let start = self.at;
        loop {
            match T::decode(self) {
                Err(misfit) if misfit.is_shuffled() && !self.is_shuffled => self.start_again(start),
                decoded => return decoded,
            }
        }
    }

    #[cold]
    fn start_again(&mut self, start: usize) {
        self.at = start;
        self.is_shuffled = true;
        if let Some(passed) = &mut self.passed {
            passed.clear();
        }
    }

    /// What is left to be read.
    pub(super) fn rest(&self) -> &'de str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The body that the texts of this reader may share.
    #[inline]
    pub(crate) fn body(&self) -> Option<&'de Arc<str>> {
        self.body
    }

    /// A part of the text, where both ends are between characters.
    #[inline]
    pub(crate) fn part(&self, place: Range<usize>) -> &'de str {
        self.text.get(place).unwrap_or_default()
    }

    /// Where the next byte stands.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Whether nothing but white space follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.next_after_space().is_none()
    }

    /// The next byte that is no white space; it stays the next.
    #[inline]
    pub(crate) fn peek(&mut self) -> Decoded<u8> {
        match self.text.as_bytes().get(self.at) {
            // Nearly always: the service writes no white space.
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => self.next_after_space().ok_or_else(Misfit::cut),
        }
    }

    fn next_after_space(&mut self) -> Option<u8> {
        self.at = scan::after_space(self.text.as_bytes(), self.at);
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    pub(crate) fn take(&mut self, expected: u8) -> Decoded<()> {
        if self.peek()? != expected {
            return Err(Misfit::broken());
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> Decoded<()> {
        let rest = &self.text.as_bytes()[self.at..];
        if !rest.starts_with(word.as_bytes()) {
            return Err(if word.as_bytes().starts_with(rest) { Misfit::cut() } else { Misfit::broken() });
        }
        self.at += word.len();
        Ok(())
    }

    /// Whether null stands next; it is taken.
    #[inline]
    pub(crate) fn takes_null(&mut self) -> Decoded<bool> {
        if self.peek()? == b'n' { self.word("null").map(|()| true) } else { Ok(false) }
    }

    /// What is inside of a list or an object whose bracket stands next, one level deeper.
    #[inline]
    pub(crate) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Decoded<T>) -> Decoded<T> {
        if self.depth == DEEPEST {
            return Err(Misfit::new("JSON that is nested too deep"));
        }
        self.at += 1;
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// Past the comma, where there must be one. False before the end, which is left to be read.
    #[inline]
    pub(crate) fn has_next(&mut self, end: u8, is_first: bool) -> Decoded<bool> {
        let next = self.peek()?;
        if next == b',' && !is_first {
            self.at += 1;
            // A comma before the end is none between two elements.
            return if self.peek()? == end { Err(Misfit::broken()) } else { Ok(true) };
        }
        let is_end = next == end;
        if is_end || is_first { Ok(!is_end) } else { Err(Misfit::broken()) }
    }

    /// Past a value that no type has.
    pub(crate) fn ignore(&mut self) -> Decoded<()> {
        self.peek()?;
        if let Some(passed) = &mut self.passed {
            passed.unwanted(self.at);
        }
        self.skip()
    }

    /// Why a value is not what was expected, by the value itself.
    #[cold]
    pub(crate) fn unexpected(&mut self, expected: &str) -> Misfit {
        self.found(|found| Misfit::invalid_type(found, expected)).unwrap_or_else(|broken| broken)
    }

    fn found<T>(&mut self, tell: impl FnOnce(Unexpected<'_>) -> T) -> Decoded<T> {
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
            _ => tell(self.number()?.unexpected()),
        })
    }
}
