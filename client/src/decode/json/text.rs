//! Texts: lent as they stand where they have no escape, else written anew.

use serde::de::Visitor;

use super::scan::{self, Stop};
use super::{Misfit, Reader, Result};

/// A text that was read.
pub(super) enum Piece<'de> {
    /// As it stands.
    Plain(&'de str),
    /// In `unescaped`.
    Escaped,
}

impl<'de> Reader<'de> {
    #[inline]
    pub(super) fn string<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.piece()? {
            Piece::Plain(text) => visitor.visit_borrowed_str(text),
            Piece::Escaped => visitor.visit_str(&self.unescaped),
        }
    }

    /// The text whose quotation mark is the next byte.
    #[inline]
    pub(super) fn piece(&mut self) -> Result<Piece<'de>> {
        let start = self.at + 1;
        let (end, stop) = scan::text(self.text.as_bytes(), start)?;
        if stop == Stop::Quote {
            self.at = end + 1;
            return self.text.get(start..end).map(Piece::Plain).ok_or(Misfit);
        }
        self.unescape(start, end)?;
        Ok(Piece::Escaped)
    }

    #[cold]
    fn unescape(&mut self, start: usize, first: usize) -> Result<()> {
        self.unescaped.clear();
        let (mut start, mut end, mut stop) = (start, first, Stop::Escape);
        loop {
            self.unescaped.push_str(self.text.get(start..end).ok_or(Misfit)?);
            if stop == Stop::Quote {
                self.at = end + 1;
                return Ok(());
            }
            let (char, after) = scan::escape(self.text.as_bytes(), end + 1)?;
            self.unescaped.push(char);
            start = after;
            (end, stop) = scan::text(self.text.as_bytes(), start)?;
        }
    }
}
