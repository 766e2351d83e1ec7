//! Texts: lent as they stand where they have no escape, else written anew.

use serde::de::Visitor;

use super::scan::{self, Stop};
use super::{Misfit, Reader, Result, Step};

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
            return self.text.get(start..end).map(Piece::Plain).ok_or_else(Misfit::broken);
        }
        self.unescape(start, end)?;
        Ok(Piece::Escaped)
    }

    /// A name on its own, whose quotation mark should be the next byte.
    pub(super) fn key(&mut self) -> Result<String> {
        if self.peek()? != b'"' {
            return Err(Misfit::broken());
        }
        Ok(match self.piece()? {
            Piece::Plain(text) => text.to_owned(),
            Piece::Escaped => self.unescaped.clone(),
        })
    }

    /// The name that was read at this place.
    #[cold]
    pub(super) fn key_at(&self, at: usize) -> Step {
        let mut again = Reader { at, ..Reader::new(self.text) };
        Step::Key(again.key().unwrap_or_default())
    }

    #[cold]
    fn unescape(&mut self, start: usize, first: usize) -> Result<()> {
        self.unescaped.clear();
        let (mut start, mut end, mut stop) = (start, first, Stop::Escape);
        loop {
            self.unescaped.push_str(self.text.get(start..end).ok_or_else(Misfit::broken)?);
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
