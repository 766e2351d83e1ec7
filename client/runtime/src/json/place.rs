//! The places of values, and the way into them.

use std::ops::Range;

use super::mismatch::Decoded;
use super::reader::Reader;

impl Reader<'_> {
    /// Skips the next value and returns its place.
    pub(crate) fn value(&mut self) -> Decoded<Range<usize>> {
        self.peek()?;
        let start = self.at;
        self.skip().map(|()| start..self.at)
    }

    /// Moves to the first value of this name in the next object. False where there is none.
    pub(crate) fn enter_object(&mut self, name: &str) -> Decoded<bool> {
        if self.peek()? != b'{' {
            return Ok(false);
        }
        self.at += 1;
        let mut is_first = true;
        while self.has_next(b'}', std::mem::take(&mut is_first))? {
            let is_found = self.string("a name")? == name;
            self.take(b':')?;
            if is_found {
                return Ok(true);
            }
            self.skip()?;
        }
        Ok(false)
    }

    /// Moves to this element of the next list. False where there is none.
    pub(crate) fn enter_list(&mut self, index: usize) -> Decoded<bool> {
        if self.peek()? != b'[' {
            return Ok(false);
        }
        self.at += 1;
        for before in 0..=index {
            if !self.has_next(b']', before == 0)? {
                return Ok(false);
            }
            if before < index {
                self.skip()?;
            }
        }
        Ok(true)
    }
}
