//! The reader: a position in a text, and what every value needs to read itself.

use std::ops::Range;

use serde::de::Unexpected;

use super::mismatch::{Decoded, Mismatch};
use super::scan;
use super::skipped::Skipped;
use crate::raw::SharedText;

/// The deepest nesting, as in `serde_json`.
const DEEPEST: u8 = 127;

/// The most bytes of list items, map entries and boxes that a text is decoded to: as many as this..
const LEAST_HELD: usize = 16 << 20;

/// .. and this many for each byte of the text. Services write at least the name of a field for each 32 bytes of an object;
/// a hostile list of `{}` would take a thousand times its size.
const HELD_PER_BYTE: usize = 64;

/// A position in a text that is read.
#[derive(Debug)]
pub struct Reader<'de> {
    pub(super) text: &'de str,
    /// The same text, where parts of it are shared instead of copied.
    body: Option<&'de SharedText>,
    pub(super) at: usize,
    depth: u8,
    /// The bytes of the lists of fields of the objects that are being read, each inside of the one before.
    pub(super) nested: usize,
    /// The bytes of the values that were read into lists, maps and boxes.
    pub(super) held: usize,
    /// The bytes that were read to find tags, and are read again.
    pub(super) again_for_tags: usize,
    /// The last text with escapes, without them.
    pub(super) unescaped: String,
    /// Whether half of a surrogate pair is read as U+FFFD.
    pub(super) is_lossy: bool,
    /// What was skipped because it does not match, if the reader is lenient.
    pub(super) skipped: Option<Box<Skipped>>,
}

/// The positions of texts in a body have 32 bits.
const LONGEST_SHARED: usize = u32::MAX as usize - 1;

const TOO_DEEP: &str = "JSON that is nested too deep";
const TOO_MANY: &str = "so many small values that they take 64 times the memory of the response";

impl<'de> Reader<'de> {
    pub(crate) fn new(text: &'de str) -> Self {
        Self {
            text,
            body: None,
            at: 0,
            depth: 0,
            nested: 0,
            held: 0,
            again_for_tags: 0,
            unescaped: String::new(),
            is_lossy: false,
            skipped: None,
        }
    }

    /// A reader of a body; texts share it.
    pub(crate) fn sharing(body: &'de SharedText) -> Self {
        Self::part_of(body, 0..body.len())
    }

    /// A reader of a part of a body; texts share the body, unless it is larger than their positions can say.
    pub(crate) fn part_of(body: &'de SharedText, part: Range<usize>) -> Self {
        let text = body.get(..part.end).unwrap_or_default();
        Self { body: Some(body).filter(|_| text.len() < LONGEST_SHARED), at: part.start, ..Self::new(text) }
    }

    /// Skips values that do not match wherever the type allows it, and records them; on request also fields that no type has.
    pub(crate) fn leniently(self, report_unknown_fields: bool) -> Self {
        Self { skipped: Some(Box::new(Skipped::new(report_unknown_fields))), ..self.lossily() }
    }

    /// Reads half of a surrogate pair as U+FFFD.
    pub(crate) fn lossily(self) -> Self {
        Self { is_lossy: true, ..self }
    }

