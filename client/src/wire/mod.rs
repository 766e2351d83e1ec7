//! The types that a spec's scalars become, where the standard library has none.

mod cursor;
mod digits_id;
mod open_enum;
mod rfc3339;
mod sparse;
mod text;
mod text_id;
mod timestamp;
mod url;

pub use cursor::Cursor;
pub use digits_id::{DigitsId, InvalidId};
pub use open_enum::{UnknownInteger, UnknownText};
pub use sparse::Sparse;
pub use text::Text;
pub use text_id::TextId;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use url::Url;

pub(crate) use text::sharing;

pub use open_enum::{deserialize_integer, deserialize_text, unknown_integer, unknown_text};

/// How a value was written in JSON, so that it is written back the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Number,
    Text,
}
