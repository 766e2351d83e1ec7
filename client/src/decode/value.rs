//! What can be read from a reply: lists, tuples, maps, what may be missing, and plain values.

use std::collections::BTreeMap;
use std::mem::take;

use serde::de::Unexpected;

use super::failure::Step;
use super::json::{Decoded, Misfit, Number, Reader};

/// What can be read from a reply: `bool`, `i64`, `u64`, `f64`, `String`, `Option`, `Box`, `Vec`, tuples of two to six,
/// `BTreeMap<String, _>`, and every type of this crate that a reply can hold.
///
/// Generated for objects; there is no need to implement it by hand. For types of one's own there is serde.
pub trait Decode: Sized {
    /// The value that stands next in the reply.
    ///
    /// # Errors
    /// Where what stands there is no such value.
    #[doc(hidden)]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self>;

    /// Any value, to be thrown away: it stands in the place of one that did not fit, until all that
    /// it is a part of is given up.
    #[doc(hidden)]
    fn blank() -> Self;

    /// The value where there is none, for what may be absent.
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

/// The whole number that stands next.
#[inline]
pub(crate) fn integer(reader: &mut Reader<'_>, expected: &str) -> Decoded<i64> {
    match number(reader, expected)? {
        Number::Unsigned(value) => {
            i64::try_from(value).map_err(|_| Misfit::invalid_value(Unexpected::Unsigned(value), expected))
        }
        Number::Signed(value) => Ok(value),
        Number::Float(value) => Err(Misfit::invalid_type(Unexpected::Float(value), expected)),
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
            Number::Signed(value) => Err(Misfit::invalid_value(Unexpected::Signed(value), "u64")),
            Number::Float(value) => Err(Misfit::invalid_type(Unexpected::Float(value), "u64")),
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
            Err(misfit) => reader.pass_over(start, misfit).map(|()| None),
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
                    Ok(item) => list.push(item),
                    Err(misfit) => {
                        reader.leave_out(start, misfit).map_err(|misfit| misfit.within(Step::Index(index)))?;
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
        entries(reader)
    }

    fn blank() -> Self {
        Self::new()
    }
}

/// All that the object holds that stands next.
pub(crate) fn entries<T: Decode, M: Default + Extend<(String, T)>>(reader: &mut Reader<'_>) -> Decoded<M> {
    reader.inside(|reader| {
        let mut map = M::default();
        let mut is_first = true;
        while reader.has_next(b'}', take(&mut is_first))? {
            let name = reader.key()?;
            reader.take(b':')?;
            match T::decode(reader) {
                Ok(value) => map.extend([(name, value)]),
                Err(misfit) => return Err(misfit.within(Step::Key(name))),
            }
        }
        reader.take(b'}').map(|()| map)
    })
}

/// A tuple is the array of its parts. Where the last ones are missing, those that may be null are
/// null: a page without a second element is the last one. Further elements are passed over.
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
        return T::decode(reader).map_err(|misfit| misfit.within(Step::Index(index)));
    }
    T::absent().ok_or_else(|| Misfit::new(format!("the array ends before element {index}")))
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
    fn a_missing_last_part_is_nothing_and_further_parts_are_ignored() {
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
