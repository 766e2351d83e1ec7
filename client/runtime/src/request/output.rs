//! What a response is read as: JSON, bytes, or nothing.

use crate::json::{Decode, Failure};
use crate::lenient::{self, DecodeOptions, Lenient};
use crate::raw::{Body, RawResponse};
use crate::service::Returned;

/// Reads a response as the endpoint has it.
pub(crate) fn read<T: Decode>(
    returned: Returned,
    response: &RawResponse,
    options: DecodeOptions,
) -> Result<Lenient<T>, Failure> {
    let whole = match returned {
        Returned::Nothing | Returned::Bytes => T::of_response(response),
        Returned::Json | Returned::JsonOrNothing => None,
    };
    match whole {
        Some(value) => Ok(Lenient { value, drift: Vec::new(), skipped: Vec::new() }),
        None => lenient::decode(&json(returned, response), options),
    }
}

/// The body, or null in its place where it may be empty.
fn json(returned: Returned, response: &RawResponse) -> Body {
    match returned == Returned::JsonOrNothing && response.body().trim_ascii().is_empty() {
        true => Body::new(b"null".to_vec()),
        false => response.shared_body().clone(),
    }
}
