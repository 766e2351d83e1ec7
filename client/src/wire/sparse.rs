//! Fields that some replies leave out and others send as null.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode::{Decode, Decoded, Reader};

/// A field that some replies leave out and others send as null. Reads like the `Option` that it
/// stands for, and is written back as it came.
///
/// ```
/// use hikerapi::Sparse;
///
/// let picture: Sparse<String> = Sparse::from("https://example.com/a.jpg".to_owned());
/// assert_eq!(picture.as_deref(), Some("https://example.com/a.jpg"));
/// assert!(Sparse::<String>::default().is_none());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sparse<T> {
    value: Option<T>,
    /// Whether a missing value was there as null.
    null: bool,
}

impl<T> Sparse<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        self.value
    }

    /// Whether the reply left the field out.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.value.is_none() && !self.null
    }

    /// Whether the reply sent null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.is_none() && self.null
    }
}

impl<T> Default for Sparse<T> {
    /// Left out.
    fn default() -> Self {
        Self { value: None, null: false }
    }
}

/// Equal where the values are: how a missing one was written makes no difference.
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

impl<T> From<Option<T>> for Sparse<T> {
    fn from(value: Option<T>) -> Self {
        Self { value, null: false }
    }
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
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        Option::decode(reader).map(|value: Option<T>| Self { null: value.is_none(), value })
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Serialize> Serialize for Sparse<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sparse<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only a field that is there gets here.
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

    crate::rt::object! {
        Holder {
            field: "field" or absent,
        }
    }

    #[test]
    fn all_three_states_go_back_as_they_came() {
        for (json, value) in [("{}", None), (r#"{"field":null}"#, None), (r#"{"field":7}"#, Some(7))] {
            let holder: Holder = serde_json::from_str(json).expect(json);
            assert_eq!(*holder.field, value);
            assert_eq!(serde_json::to_string(&holder).expect("json"), json);
        }
    }
}
