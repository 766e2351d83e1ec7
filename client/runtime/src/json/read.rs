//! Reading a whole text.

use std::sync::Arc;

use super::decode::Decode;
use super::error::{DecodeError, Failure, explain, not_utf8};
use super::reader::Reader;

/// The value in a body that matches its type to the last field.
pub(crate) fn strict<T: Decode>(body: &[u8]) -> Result<T, Failure> {
    // One check of the whole text is faster than one for each string in it.
    let text = std::str::from_utf8(body).map_err(|error| not_utf8(body, error.valid_up_to()))?;
    if text.len() < SMALLEST_SHARED {
        return read(Reader::new(text));
    }
    strict_text(&Arc::from(text))
}

/// The same of a body that the texts of the value share.
pub(crate) fn strict_text<T: Decode>(body: &Arc<str>) -> Result<T, Failure> {
    read(Reader::sharing(body))
}

/// A smaller body has few texts, and copying each costs less than sharing the body.
const SMALLEST_SHARED: usize = 100;

/// The value of a reader at the start of its text.
pub(crate) fn read<T: Decode>(mut reader: Reader<'_>) -> Result<T, Failure> {
    whole(&mut reader)
}

/// The same, where the reader is asked afterwards what it skipped.
pub(crate) fn whole<T: Decode>(reader: &mut Reader<'_>) -> Result<T, Failure> {
    let text = reader.rest();
    let value = T::decode(reader).map_err(|mismatch| explain(text, mismatch))?;
    if reader.is_at_end() { Ok(value) } else { Err(Failure::after_the_end()) }
}

/// Reads a stored response, such as the bytes of [`raw`](crate::response::RawResponse::into_body): an object, a list of
/// objects, or a page as its endpoint returns it.
///
/// It is faster than going through serde, and as strict as [`strict`](crate::client::ClientBuilder::strict). Floats are
/// exact, as `serde_json` reads them with its feature `float_roundtrip`.
///
/// ```
/// use shop::types::Order;
///
/// let stored = br#"[{"id": 7, "status": "shipped"}]"#;
/// let orders: Vec<Order> = shop::values::from_json(stored)?;
/// assert_eq!(orders[0].id.get(), 7);
/// # Ok::<(), shop::Error>(())
/// ```
///
/// # Errors
/// Where the JSON is broken or does not match the type, with the path of the value that does not match.
pub fn from_json<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    strict(json).map_err(|failure| failure.describe(json, ""))
}
