//! Fields that are absent in some responses and null in others.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::cursor::Cursor;
use super::number::Number;
use super::text::Text;
use super::url::Url;
use crate::json::{Decode, Decoded, Reader};

/// A field that is absent in some responses and null in others. It dereferences to `Option`, and serializes as it arrived.
///
/// ```
/// use shop::values::Sparse;
///
/// let picture: Sparse<String> = Sparse::from("https://example.com/a.jpg".to_owned());
/// assert_eq!(picture.as_deref(), Some("https://example.com/a.jpg"));
/// assert!(Sparse::<String>::default().is_none());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sparse<T> {
    value: Option<T>,
    /// Whether a missing value was null.
    null: bool,
}

impl<T> Sparse<T> {
    /// Returns the value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        self.value
    }

    /// Returns the same with its value in a box, as it is in an object that may contain itself.
    #[must_use]
    pub fn boxed(self) -> Sparse<Box<T>> {
        Sparse { value: self.value.map(Box::new), null: self.null }
    }

    /// Whether the field was absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.value.is_none() && !self.null
    }

    /// Whether the field was null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.is_none() && self.null
    }
}

impl<T> Default for Sparse<T> {
    /// An absent field.
    fn default() -> Self {
        Self { value: None, null: false }
    }
}

/// Equal where the values are: absent and null are equal.
impl<T: PartialEq> PartialEq for Sparse<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Sparse<T> {}

impl<T> From<T> for Sparse<T> {
    fn from(value: T) -> Self {
        Self { value: Some(value), null: false }
    }
}

/// Null where there is no value: an absent field is [`Sparse::default`].
impl<T> From<Option<T>> for Sparse<T> {
    fn from(value: Option<T>) -> Self {
        Self { null: value.is_none(), value }
    }
}

/// A type whose values programs write as an `F`, such as a text: where one may be null, they write an `F`, too. Generated types
/// implement it.
pub trait WrittenAs<F>: From<F> {}

/// From what a program writes in place of the value.
macro_rules! from {
    ($([$($life:lifetime)?] $from:ty,)*) => {$(
        impl<$($life,)? T: WrittenAs<$from>> From<$from> for Sparse<T> {
            fn from(value: $from) -> Self {
                Self { value: Some(T::from(value)), null: false }
            }
        }
    )*};
}

from! {
    ['a] &'a str,
    ['a] &'a &'a str,
    ['a] &'a String,
    [] String,
    [] Text,
    [] bool,
    ['a] &'a u64,
    [] u64,
    [] i64,
    [] u32,
    [] i32,
    [] f64,
    [] f32,
}

/// What values of the runtime's own types are written as.
macro_rules! written {
    ($($name:ty: $($from:ty),*;)*) => {
        $($(impl WrittenAs<$from> for $name {})*)*
    };
}

written! {
    Text: &str, &&str, String, &String;
    Url: &str, &&str, String, &String;
    Cursor: &str, &&str, String, &String, Text, u64;
    Number: f64, f32, i64, i32, u64, u32;
}

impl<T> From<Sparse<T>> for Option<T> {
    fn from(sparse: Sparse<T>) -> Self {
        sparse.value
    }
}

impl<T> Deref for Sparse<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.value
    }
}

impl<T> DerefMut for Sparse<T> {
    fn deref_mut(&mut self) -> &mut Option<T> {
        &mut self.value
    }
}

impl<T: Decode> Decode for Sparse<T> {
    const MAY_BE_ABSENT: bool = true;

    #[inline]
    fn blank() -> Self {
        Self::default()
    }

    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        self.value.read(reader)?;
        self.null = self.value.is_none();
        Ok(())
    }
}

impl<T: Serialize> Serialize for Sparse<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sparse<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // It is only called for a field that is present.
        Option::deserialize(deserializer).map(|value: Option<T>| Self { null: value.is_none(), value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Holder {
        field: Sparse<i64>,
    }

    crate::schema::object! {
        Holder {
            field: "field" or absent,
        }
    }

    #[test]
    fn all_three_states_are_written_as_they_arrived() {
        for (json, value) in [("{}", None), (r#"{"field":null}"#, None), (r#"{"field":7}"#, Some(7))] {
            let holder: Holder = serde_json::from_str(json).expect(json);
            assert_eq!(*holder.field, value);
            assert_eq!(serde_json::to_string(&holder).expect("json"), json);
        }
    }

    #[test]
    fn none_is_null_and_the_default_is_absent() {
        let null = Sparse::<Text>::from(None);
        assert!(null.is_null() && !null.is_absent());
        assert!(Sparse::<Text>::default().is_absent());
    }

    #[test]
    fn what_takes_a_value_or_null_takes_texts() {
        fn taken(text: impl Into<Sparse<Text>>) -> Option<Text> {
            text.into().into_option()
        }
        assert_eq!(taken("a"), Some(Text::from("a")));
        assert_eq!(taken("a".to_owned()), taken(Some(Text::from("a"))));
        assert_eq!(taken(None), None);
    }

    #[test]
    fn what_takes_a_value_or_null_takes_what_ids_and_numbers_are_written_as() {
        use crate::sample::UserPk;

        fn number(number: impl Into<Sparse<Number>>) -> Option<f64> {
            number.into().into_option().map(f64::from)
        }
        fn id(id: impl Into<Sparse<UserPk>>) -> Option<u64> {
            id.into().into_option().map(UserPk::get)
        }
        assert_eq!((number(1), number(1_i64), number(1.0), number(None)), (Some(1.0), Some(1.0), Some(1.0), None));
        assert_eq!((id(7), id(UserPk::new(7)), id(UserPk::new(7)), id(None)), (Some(7), Some(7), Some(7), None));
    }
}
