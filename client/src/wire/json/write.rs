//! How it is given to serde: as what it holds.

use serde::ser::{Error, Serialize, Serializer};

use super::Json;
use crate::Text;
use crate::decode::{Decode, Number, Reader};

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_str().as_bytes().first() {
            Some(b'{') => serializer.collect_map(self.fields().map_err(S::Error::custom)?),
            Some(b'[') => serializer.collect_seq(whole::<Vec<Self>, _>(self)?),
            Some(b'"') => serializer.serialize_str(&whole::<Text, _>(self)?),
            Some(b't' | b'f') => serializer.serialize_bool(whole(self)?),
            Some(b'n') | None => serializer.serialize_unit(),
            Some(_) => match Reader::new(self.as_str()).number().map_err(S::Error::custom)? {
                Number::Unsigned(value) => serializer.serialize_u64(value),
                Number::Signed(value) => serializer.serialize_i64(value),
                Number::Float(value) => serializer.serialize_f64(value),
            },
        }
    }
}

fn whole<T: Decode, E: Error>(json: &Json) -> Result<T, E> {
    json.read().map_err(E::custom)
}
