//! Objects: one pass, whatever the order of their fields.
//!
//! An object begins blank, and each of its fields is read into its place when it comes. The walk over the fields names no
//! type, so it is compiled once. It expects the fields in the order in which they came last, so that nothing is searched
//! where a service keeps its order, whichever that is.

use super::decode::Decode;
use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;
use super::scan::{self, Stop};
use super::shape::{Seen, Shape, starts_with};

/// The most bytes of the lists of fields of objects that are inside of one another. They are on the stack, of which a thread
/// of tokio has 2 MB, and a build without optimizations takes more of it.
const MOST_NESTED: usize = 512 << 10;

const TOO_LARGE: &str = "objects in one another that have more than 32768 fields";

/// The place of a field, whatever its type is.
#[doc(hidden)]
pub trait Slot {
    /// Reads the next value into it.
    ///
    /// # Errors
    /// Where the next value is not of its type.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()>;

    /// Makes it blank again.
    fn clear(&mut self);

    /// Whether the field may be absent.
    fn may_be_absent(&self) -> bool;
}

impl<T: Decode> Slot for T {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        Decode::read(self, reader)
    }

    fn clear(&mut self) {
        *self = T::blank();
    }

    fn may_be_absent(&self) -> bool {
        T::MAY_BE_ABSENT
    }
}

impl Reader<'_> {
    /// Reads the next value, which is an object, into the blank fields of a struct, in the order of its shape.
    ///
    /// # Errors
    /// Where the next value is not an object of this type.
    #[doc(hidden)]
    pub fn object(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Slot]) -> Decoded<()> {
        if self.peek()? != b'{' {
            return Err(self.unexpected(shape.name));
        }
        let nested = self.nested + size_of_val(fields);
        if nested > MOST_NESTED {
            return Err(Mismatch::new(TOO_LARGE));
        }
        let outside = std::mem::replace(&mut self.nested, nested);
        let read = self.inside(|reader| reader.fields(shape, fields));
        self.nested = outside;
        read
    }

    fn fields(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Slot]) -> Decoded<()> {
        let mut seen = Seen::default();
        let learned = shape.learned();
        // The start, and after it the field that was read last.
        let mut before = 0;
        let mut is_end = self.peek()? == b'}';
        while !is_end {
            let expected = learned.expected(before);
            let index =
                if self.takes_name(shape, expected) { Some(expected) } else { self.find(shape, before, expected)? };
            if let Some(index) = index {
                self.field(shape, index, fields, &mut seen)?;
                before = index + 1;
            } else {
                self.ignore()?;
            }
            // Nearly always: services write no white space.
            is_end = if self.is_next(b",\"") {
                self.at += 1;
                false
            } else {
                self.ends()?
            };
        }
        self.at += 1;
        if seen.are_all(shape) { Ok(()) } else { missing(shape, fields, &seen) }
    }

    /// Reads the value of a field, whose name has been read.
    #[inline]
    fn field(
        &mut self,
        shape: &'static Shape,
        index: usize,
        fields: &mut [&mut dyn Slot],
        seen: &mut Seen,
    ) -> Decoded<()> {
        // There is one for each name.
        let Some(slot) = fields.get_mut(index) else { return Err(Mismatch::broken()) };
        if !seen.insert(index) {
            self.again(*slot, shape.field(index))?;
        }
        self.skip_one_space();
        let start = self.at;
        match slot.read(self) {
            Ok(()) => Ok(()),
            Err(mismatch) => self.unless_it_comes_again(shape, index, start, mismatch),
        }
    }

    #[inline]
    fn is_next<const N: usize>(&self, bytes: &[u8; N]) -> bool {
        self.text.as_bytes().get(self.at..).and_then(<[u8]>::first_chunk) == Some(bytes)
    }

    /// Whether the object ends after an entry of it. If not, its comma is consumed.
    fn ends(&mut self) -> Decoded<bool> {
        match self.peek()? {
            b'}' => Ok(true),
            b',' => {
                self.at += 1;
                self.skip_one_space();
                self.peek().map(|_| false)
            }
            _ => Err(Mismatch::broken()),
        }
    }

    /// Whether this field is the next one, with its colon; if so its name is consumed. A text that is equal byte for byte has
    /// no escape, so the quotation mark after it is its end. Names with a backslash would break that; the spec language
    /// allows none.
    #[inline]
    fn takes_name(&mut self, shape: &Shape, index: usize) -> bool {
        let Some(written) = shape.fields.get(index) else { return false };
        let is_next = starts_with(self.text.as_bytes(), self.at, written.as_bytes());
        if is_next {
            self.at += written.len();
        }
        is_next
    }

    /// The next field by its name, which is consumed with its colon. None where the type does not have it.
    fn find(&mut self, shape: &Shape, before: usize, expected: usize) -> Decoded<Option<usize>> {
        let found = self.name(shape, expected)?;
        if let Some(found) = found {
            shape.learned().remember(before, found);
        }
        Ok(found)
    }

    fn name(&mut self, shape: &Shape, expected: usize) -> Decoded<Option<usize>> {
        if self.peek()? != b'"' {
            return Err(Mismatch::broken());
        }
        let start = self.at + 1;
        let index = match scan::text(self.text.as_bytes(), start)? {
            (end, Stop::Quote) => {
                self.at = end + 1;
                shape.learned().find(shape.fields, &self.text.as_bytes()[start..end], expected)
            }
            (_, Stop::Escape) => shape.learned().find(shape.fields, self.text_or_unescaped()?.as_bytes(), expected),
        };
        self.take(b':').map(|()| index)
    }

    /// The field was there before: a lenient reader takes the last value of it.
    #[cold]
    fn again(&mut self, slot: &mut dyn Slot, name: &str) -> Decoded<()> {
        self.peek()?;
        self.note(self.at(), format!("duplicate field `{name}`"), "the last value counts")?;
        slot.clear();
        Ok(())
    }

    /// A value does not match. Where a lenient reader finds its field once more, it does not count and is skipped.
    #[cold]
    fn unless_it_comes_again(&mut self, shape: &Shape, index: usize, start: usize, mismatch: Mismatch) -> Decoded<()> {
        if self.skips().is_some() {
            self.at = start;
            let place = self.value();
            let comes_again = place.is_ok() && self.has_field(shape, index).unwrap_or_default();
            self.read_again(start);
            if let (Ok(place), true) = (place, comes_again) {
                self.at = place.end;
                return Ok(());
            }
        }
        Err(mismatch.within(Step::Key(shape.field(index).into())))
    }

    /// Whether the rest of the object has this field.
    fn has_field(&mut self, shape: &Shape, index: usize) -> Decoded<bool> {
        while !self.ends()? {
            if self.name(shape, index)? == Some(index) {
                return Ok(true);
            }
            self.value()?;
        }
        Ok(false)
    }
}

#[cold]
fn missing(shape: &Shape, fields: &[&mut dyn Slot], seen: &Seen) -> Decoded<()> {
    for index in seen.missing(shape) {
        if fields.get(index).is_some_and(|field| !field.may_be_absent()) {
            return Err(Mismatch::new(format!("missing field `{}`", shape.field(index))));
        }
        shape.learned().may_be_absent(index);
    }
    Ok(())
}
