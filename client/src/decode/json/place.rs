//! Where values stand, and the way into them.

use std::ops::Range;

use super::{Decoded, Reader};

impl Reader<'_> {
    /// Past the value that stands next, whatever it is, and where it stood.
    pub(crate) fn value(&mut self) -> Decoded<Range<usize>> {
        self.peek()?;
        let start = self.at;
        self.skip().map(|()| start..self.at)
    }

    /// To the first value of this name in the object that stands next. False where there is none.
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

    /// To this element of the list that stands next. False where there is none.
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
