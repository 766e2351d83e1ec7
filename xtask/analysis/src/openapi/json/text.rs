//! Reading JSON: `serde_json` keeps the last of two equal keys in silence, and half of a document would be lost.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads a text.
///
/// # Errors
/// If it is not JSON, nests more than 127 levels deep, or has a key twice in one object.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|Strict(value)| value)
}

/// A value in which no object has a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything).map(Self)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::from(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Strict(value))) = access.next_entry::<String, Strict>()? {
            if object.contains_key(&key) {
                // A key can have any length, and signs that a terminal obeys.
                let shown: String = key.chars().take(100).flat_map(char::escape_debug).collect();
                return Err(de::Error::custom(format_args!("the key `{shown}` appears twice in one object")));
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_appears_twice_is_shown_without_signs_that_a_terminal_obeys() {
        let key = format!("\\u001b[2J{}", "x".repeat(1000));
        let error = parse(&format!(r#"{{"{key}": 1, "{key}": 2}}"#)).unwrap_err().to_string();
        assert!(error.contains(r"the key `\u{1b}[2Jxxx") && error.len() < 200 && !error.contains('\u{1b}'), "{error}");
    }

    #[test]
    fn what_nests_too_deeply_is_refused() {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            assert!(parse(&format!("{}1{}", open.repeat(100), close.repeat(100))).is_ok());
            let error = parse(&format!("{}1{}", open.repeat(10_000), close.repeat(10_000))).unwrap_err();
            assert!(error.to_string().contains("recursion limit exceeded"), "{error}");
        }
    }
}
