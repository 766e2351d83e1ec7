//! Replies that are arrays of fixed parts, such as `[items, cursor]`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeOwned, Deserializer, Error, IgnoredAny, IntoDeserializer, SeqAccess, Visitor, value::UnitDeserializer,
};
use serde::forward_to_deserialize_any;

/// The tuple that a JSON array holds. Where the last elements are missing, those that may be
/// null are null: a page without a second element is the last one. Further elements are ignored.
///
/// # Errors
/// Where there is no array of these parts.
pub fn read_tuple<'de, T: Parts, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_seq(ArrayVisitor(PhantomData))
}

/// A tuple whose parts can be read from an array one by one.
pub trait Parts: Sized {
    #[doc(hidden)]
    const LENGTH: usize;
    #[doc(hidden)]
    fn read<'de, A: SeqAccess<'de>>(access: A) -> Result<Self, A::Error>;
}

struct ArrayVisitor<T>(PhantomData<T>);

impl<'de, T: Parts> Visitor<'de> for ArrayVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an array of {} elements", T::LENGTH)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(access)
    }
}

fn part<'de, T: DeserializeOwned, A: SeqAccess<'de>>(access: &mut A, index: usize) -> Result<T, A::Error> {
    match access.next_element()? {
        Some(part) => Ok(part),
        None => T::deserialize(Missing { index, error: PhantomData }),
    }
}

/// What stands in for an element that is not there: nothing for an `Option`, an error for others.
struct Missing<E> {
    index: usize,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for Missing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::custom(format_args!("the array ends before element {}", self.index)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        let nothing: UnitDeserializer<E> = ().into_deserializer();
        nothing.deserialize_option(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

macro_rules! parts {
    ($length:literal: $($name:ident $index:literal),+) => {
        impl<$($name: DeserializeOwned),+> Parts for ($($name,)+) {
            const LENGTH: usize = $length;

            fn read<'de, Access: SeqAccess<'de>>(mut access: Access) -> Result<Self, Access::Error> {
                let parts = ($(part::<$name, _>(&mut access, $index)?,)+);
                while access.next_element::<IgnoredAny>()?.is_some() {}
                Ok(parts)
            }
        }
    };
}

parts!(2: A 0, B 1);
parts!(3: A 0, B 1, C 2);
parts!(4: A 0, B 1, C 2, D 3);
parts!(5: A 0, B 1, C 2, D 3, E 4);
parts!(6: A 0, B 1, C 2, D 3, E 4, F 5);

#[cfg(test)]
mod tests {
    use super::*;

    type Page = (Vec<u8>, Option<String>);

    fn read(text: &str) -> Result<Page, String> {
        read_tuple(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
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
