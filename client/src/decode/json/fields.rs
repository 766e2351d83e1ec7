//! The fields of an object, read straight into the struct that holds them.
//!
//! A reply has its fields in the order of the spec, so a struct asks for them in that order, and each
//! is expected to stand next. One that may be absent is, where a later one stands in its place. Where
//! that turns out wrong, for one that comes after all, all is read again by the names.
//!
//! A field that does not fit is kept in mind, and this one and all after it are given blank: what asks
//! for thirty of them has one thing to check at the end, not thirty. That is a third of the code that
//! the compiler has to make of an object.

use super::{Decoded, Misfit, Piece, Reader, Step, scan};
use crate::decode::Decode;

/// What is read from an object. Generated; there is no need to implement it by hand.
pub trait Object: Sized {
    /// What messages call it: `struct Media`.
    const NAME: &'static str;
    /// The names of its fields as the service writes them, in the order of the struct.
    const FIELDS: &'static [&'static str];
    /// Asks for each field once, in that order.
    #[doc(hidden)]
    fn read(fields: &mut Fields<'_, '_>) -> Self;
}

/// The fields of one object.
#[derive(Debug)]
pub struct Fields<'a, 'de> {
    reader: &'a mut Reader<'de>,
    names: &'static [&'static str],
    /// The field that is asked for next.
    asked: usize,
    /// Before the first name.
    is_first: bool,
    /// What stands next, where it is known and not what was asked for.
    waiting: Option<Next>,
    /// Every entry of the object, where they are not in order.
    entries: Option<Vec<Entry>>,
    /// Why a field was not taken; nothing is read after it.
    misfit: Option<Misfit>,
}

#[derive(Debug, Clone, Copy)]
enum Next {
    /// The value of this field; its name has been read.
    Field(usize),
    /// The value of a field that the type does not have.
    Unknown,
    End,
}

/// An entry of an object that is not in order.
#[derive(Debug)]
struct Entry {
    name: String,
    /// Where its value stands.
    at: usize,
}

impl Reader<'_> {
    /// The object that stands next.
    ///
    /// # Errors
    /// Where there is none, or it is not of this type.
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
            if let Some(misfit) = fields.misfit {
                return Err(misfit);
            }
            reader.at = end;
            reader.take(b'}').map(|()| value)
        })
    }

    /// The entries up to the brace that ends the object; those of no field are passed over.
    fn entries(&mut self, names: &[&str]) -> Decoded<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut is_first = true;
        while self.has_next(b'}', std::mem::take(&mut is_first))? {
            let name = self.key()?;
            self.take(b':')?;
            if names.contains(&name.as_str()) {
                entries.push(Entry { name, at: self.at });
                self.skip()?;
            } else {
                self.ignore()?;
            }
        }
        Ok(entries)
    }
}

fn in_order<T: Object>(reader: &mut Reader<'_>) -> Decoded<T> {
    let mut fields = Fields::of(reader, T::FIELDS);
    let value = T::read(&mut fields);
    fields.end().map(|()| value)
}

/// An object of which every field is blank.
#[cold]
pub fn blank_object<T: Object>() -> T {
    T::read(&mut Fields { misfit: Some(Misfit::shuffled()), ..Fields::of(&mut Reader::new(""), T::FIELDS) })
}

impl<'a, 'de> Fields<'a, 'de> {
    fn of(reader: &'a mut Reader<'de>, names: &'static [&'static str]) -> Self {
        Self { reader, names, asked: 0, is_first: true, waiting: None, entries: None, misfit: None }
    }

    /// The next field of the type. `written` is its name as it stands in compact JSON: `"pk":`.
    #[inline]
    pub fn field<T: Decode>(&mut self, written: &'static str) -> T {
        if self.misfit.is_some() {
            return T::blank();
        }
        let index = self.asked;
        self.asked += 1;
        let is_there = if self.stands_next(written) { Ok(true) } else { self.find(index) };
        let misfit = match is_there {
            Ok(true) => match T::decode(self.reader) {
                Ok(value) => return value,
                Err(misfit) => misfit.within(self.step(index)),
            },
            Ok(false) => match T::absent() {
                Some(value) => return value,
                None => self.missing(index),
            },
            Err(misfit) => misfit,
        };
        self.misfit = Some(misfit);
        T::blank()
    }

    /// Whether this name stands next, with its colon and after its comma; it is read past. A text that
    /// is equal byte for byte has no escape, so the quotation mark after it is its end: unless the spec
    /// has a name with a backslash, which would be taken for an escape. None has.
    #[inline]
    fn stands_next(&mut self, written: &str) -> bool {
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

    /// Whether the value of a field stands next, when its name did not.
    fn find(&mut self, index: usize) -> Decoded<bool> {
        if self.entries.is_some() {
            return self.look_up(index);
        }
        loop {
            let next = match self.waiting.take() {
                Some(next) => next,
                None => self.name(index)?,
            };
            match next {
                Next::Field(found) if found == index => return Ok(true),
                Next::Field(found) if found < index => return Err(Misfit::shuffled()),
                Next::Unknown => self.reader.ignore()?,
                Next::Field(_) | Next::End => {
                    self.waiting = Some(next);
                    return Ok(false);
                }
            }
        }
    }

    /// The name that stands next, looked for among the fields from the one that is asked for.
    fn name(&mut self, asked: usize) -> Decoded<Next> {
        if !self.reader.has_next(b'}', self.is_first)? {
            return Ok(Next::End);
        }
        self.is_first = false;
        if self.reader.peek()? != b'"' {
            return Err(Misfit::broken());
        }
        let name = match self.reader.piece()? {
            Piece::Plain(name) => name,
            Piece::Escaped => &self.reader.unescaped,
        };
        let (before, after) = self.names.split_at(asked);
        let index = match after.iter().position(|known| *known == name) {
            Some(index) => Some(asked + index),
            None => before.iter().position(|known| *known == name),
        };
        self.reader.take(b':')?;
        Ok(index.map_or(Next::Unknown, Next::Field))
    }

    #[cold]
    fn look_up(&mut self, index: usize) -> Decoded<bool> {
        let name = self.names[index];
        let mut found = self.entries.iter().flatten().filter(|entry| entry.name == name);
        let Some(entry) = found.next() else { return Ok(false) };
        if found.next().is_some() {
            return Err(Misfit::new(format!("duplicate field `{name}`")));
        }
        self.reader.at = entry.at;
        Ok(true)
    }

    #[cold]
    fn missing(&self, index: usize) -> Misfit {
        match self.waiting {
            // It may come after those.
            Some(Next::Field(_)) => Misfit::shuffled(),
            _ => Misfit::new(format!("missing field `{}`", self.names[index])),
        }
    }

    #[cold]
    fn step(&self, index: usize) -> Step {
        Step::Key(self.names[index].to_owned())
    }

    /// Past the brace, and past fields that the type does not have before it.
    #[inline]
    fn end(mut self) -> Decoded<()> {
        if let Some(misfit) = self.misfit {
            return Err(misfit);
        }
        if self.waiting.is_none() && self.reader.peek()? == b'}' {
            self.reader.at += 1;
            return Ok(());
        }
        // There is no such field: what stands before the brace are others.
        self.find(self.names.len())?;
        self.reader.take(b'}')
    }
}
