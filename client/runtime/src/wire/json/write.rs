//! Serializing: as the value that it contains.

use std::cell::Cell;

use serde::ser::{Error, Serialize, Serializer};

use super::Json;
use crate::json::Number;

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.first() {
            b'{' => serializer.collect_map(self.fields()),
            b'[' => serializer.collect_seq(self.items()),
            b'"' => serializer.serialize_str(&self.text().unwrap_or_default()),
            b't' => serializer.serialize_bool(true),
            b'f' => serializer.serialize_bool(false),
            b'n' => serializer.serialize_unit(),
            _ => match self.number() {
                Ok(Number::Unsigned(value)) => serializer.serialize_u64(value),
                Ok(Number::Signed(value)) => serializer.serialize_i64(value),
                // What is beyond the range of a float Rust parses as infinity.
                Ok(Number::Float(_)) | Err(_) => serializer.serialize_newtype_struct(ROUNDED, &Rounded(self.as_json())),
            },
        }
    }
}

/// The name around a number that a float may round. Serializers that do not know it see the number alone.
const ROUNDED: &str = "$runtime::Rounded";

thread_local! {
    /// Whether the next number is to be passed on as its text. serde has no other way to ask for it.
    static IS_TEXT: Cell<bool> = const { Cell::new(false) };
}

/// A number by its text.
struct Rounded<'a>(&'a str);

impl Serialize for Rounded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match IS_TEXT.replace(false) {
            true => serializer.serialize_str(self.0),
            false => serializer.serialize_f64(self.0.parse().map_err(S::Error::custom)?),
        }
    }
}

/// What a serializer makes of the text of a number, where a newtype of this name is around one that a float may round; `None`
/// for any other newtype.
pub(crate) fn exactly<T>(name: &'static str, serialize: impl FnOnce() -> T) -> Option<T> {
    if name != ROUNDED {
        return None;
    }
    IS_TEXT.set(true);
    let text = serialize();
    IS_TEXT.set(false);
    Some(text)
}
