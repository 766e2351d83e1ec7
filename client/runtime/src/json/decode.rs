//! What can be read from a response: plain values, what may be missing, lists, tuples and maps.

use std::collections::BTreeMap;
use std::mem::take;

use serde::de::Unexpected;

use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;
use super::scan::Number;

/// A type that can be read from a response: `bool`, `i64`, `u64`, `f64`, `String`, `Option`, `Box`, `Vec`, tuples of two to
/// six, `BTreeMap<String, _>`, and every type of this crate that a response can contain.
///
/// Generated code implements it for objects. For your own types, use serde.
pub trait Decode: Sized {
    /// The next value of the response.
    ///
    /// # Errors
    /// Where the next value is not of this type.
    #[doc(hidden)]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self>;

    /// Any value, to be discarded: it fills the place of one that did not match until what contains it is dropped.
    #[doc(hidden)]
    fn blank() -> Self;

    /// The value of an absent field, for types that may be absent.
    #[doc(hidden)]
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

impl Decode for bool {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b't' => reader.word("true").map(|()| true),
            b'f' => reader.word("false").map(|()| false),
            _ => Err(reader.unexpected("a boolean")),
        }
    }

    fn blank() -> Self {
        false
    }
}

fn number(reader: &mut Reader<'_>, expected: &str) -> Decoded<Number> {
    if matches!(reader.peek()?, b'-' | b'0'..=b'9') { reader.number() } else { Err(reader.unexpected(expected)) }
}

/// The next value, which is a whole number.
#[inline]
pub(crate) fn integer(reader: &mut Reader<'_>, expected: &str) -> Decoded<i64> {
    match number(reader, expected)? {
        Number::Unsigned(value) => {
            i64::try_from(value).map_err(|_| Mismatch::invalid_value(Unexpected::Unsigned(value), expected))
        }
        Number::Signed(value) => Ok(value),
        Number::Float(value) => Err(Mismatch::invalid_type(Unexpected::Float(value), expected)),
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "i64")
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for u64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match number(reader, "u64")? {
            Number::Unsigned(value) => Ok(value),
            Number::Signed(value) => Err(Mismatch::invalid_value(Unexpected::Signed(value), "u64")),
            Number::Float(value) => Err(Mismatch::invalid_type(Unexpected::Float(value), "u64")),
        }
    }

    fn blank() -> Self {
        0
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        Ok(match number(reader, "f64")? {
            Number::Unsigned(value) => value as Self,
            Number::Signed(value) => value as Self,
            Number::Float(value) => value,
        })
    }

    fn blank() -> Self {
        0.0
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.string("a string").map(str::to_owned)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Decode> Decode for Option<T> {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if reader.takes_null()? {
            return Ok(None);
        }
        let start = reader.at();
        match T::decode(reader) {
            Ok(value) => Ok(Some(value)),
            Err(mismatch) => reader.skip_nullable(start, mismatch).map(|()| None),
        }
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.hold::<T>(1)?;
        T::decode(reader).map(Self::new)
    }

    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if reader.peek()? != b'[' {
            return Err(reader.unexpected("a sequence"));
        }
        reader.inside(|reader| {
            let mut list = Self::new();
            let mut index = 0;
            while reader.has_next(b']', index == 0)? {
                let start = reader.at();
                match T::decode(reader) {
                    Ok(item) => {
                        let capacity = list.capacity();
                        list.push(item);
                        if list.capacity() > capacity {
                            reader.hold::<T>(list.capacity() - capacity)?;
                        }
                    }
                    Err(mismatch) => {
                        reader.skip_item(start, mismatch).map_err(|mismatch| mismatch.within(Step::Index(index)))?;
                    }
                }
                index += 1;
            }
            reader.take(b']').map(|()| list)
        })
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if reader.peek()? != b'{' {
            return Err(reader.unexpected("a map"));
        }
        let mut map = Self::new();
        entries(reader, |reader, at, name, value| {
            if map.contains_key(&name) {
                reader.note(at, format!("duplicate name `{name}`"), "the last value counts")?;
            }
            map.insert(name, value);
            Ok(())
        })?;
        Ok(map)
    }

    fn blank() -> Self {
        Self::new()
    }
}

/// All entries of the next object, each with the position of its value.
pub(crate) fn entries<'de, T: Decode>(
    reader: &mut Reader<'de>,
    mut put: impl FnMut(&mut Reader<'de>, usize, String, T) -> Decoded<()>,
) -> Decoded<()> {
    reader.inside(|reader| {
        let mut is_first = true;
        while reader.has_next(b'}', take(&mut is_first))? {
            let name = reader.key()?;
            reader.take(b':')?;
            reader.peek()?;
            let at = reader.at();
            match T::decode(reader) {
                Ok(value) => {
                    reader.hold::<(String, T)>(1)?;
                    put(reader, at, name, value)?;
                }
                Err(mismatch) => return Err(mismatch.within(Step::Key(name.into()))),
            }
        }
        reader.take(b'}')
    })
}

/// A tuple is the array of its parts. Missing parts at its end are null where they may be: a page without a second element
/// is the last one. Further elements are skipped.
macro_rules! tuple {
    ($length:literal: $($name:ident $index:literal),+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
                if reader.peek()? != b'[' {
                    return Err(reader.unexpected(concat!("an array of ", $length, " elements")));
                }
                reader.inside(|reader| {
                    let parts = ($(part::<$name>(reader, $index)?,)+);
                    while reader.has_next(b']', false)? {
                        reader.ignore()?;
                    }
                    reader.take(b']').map(|()| parts)
                })
            }

            fn blank() -> Self {
                ($($name::blank(),)+)
            }
        }
    };
}

fn part<T: Decode>(reader: &mut Reader<'_>, index: usize) -> Decoded<T> {
    if reader.has_next(b']', index == 0)? {
        return T::decode(reader).map_err(|mismatch| mismatch.within(Step::Index(index)));
    }
    T::absent().ok_or_else(|| Mismatch::new(format!("the array ends before element {index}")))
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
