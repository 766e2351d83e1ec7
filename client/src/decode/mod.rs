//! From the bytes of a reply to a typed value: strictly first, and where that fails as far as it goes.

mod failure;
mod json;
#[cfg(test)]
mod mutations;
mod salvage;
mod tuple;

pub use salvage::Drift;
pub use tuple::read_tuple;

pub(crate) use failure::DecodeError;
pub(crate) use salvage::{Salvaged, salvage, with_unknown_fields};

use crate::operation::Endpoint;
use crate::wire::sharing;

/// What decoding gives.
pub(crate) type DecodeResult<T> = Result<T, DecodeError>;

/// The value that a body holds, if it is of the declared shape to the last field.
pub(crate) fn strict<E: Endpoint>(body: &[u8]) -> DecodeResult<E::Output> {
    // One check of the whole text is faster than one for each string in it.
    let Ok(text) = std::str::from_utf8(body) else {
        return Err(DecodeError::not_utf8(body));
    };
    sharing(text, |text| read::<E>(text))
}

fn read<E: Endpoint>(text: &str) -> DecodeResult<E::Output> {
    let mut reader = json::Reader::new(text);
    let value = E::read(&mut reader).map_err(|misfit| failure::explain(text, misfit))?;
    if reader.is_at_end() { Ok(value) } else { Err(failure::after_the_end(text)) }
}

/// The value that a body holds, for what measures and tests it.
///
/// # Errors
/// Where the body is not of the declared shape, in the words of [`Error`](crate::Error).
#[doc(hidden)]
pub fn decode<E: Endpoint>(body: &[u8]) -> Result<E::Output, String> {
    strict::<E>(body).map_err(|error| error.to_string())
}

/// The value that a body holds as far as it goes, and how many places in it were not as declared,
/// for what measures and tests it.
///
/// # Errors
/// Where nothing can be kept.
#[doc(hidden)]
pub fn decode_as_far_as_it_goes<E: Endpoint>(body: &[u8]) -> Result<(E::Output, usize), String> {
    let salvaged = salvage::<E>(body).map_err(|error| error.to_string())?;
    Ok((salvaged.value, salvaged.drift.len()))
}

#[cfg(test)]
pub(crate) mod samples {
    //! Endpoints for the tests of this room.

    use serde::Deserialize;

    use super::read_tuple;
    use crate::operation::{Endpoint, Operation};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    pub(crate) struct Item {
        pub(crate) n: u8,
        pub(crate) name: Option<String>,
        #[serde(default)]
        pub(crate) parts: Option<Vec<Part>>,
        #[serde(default)]
        pub(crate) part: Option<Part>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    pub(crate) struct Part {
        pub(crate) id: u8,
    }

    static NOWHERE: Operation = Operation { group: "g", name: "n", path: "/", units: 1, units_when: &[] };

    pub(crate) struct List;

    impl Endpoint for List {
        type Output = Vec<Item>;
        const OPERATION: &'static Operation = &NOWHERE;
    }

    pub(crate) struct Page;

    impl Endpoint for Page {
        type Output = (Vec<Item>, Option<String>);
        const OPERATION: &'static Operation = &NOWHERE;
        const IS_TUPLE: bool = true;

        fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self::Output, D::Error> {
            read_tuple(deserializer)
        }
    }
}
