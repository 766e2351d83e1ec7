//! Texts: lent where they have no escape, else copied without their escapes.

use std::ops::Range;
use std::sync::Arc;

use super::mismatch::{Decoded, Mismatch};
use super::reader::Reader;
use super::scan::{self, Stop};

/// A text that was read.
pub(crate) enum Piece<'de> {
    /// A part of what is read.
    Plain(&'de str),
    /// In the reader's own memory, until the next one is read.
    Escaped,
}

impl<'de> Reader<'de> {
    /// The next value, which is a text.
    #[inline]
    pub(crate) fn string(&mut self, expected: &str) -> Decoded<&str> {
        if self.peek()? != b'"' {
            return Err(self.unexpected(expected));
        }
        self.text_or_unescaped()
    }

    /// The text whose quotation mark is the next byte, wherever it is kept.
    pub(super) fn text_or_unescaped(&mut self) -> Decoded<&str> {
        Ok(match self.piece()? {
            Piece::Plain(text) => text,
            Piece::Escaped => &self.unescaped,
        })
    }

    /// The place of the next text, if it has no escape; else nothing is consumed, and [`string`](Self::string) reads it.
    #[inline]
    pub(crate) fn plain(&mut self) -> Decoded<Option<Range<usize>>> {
        if self.peek()? != b'"' {
            return Ok(None);
        }
        let start = self.at + 1;
        let (end, stop) = scan::text(self.text.as_bytes(), start)?;
        if stop == Stop::Escape {
            return Ok(None);
        }
        self.at = end + 1;
        Ok(Some(start..end))
    }

    /// The text whose quotation mark is the next byte.
    #[inline]
    pub(crate) fn piece(&mut self) -> Decoded<Piece<'de>> {
        let start = self.at + 1;
        let (end, stop) = scan::text(self.text.as_bytes(), start)?;
        if stop == Stop::Quote {
            self.at = end + 1;
            return self.text.get(start..end).map(Piece::Plain).ok_or_else(Mismatch::broken);
        }
        self.unescape(start, end)?;
        Ok(Piece::Escaped)
    }

    /// The name of a field, copied.
    pub(crate) fn key(&mut self) -> Decoded<String> {
        if self.peek()? != b'"' {
            return Err(Mismatch::broken());
        }
        self.text_or_unescaped().map(str::to_owned)
    }

    /// The name of a field that was read at this position: for messages.
    #[cold]
    pub(super) fn key_at(&self, at: usize) -> Arc<str> {
        let mut reader = Self::new(self.text).lossily();
        reader.at = at;
        reader.key().unwrap_or_default().into()
    }

    /// The character of an escape in the text at the current position.
    fn escape(&mut self, at: usize) -> Decoded<(char, usize)> {
        let bytes = self.text.as_bytes();
        match scan::escape(bytes, at) {
            // Only half of a surrogate pair can be skipped and not read.
            Err(half) if self.is_lossy => {
                let after = scan::skip_escape(bytes, at)?;
                if self.skipped.is_some() {
                    self.note(self.at, half.to_string(), "read as U+FFFD")?;
                }
                Ok((char::REPLACEMENT_CHARACTER, after))
            }
            read => read,
        }
    }

    /// Reads a text with escapes, the first of which is at this position, into the reader's own memory.
    fn unescape(&mut self, start: usize, first: usize) -> Decoded<()> {
        let bytes = self.text.as_bytes();
        self.unescaped.clear();
        let (mut start, mut end, mut stop) = (start, first, Stop::Escape);
        loop {
            self.unescaped.push_str(self.text.get(start..end).ok_or_else(Mismatch::broken)?);
            if stop == Stop::Quote {
                self.at = end + 1;
                return Ok(());
            }
            let after;
            (start, after) = match bytes.get(end + 1) {
                // The byte after the backslash is meant: the next piece begins with it.
                Some(b'"' | b'\\' | b'/') => (end + 1, end + 2),
                _ => self.unescape_some(end)?,
            };
            (end, stop) = scan::text(bytes, after)?;
        }
    }

    /// Appends the characters of this escape and of those right after it: texts in other scripts are escapes one after
    /// another. Returns where they end, twice.
    fn unescape_some(&mut self, mut at: usize) -> Decoded<(usize, usize)> {
        while self.text.as_bytes().get(at) == Some(&b'\\') {
            let char;
            (char, at) = self.escape(at + 1)?;
            self.unescaped.push(char);
        }
        Ok((at, at))
    }
}
