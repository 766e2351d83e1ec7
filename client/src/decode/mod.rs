//! From the bytes of a reply to a typed value: strictly first, and where that fails as far as it goes.

mod failure;
mod json;
#[cfg(test)]
mod mutations;
mod salvage;
mod value;

pub use json::{Decoded, Fields, Misfit, Object, Reader, blank_object};
pub use salvage::Drift;
pub use value::Decode;

pub(crate) use failure::DecodeError;
pub(crate) use json::Number;
pub(crate) use salvage::{Leniency, Salvaged, salvage};
pub(crate) use value::{entries, integer};

use std::sync::Arc;

use crate::operation::Endpoint;

/// What decoding gives.
pub(crate) type DecodeResult<T> = Result<T, DecodeError>;

/// The value that a body holds, if it is of the declared shape to the last field.
pub(crate) fn strict<T: Decode>(body: &[u8]) -> DecodeResult<T> {
    // One check of the whole text is faster than one for each string in it.
    let Ok(text) = std::str::from_utf8(body) else {
        return Err(DecodeError::not_utf8());
    };
    if text.len() < SMALLEST_SHARED {
        return read(Reader::new(text));
    }
    let body = Arc::from(text);
    read(Reader::sharing(&body))
}

/// In so little the texts are few, and each on its own costs less than sharing.
const SMALLEST_SHARED: usize = 100;

/// The value of which a reader has the whole text before it.
pub(crate) fn read<T: Decode>(mut reader: Reader<'_>) -> DecodeResult<T> {
    let text = reader.rest();
    let value = reader.whole().map_err(|misfit| failure::explain(text, misfit))?;
    if reader.is_at_end() { Ok(value) } else { Err(failure::after_the_end()) }
}

/// Reads a reply that was kept, such as the bytes of [`raw`](crate::Reply::into_body): an object, a list of them, or a page
/// as its endpoint gives it. Faster than through serde, and as strict as [`strict`](crate::ClientBuilder::strict).
/// Floats are exact, as `serde_json` reads them with its feature `float_roundtrip` alone.
///
/// ```
/// use hikerapi::types::UserShort;
///
/// let kept = br#"[{"pk": "7", "username": "made_up"}]"#;
/// let accounts: Vec<UserShort> = hikerapi::from_json(kept)?;
/// assert_eq!(accounts[0].username.as_deref(), Some("made_up"));
/// # Ok::<(), hikerapi::Error>(())
/// ```
///
/// # Errors
/// [`Decode`](crate::ErrorKind::Decode) where it is not of the declared shape, with the place that does not fit.
pub fn from_json<T: Decode>(json: &[u8]) -> crate::Result<T> {
    strict(json).map_err(|error| crate::Error::new(crate::ErrorKind::Decode, error.told(json, "")))
}

/// The value that a body holds, for what measures and tests it.
///
/// # Errors
/// Where the body is not of the declared shape, in the words of [`Error`](crate::Error).
#[doc(hidden)]
pub fn decode<E: Endpoint>(body: &[u8]) -> Result<E::Output, String> {
    strict(body).map_err(|error| error.told(body, ""))
}

/// The value that a body holds as far as it goes, and how many places in it were not as declared,
/// for what measures and tests it.
///
/// # Errors
/// Where nothing can be kept.
#[doc(hidden)]
pub fn decode_as_far_as_it_goes<E: Endpoint>(body: &[u8]) -> Result<(E::Output, usize), String> {
    let salvaged = salvage::<E::Output>(body, Leniency::default()).map_err(|error| error.told(body, ""))?;
    Ok((salvaged.value, salvaged.drift.len()))
}

#[cfg(test)]
pub(crate) mod samples {
    //! Types for the tests of this room.

    #[derive(Debug, Default, PartialEq)]
    pub(crate) struct Item {
        pub(crate) n: i64,
        pub(crate) name: Option<String>,
        pub(crate) parts: Option<Vec<Part>>,
        pub(crate) part: Option<Part>,
    }

    crate::rt::object! {
        Item {
            n: "n",
            name: "name",
            parts: "parts" or absent,
            part: "part" or absent,
        }
    }

    #[derive(Debug, PartialEq)]
    pub(crate) struct Part {
        pub(crate) id: i64,
    }

    crate::rt::object! {
        Part {
            id: "id",
        }
    }

    pub(crate) type List = Vec<Item>;

    pub(crate) type Page = (Vec<Item>, Option<String>);
}
