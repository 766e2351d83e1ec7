//! What `serde_yaml` makes of a file: a tree that keeps every entry, duplicates included.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A decoded node. A number's text is taken from the layout, so its value is not kept here.
pub(super) enum Decoded {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Decoded>),
    Map(Vec<(Decoded, Decoded)>),
}

impl<'de> Deserialize<'de> for Decoded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Decoded;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML node without a tag")
    }

    fn visit_unit<E>(self) -> Result<Decoded, E> {
        Ok(Decoded::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Decoded, E> {
        Ok(Decoded::Bool(flag))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Decoded, E> {
        Ok(Decoded::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Decoded, E> {
        Ok(Decoded::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Decoded, E> {
        Ok(Decoded::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Decoded, E> {
        Ok(Decoded::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Decoded, E> {
        Ok(Decoded::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Decoded, E> {
        Ok(Decoded::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Decoded, E> {
        Ok(Decoded::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Decoded, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Decoded::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Decoded, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Decoded::Map(entries))
    }
}
