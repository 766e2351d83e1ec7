//! Values with values inside: what may be missing, boxes, lists, tuples and maps.
//!
//! A blank value is put into its place and read there. What makes it is not inlined, so that no value that is being read
//! takes a part of the stack, however large its type is.

use std::collections::BTreeMap;
use std::mem::take;

use super::decode::Decode;
use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;

impl<T: Decode> Decode for Option<T> {
    const MAY_BE_ABSENT: bool = true;

    #[inline]
    fn blank() -> Self {
        None
    }

    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        if reader.takes_null()? {
            return Ok(());
        }
        let start = reader.at();
        match self.insert(T::blank()).read(reader) {
            Ok(()) => Ok(()),
            Err(mismatch) => {
                *self = None;
                reader.skip_nullable(start, mismatch)
            }
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    #[inline(never)]
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.hold::<T>(1)?;
        T::read(self, reader)
    }
}

impl<T: Decode> Decode for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        if reader.peek()? != b'[' {
            return Err(reader.unexpected("a sequence"));
        }
        reader.inside(|reader| {
            let mut index = 0;
            while reader.has_next(b']', index == 0)? {
                let start = reader.at();
                let capacity = self.capacity();
                let read = push_blank(self).map_or(Ok(()), |item| item.read(reader));
                if self.capacity() > capacity {
                    reader.hold::<T>(self.capacity() - capacity)?;
                }
                if let Err(mismatch) = read {
                    self.pop();
                    reader.skip_item(start, mismatch).map_err(|mismatch| mismatch.within(Step::Index(index)))?;
                }
                index += 1;
            }
            reader.take(b']')
        })
    }
}

#[inline(never)]
fn push_blank<T: Decode>(list: &mut Vec<T>) -> Option<&mut T> {
    list.push(T::blank());
    list.last_mut()
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        if reader.peek()? != b'{' {
            return Err(reader.unexpected("a map"));
        }
        entries(reader, |reader, name| {
            if self.contains_key(&name) {
                reader.note(reader.at(), format!("duplicate name `{name}`"), "the last value counts")?;
            }
            reader.hold::<(String, T)>(1)?;
            insert_blank(self, name).read(reader)
        })
    }
}

#[inline(never)]
fn insert_blank<T: Decode>(map: &mut BTreeMap<String, T>, name: String) -> &mut T {
    let value = map.entry(name).or_insert_with(T::blank);
    *value = T::blank();
    value
}

/// Each entry of the next object, whose name has been read: the value is next.
pub(crate) fn entries<'de>(
    reader: &mut Reader<'de>,
    mut value: impl FnMut(&mut Reader<'de>, String) -> Decoded<()>,
) -> Decoded<()> {
    reader.inside(|reader| {
        let mut is_first = true;
        while reader.has_next(b'}', take(&mut is_first))? {
            let start = reader.at();
            let name = reader.key()?;
            reader.take(b':')?;
            reader.peek()?;
            if let Err(mismatch) = value(reader, name) {
                return Err(mismatch.within(Step::Key(reader.key_at(start))));
            }
        }
        reader.take(b'}')
    })
}

/// A tuple is the array of its parts. Missing parts at its end are null where they may be: a page without a second element
/// is the last one. Further elements are skipped.
macro_rules! tuple {
    ($length:literal: $($name:ident $index:tt),+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            #[inline]
            fn blank() -> Self {
                ($($name::blank(),)+)
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
                if reader.peek()? != b'[' {
                    return Err(reader.unexpected(concat!("an array of ", $length, " elements")));
                }
                reader.inside(|reader| {
                    $(part(&mut self.$index, reader, $index)?;)+
                    while reader.has_next(b']', false)? {
                        reader.ignore()?;
                    }
                    reader.take(b']')
                })
            }
        }
    };
}

fn part<T: Decode>(part: &mut T, reader: &mut Reader<'_>, index: usize) -> Decoded<()> {
    if reader.has_next(b']', index == 0)? {
        return part.read(reader).map_err(|mismatch| mismatch.within(Step::Index(index)));
    }
    if T::MAY_BE_ABSENT { Ok(()) } else { Err(Mismatch::new(format!("the array ends before element {index}"))) }
}

tuple!(2: A 0, B 1);
tuple!(3: A 0, B 1, C 2);
tuple!(4: A 0, B 1, C 2, D 3);
tuple!(5: A 0, B 1, C 2, D 3, E 4);
tuple!(6: A 0, B 1, C 2, D 3, E 4, F 5);

#[cfg(test)]
mod tests {
    use super::*;

    type Page = (Vec<i64>, Option<String>);

    fn read(text: &str) -> Result<Page, String> {
        Page::decode(&mut Reader::new(text)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_missing_last_part_is_null_and_further_parts_are_ignored() {
        assert_eq!(read("[[1],\"x\"]"), Ok((vec![1], Some("x".to_owned()))));
        assert_eq!(read("[[1],null]"), Ok((vec![1], None)));
        assert_eq!(read("[[1]]"), Ok((vec![1], None)));
        assert_eq!(read("[[1],\"x\",{},[]]"), Ok((vec![1], Some("x".to_owned()))));
    }

    #[test]
    fn a_missing_first_part_is_an_error() {
        assert!(read("[]").expect_err("no items").starts_with("the array ends before element 0"));
        assert!(read("{}").expect_err("no array").contains("expected an array of 2 elements"));
    }
}
