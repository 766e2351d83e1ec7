//! Deserializing with serde by way of JSON: whatever the deserializer has is written as JSON, and read by the one reader
//! that there is of each type.

use std::fmt::{self, Write};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::{Decode, strict};
use crate::redact::Secrets;

/// Deserializes a type by its [`Decode`]. Responses are read without this, and stored values are read faster by
/// [`from_json`](crate::values::from_json).
#[doc(hidden)]
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = collected(deserializer)?;
    strict(json.as_bytes()).map_err(|failure| D::Error::custom(failure.describe(json.as_bytes(), &Secrets::NONE)))
}

/// Implements `Deserialize` for a type of this crate by [`deserialize`].
macro_rules! deserialize_via_json {
    ($name:ty) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use deserialize_via_json;

/// What a deserializer has, as JSON.
fn collected<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut text = String::new();
    Collect(&mut text).deserialize(deserializer)?;
    Ok(text)
}

/// The name under which `serde_json` passes on the digits of a number, if any crate of the program enables its
/// feature `arbitrary_precision`.
const DIGITS: &str = "$serde_json::private::Number";

/// Appends one value to a text.
struct Collect<'a>(&'a mut String);

impl Collect<'_> {
    fn put<E: Error>(self, value: fmt::Arguments<'_>) -> Result<(), E> {
        self.0.write_fmt(value).map_err(E::custom)
    }

    fn quote(&mut self, text: &str) {
        self.0.push('"');
        for char in text.chars() {
            match char {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                control @ '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    let code = u32::from(control);
                    self.0.extend([code >> 4, code & 15].into_iter().filter_map(|digit| char::from_digit(digit, 16)));
                }
                char => self.0.push(char),
            }
        }
        self.0.push('"');
    }
}

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(format_args!("{value}"))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(format_args!("{value}"))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(format_args!("{value}"))
    }

    /// JSON cannot express infinity and NaN.
    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if value.is_finite() { self.put(format_args!("{value:?}")) } else { self.visit_unit() }
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.quote(value);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.push('[');
        while list.next_element_seed(Collect(self.0))?.is_some() {
            self.0.push(',');
        }
        self.close(']')
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        self.0.push('{');
        while let Some(name) = object.next_key::<String>()? {
            if name == DIGITS && self.0.ends_with('{') {
                let digits: String = object.next_value()?;
                if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
                    return Err(A::Error::custom("the digits of a number are invalid"));
                }
                self.0.pop();
                self.0.push_str(&digits);
                return Ok(());
            }
            self.quote(&name);
            self.0.push(':');
            object.next_value_seed(Collect(self.0))?;
            self.0.push(',');
        }
        self.close('}')
    }
}

impl Collect<'_> {
    /// Closes a list or an object, whose last value has a comma after it.
    fn close<E: Error>(self, bracket: char) -> Result<(), E> {
        if self.0.ends_with(',') {
            self.0.pop();
        }
        self.0.push(bracket);
        Ok(())
    }
}
