//! The types of scalars for which the standard library has none.

// From the top down: each module imports only from those below it.
mod cursor;
mod date;
mod digits_id;
mod form;
mod json;
mod number;
mod rfc3339;
mod sparse;
mod text;
mod text_id;
mod timestamp;
mod unix_seconds;
mod url;
mod via_json;

pub use cursor::Cursor;
pub use date::{Date, InvalidDate};
pub use digits_id::{DigitsId, InvalidId};
pub use json::Json;
pub(crate) use json::exactly;
pub use number::Number;
pub use sparse::{Sparse, WrittenAs};
pub use text::Text;
pub use text_id::TextId;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use url::Url;
pub use via_json::deserialize;
