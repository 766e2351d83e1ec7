//! From the bytes of a reply to a typed value, and to a clear word where that fails.

mod failure;
mod tuple;

pub(crate) use failure::DecodeError;
pub use tuple::decode_tuple;

use serde::de::DeserializeOwned;

/// What decoding gives.
pub type DecodeResult<T> = Result<T, DecodeError>;

/// The value that a JSON body holds.
///
/// # Errors
/// Where the body is not JSON, or not of the shape of `T`.
pub(crate) fn decode_json<T: DeserializeOwned>(body: &[u8]) -> DecodeResult<T> {
    // One check of the whole text is faster than one for each string in it.
    let Ok(text) = std::str::from_utf8(body) else {
        return Err(DecodeError::not_utf8(body));
    };
    serde_json::from_str(text).map_err(|_| failure::locate::<T>(text))
}
