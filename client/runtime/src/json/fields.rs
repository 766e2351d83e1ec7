//! The fields of an object, read straight into the struct that holds them.
//!
//! A response has its fields in the order of the spec, so a struct asks for them in that order, and each is expected to be
//! the next one. A field that may be absent is absent where a later one is found. Where that turns out wrong, because the
//! field comes later, everything is read again by the names of the fields.
//!
//! A field that does not match is recorded, and this one and all after it become blank: a struct of thirty fields has one
//! result to check at its end instead of thirty. That saves a third of the code that the compiler makes of an object.

use super::decode::Decode;
use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;
use super::scan;

/// A struct that is read from an object. Generated code implements it.
pub trait Object: Sized {
    /// The name in messages: `struct Order`.
    const NAME: &'static str;
    /// The names of its fields as the service writes them, in the order of the struct.
    const FIELDS: &'static [&'static str];
    /// Reads each field once, in that order.
    #[doc(hidden)]
    fn read(fields: &mut Fields<'_, '_>) -> Self;
}

/// The fields of one object.
#[derive(Debug)]
pub struct Fields<'a, 'de> {
    reader: &'a mut Reader<'de>,
    names: &'static [&'static str],
    /// The index of the next field.
    index: usize,
    /// Whether no name has been read.
    is_first: bool,
    /// What comes next, where it is known and not the field that was read for.
    waiting: Option<Next>,
    /// The positions of the values of all fields, where they are not in order.
    entries: Option<Entries>,
    /// Why a field does not match; nothing is read after it.
    mismatch: Option<Mismatch>,
}

#[derive(Debug, Clone, Copy)]
enum Next {
    /// The value of this field, whose name has been read.
    Field(usize),
    /// The value of a field that the type does not have.
    Unknown,
    End,
}

/// For each field the position of its value, if it has one.
type Entries = Vec<Option<usize>>;

impl Reader<'_> {
    /// The next value, which is an object.
    ///
    /// # Errors
    /// Where the next value is not an object of this type.
    #[doc(hidden)]
    #[inline]
    pub fn object<T: Object>(&mut self) -> Decoded<T> {
        if self.peek()? != b'{' {
            return Err(self.unexpected(T::NAME));
        }
        if self.is_shuffled { self.shuffled_object() } else { self.inside(in_order) }
    }

    #[cold]
    fn shuffled_object<T: Object>(&mut self) -> Decoded<T> {
        self.inside(|reader| {
            let entries = reader.entries(T::FIELDS)?;
            let end = reader.at;
            let mut fields = Fields { entries: Some(entries), is_first: false, ..Fields::of(reader, T::FIELDS) };
            let value = T::read(&mut fields);
            if let Some(mismatch) = fields.mismatch {
                return Err(mismatch);
            }
            reader.at = end;
            reader.take(b'}').map(|()| value)
        })
    }

    /// The entries up to the closing brace, without those of unknown fields.
    fn entries(&mut self, names: &[&str]) -> Decoded<Entries> {
        let mut entries = vec![None; names.len()];
        let mut is_first = true;
        while self.has_next(b'}', std::mem::take(&mut is_first))? {
            let name = self.key()?;
            self.take(b':')?;
            let Some(index) = names.iter().position(|known| *known == name) else {
                self.ignore()?;
                continue;
            };
            self.peek()?;
            if entries[index].replace(self.at).is_some() {
                self.note(self.at, format!("duplicate field `{name}`"), "the last value counts")?;
            }
            self.skip()?;
        }
        Ok(entries)
    }
}

fn in_order<T: Object>(reader: &mut Reader<'_>) -> Decoded<T> {
    let mut fields = Fields::of(reader, T::FIELDS);
    let value = T::read(&mut fields);
    fields.end().map(|()| value)
}

/// An object whose fields are all blank.
#[cold]
pub fn blank_object<T: Object>() -> T {
    T::read(&mut Fields { mismatch: Some(Mismatch::shuffled()), ..Fields::of(&mut Reader::new(""), T::FIELDS) })
}