    /// The text that is not read yet.
    pub(super) fn rest(&self) -> &'de str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The body that texts share.
    #[inline]
    pub(crate) fn body(&self) -> Option<&'de SharedText> {
        self.body
    }

    /// A part of the text; empty where an end is inside of a character.
    #[inline]
    pub(crate) fn part(&self, place: Range<usize>) -> &'de str {
        self.text.get(place).unwrap_or_default()
    }

    /// The position of the next byte.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Whether only white space follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.next_after_space().is_none()
    }

    /// The next byte after white space, which is not consumed.
    #[inline]
    pub(crate) fn peek(&mut self) -> Decoded<u8> {
        match self.text.as_bytes().get(self.at) {
            // Nearly always: services write no white space.
            Some(byte) if *byte > b' ' => Ok(*byte),
            _ => self.next_after_space().ok_or_else(Mismatch::cut),
        }
    }

    fn next_after_space(&mut self) -> Option<u8> {
        self.at = scan::after_space(self.text.as_bytes(), self.at);
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips one space, if there is one: many services write one after each comma and colon.
    #[inline]
    pub(super) fn skip_one_space(&mut self) {
        if self.text.as_bytes().get(self.at) == Some(&b' ') {
            self.at += 1;
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, expected: u8) -> Decoded<()> {
        if self.peek()? != expected {
            return Err(Mismatch::broken());
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> Decoded<()> {
        let rest = &self.text.as_bytes()[self.at..];
        if !rest.starts_with(word.as_bytes()) {
            return Err(if word.as_bytes().starts_with(rest) { Mismatch::cut() } else { Mismatch::broken() });
        }
        self.at += word.len();
        Ok(())
    }

    /// Whether the next value is null, which is consumed.
    #[inline]
    pub(crate) fn takes_null(&mut self) -> Decoded<bool> {
        if self.peek()? != b'n' {
            return Ok(false);
        }
        self.null().map(|()| true)
    }

    fn null(&mut self) -> Decoded<()> {
        self.word("null")
    }

    /// Reads what is inside of a list or an object, whose bracket is the next byte.
    #[inline]
    pub(crate) fn inside(&mut self, read: impl FnOnce(&mut Self) -> Decoded<()>) -> Decoded<()> {
        if self.depth == DEEPEST {
            return Err(Mismatch::new(TOO_DEEP));
        }
        self.at += 1;
        self.depth += 1;
        let decoded = read(self);
        self.depth -= 1;
        decoded
    }

    /// Counts values that take memory of their own, such as the items for which a list has grown.
    #[inline]
    pub(super) fn hold<T>(&mut self, count: usize) -> Decoded<()> {
        self.held = self.held.saturating_add(size_of::<T>().saturating_mul(count));
        if self.held > LEAST_HELD { self.check_held() } else { Ok(()) }
    }

    #[cold]
    fn check_held(&self) -> Decoded<()> {
        if self.held / HELD_PER_BYTE > self.text.len() { Err(Mismatch::new(TOO_MANY)) } else { Ok(()) }
    }

    /// Consumes the comma where one must be. False before the end, which is not consumed.
    #[inline]
    pub(crate) fn has_next(&mut self, end: u8, is_first: bool) -> Decoded<bool> {
        let next = self.peek()?;
        if next == b',' && !is_first {
            self.at += 1;
            // A comma must be between two elements.
            return if self.peek()? == end { Err(Mismatch::broken()) } else { Ok(true) };
        }
        let is_end = next == end;
        if is_end || is_first { Ok(!is_end) } else { Err(Mismatch::broken()) }
    }

    /// Skips a value that no type has.
    pub(crate) fn ignore(&mut self) -> Decoded<()> {
        self.peek()?;
        if let Some(skipped) = &mut self.skipped {
            skipped.unknown_field(self.at);
        }
        self.skip()
    }

    /// The mismatch of the next value with what was expected.
    #[cold]
    pub(crate) fn unexpected(&mut self, expected: &str) -> Mismatch {
        self.found(|found| Mismatch::invalid_type(found, expected)).unwrap_or_else(|broken| broken)
    }

    fn found<T>(&mut self, name: impl FnOnce(Unexpected<'_>) -> T) -> Decoded<T> {
        Ok(match self.peek()? {
            b'"' => name(Unexpected::Str(self.text_or_unescaped()?)),
            b'{' => name(Unexpected::Map),
            b'[' => name(Unexpected::Seq),
            b't' => self.word("true").map(|()| name(Unexpected::Bool(true)))?,
            b'f' => self.word("false").map(|()| name(Unexpected::Bool(false)))?,
            b'n' => self.word("null").map(|()| name(Unexpected::Unit))?,
            _ => name(self.number()?.unexpected()),
        })
    }
}
