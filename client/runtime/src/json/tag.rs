//! The field of an object that tells which object it is.

use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;

/// How often as many bytes as the text has may be read to find tags, beyond the least. A tag that comes last is found after all
/// of its object, and a hostile response could put objects into one another at each of 127 levels.
const MOST_AGAIN: usize = 32;
const LEAST_AGAIN: usize = 16 << 20;

const TOO_MANY: &str = "objects in one another whose tags come last";

impl Reader<'_> {
    /// Passes the tag of the next object to a function: the text of a field, wherever it is in the object. `None` where it is a
    /// number, or true or false: a tag is written as a text, and must be read as one. Nothing is consumed.
    pub(crate) fn tag<T>(
        &mut self,
        name: &'static str,
        union: &str,
        choose: impl FnOnce(&str) -> Option<T>,
    ) -> Decoded<Option<T>> {
        if self.peek()? != b'{' {
            return Err(self.unexpected(union));
        }
        let start = self.at;
        if !self.enter_object(name)? {
            self.at = start;
            return Err(Mismatch::new(format!("missing field `{name}`")));
        }
        self.count_again(start)?;
        let chosen = self.tag_value(choose).map_err(|mismatch| mismatch.within(Step::Key(name.into())));
        self.at = start;
        chosen
    }

    fn tag_value<T>(&mut self, choose: impl FnOnce(&str) -> Option<T>) -> Decoded<Option<T>> {
        let next = self.peek()?;
        if let Some(skipped) = &mut self.skipped {
            skipped.tag(self.at);
        }
        match next {
            b'"' => self.text_or_unescaped().map(choose),
            b'-' | b'0'..=b'9' | b't' | b'f' => self.value().map(|_| None),
            _ => Err(self.unexpected("a text")),
        }
    }

    /// Counts the bytes before a tag.
    fn count_again(&mut self, start: usize) -> Decoded<()> {
        self.again_for_tags = self.again_for_tags.saturating_add(self.at - start);
        let is_over = self.again_for_tags > LEAST_AGAIN && self.again_for_tags / MOST_AGAIN > self.text.len();
        if is_over { Err(Mismatch::new(TOO_MANY)) } else { Ok(()) }
    }
}
