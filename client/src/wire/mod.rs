//! The types that a spec's scalars become, where the standard library has none.

mod cursor;
mod digits_id;
mod json;
mod object;
mod open_enum;
mod rfc3339;
mod sparse;
mod text;
mod text_id;
mod timestamp;
mod url;

pub use cursor::Cursor;
pub use digits_id::{DigitsId, InvalidId};
pub use json::Json;
pub use open_enum::{UnknownInteger, UnknownText};
pub use sparse::Sparse;
pub use text::Text;
pub use text_id::TextId;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use url::Url;

pub use object::{WrittenFields, absent, deserialize};
pub use open_enum::{decode_integer, decode_text, unknown_integer, unknown_text};

/// How a value was written in JSON, so that it is written back the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Number,
    Text,
}

/// Reading and writing of a type that is written as the one inside of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __as_inner {
    ($name:ident($inner:ty)) => {
        impl $crate::rt::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::rt::Reader<'_>) -> $crate::rt::Decoded<Self> {
                <$inner as $crate::rt::Decode>::decode(reader).map(Self)
            }

            #[inline]
            fn blank() -> Self {
                Self(<$inner as $crate::rt::Decode>::blank())
            }
        }

        impl $crate::rt::Serialize for $name {
            fn serialize<S: $crate::rt::Serializer>(&self, serializer: S) -> $crate::rt::StdResult<S::Ok, S::Error> {
                $crate::rt::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(deserializer: D) -> $crate::rt::StdResult<Self, D::Error> {
                $crate::rt::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}
