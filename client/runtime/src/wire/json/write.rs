//! Serializing: as the value that it contains.

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
                Ok(Number::Float(value)) => serializer.serialize_f64(value),
                // Beyond the range of a float: Rust parses it as infinity.
                Err(_) => serializer.serialize_f64(self.as_json().parse().map_err(S::Error::custom)?),
            },
        }
    }
}