impl<'a, 'de> Fields<'a, 'de> {
    fn of(reader: &'a mut Reader<'de>, names: &'static [&'static str]) -> Self {
        Self { reader, names, index: 0, is_first: true, waiting: None, entries: None, mismatch: None }
    }

    /// The next field of the type. `written` is its name in compact JSON: `"pk":`.
    #[inline]
    pub fn field<T: Decode>(&mut self, written: &'static str) -> T {
        if self.mismatch.is_some() {
            return T::blank();
        }
        let index = self.index;
        self.index += 1;
        let is_there = if self.is_next(written) { Ok(true) } else { self.find(index) };
        let mismatch = match is_there {
            Ok(true) => match T::decode(self.reader) {
                Ok(value) => return value,
                Err(mismatch) => mismatch.within(self.step(index)),
            },
            Ok(false) => match T::absent() {
                Some(value) => return value,
                None => self.missing(index),
            },
            Err(mismatch) => mismatch,
        };
        self.mismatch = Some(mismatch);
        T::blank()
    }

    /// Whether this name comes next, with its colon and after its comma; if so it is consumed. A text that is equal byte for
    /// byte has no escape, so the quotation mark after it is its end. Names with a backslash would break that; the spec
    /// language allows none.
    #[inline]
    fn is_next(&mut self, written: &str) -> bool {
        let bytes = self.reader.text.as_bytes();
        let mut at = self.reader.at;
        if !self.is_first {
            if bytes.get(at) != Some(&b',') || self.waiting.is_some() || self.entries.is_some() {
                return false;
            }
            at += 1;
        }
        if bytes.get(at).is_some_and(|byte| *byte <= b' ') {
            at = scan::after_space(bytes, at);
        }
        if bytes.get(at..).is_none_or(|rest| !rest.starts_with(written.as_bytes())) {
            return false;
        }
        self.reader.at = at + written.len();
        self.is_first = false;
        true
    }

    /// Whether the value of a field comes next, when its name in compact JSON did not.
    fn find(&mut self, index: usize) -> Decoded<bool> {
        if self.entries.is_some() {
            return Ok(self.look_up(index));
        }
        loop {
            let next = match self.waiting.take() {
                Some(next) => next,
                None => self.name(index)?,
            };
            match next {
                Next::Field(found) if found == index => return Ok(true),
                Next::Field(found) if found < index => return Err(Mismatch::shuffled()),
                Next::Unknown => self.reader.ignore()?,
                Next::Field(_) | Next::End => {
                    self.waiting = Some(next);
                    return Ok(false);
                }
            }
        }
    }

    /// The next name, looked up among the fields, from the current one on first.
    fn name(&mut self, current: usize) -> Decoded<Next> {
        if !self.reader.has_next(b'}', self.is_first)? {
            return Ok(Next::End);
        }
        self.is_first = false;
        if self.reader.peek()? != b'"' {
            return Err(Mismatch::broken());
        }
        let name = self.reader.text_or_unescaped()?;
        let (before, after) = self.names.split_at(current);
        let index = match after.iter().position(|known| *known == name) {
            Some(index) => Some(current + index),
            None => before.iter().position(|known| *known == name),
        };
        self.reader.take(b':')?;
        Ok(index.map_or(Next::Unknown, Next::Field))
    }

    #[cold]
    fn look_up(&mut self, index: usize) -> bool {
        let Some(at) = self.entries.as_ref().and_then(|entries| *entries.get(index)?) else { return false };
        self.reader.at = at;
        true
    }

    #[cold]
    fn missing(&self, index: usize) -> Mismatch {
        match self.waiting {
            // It may come later.
            Some(Next::Field(_)) => Mismatch::shuffled(),
            _ => Mismatch::new(format!("missing field `{}`", self.names[index])),
        }
    }

    #[cold]
    fn step(&self, index: usize) -> Step {
        Step::Key(self.names[index].into())
    }

    /// Consumes the closing brace, and fields before it that the type does not have.
    #[inline]
    fn end(mut self) -> Decoded<()> {
        if let Some(mismatch) = self.mismatch {
            return Err(mismatch);
        }
        if self.waiting.is_none() && self.reader.peek()? == b'}' {
            self.reader.at += 1;
            return Ok(());
        }
        // No field has this index: whatever comes before the brace is unknown.
        self.find(self.names.len())?;
        self.reader.take(b'}')
    }
}
