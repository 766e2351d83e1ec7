//! Reading a whole text.

use std::sync::Arc;

use super::decode::Decode;
use super::error::{DecodeError, Failure, explain, not_utf8};
use super::object::Slot;
use super::reader::Reader;
use crate::redact::Secrets;

/// The value in a body that matches its type to the last field.
pub(crate) fn strict<T: Decode>(body: &[u8]) -> Result<T, Failure> {
    let mut value = T::blank();
    fill(body, &mut value).map(|()| value)
}

/// The value of a reader at the start of its text.
pub(crate) fn read<T: Decode>(mut reader: Reader<'_>) -> Result<T, Failure> {
    let mut value = T::blank();
    fill_by(&mut reader, &mut value).map(|()| value)
}

// These name no type, and so are compiled once and not for each. The value is blank.

/// Reads a body that matches to the last field into a value.
pub(crate) fn fill(body: &[u8], value: &mut dyn Slot) -> Result<(), Failure> {
    // One check of the whole text is faster than one for each string in it.
    let text = std::str::from_utf8(body).map_err(|error| not_utf8(body, error.valid_up_to()))?;
    if text.len() < SMALLEST_SHARED {
        return fill_by(&mut Reader::new(text), value);
    }
    fill_by(&mut Reader::sharing(&Arc::new(text.into())), value)
}

/// A smaller body has few texts, and copying each costs less than sharing the body.
const SMALLEST_SHARED: usize = 100;

/// Reads a whole text into a value.
pub(crate) fn fill_by(reader: &mut Reader<'_>, value: &mut dyn Slot) -> Result<(), Failure> {
    let text = reader.rest();
    value.read(reader).map_err(|mismatch| explain(text, mismatch))?;
    if reader.is_at_end() { Ok(()) } else { Err(Failure::after_the_end()) }
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
    let mut value = T::blank();
    match fill(json, &mut value) {
        Ok(()) => Ok(value),
        Err(failure) => Err(failure.describe(json, &Secrets::NONE)),
    }
}
