//! The JSON reader for responses.
//!
//! It accepts what `serde_json` accepts and returns the same, except for structs, which are objects and never arrays here,
//! and for maps, which have no two entries of one name.
//! Its caller says what is expected next. It tracks no lines and columns, lends every text that has no escape, and builds
//! the path of a mismatch on the way back, so that a response that matches pays nothing for it.

// From the top down: each module imports only from those below it.
mod containers;
mod decode;
mod error;
mod lenient;
#[cfg(test)]
mod limits;
mod locate;
mod mismatch;
mod number;
mod object;
#[cfg(test)]
mod odd_bodies;
#[cfg(test)]
mod orders;
mod place;
mod read;
mod reader;
mod repair;
#[cfg(test)]
pub(crate) mod samples;
mod scan;
mod shape;
mod skipped;
mod tag;
#[cfg(test)]
mod tests;
mod text;
#[cfg(test)]
mod unions;

pub use decode::Decode;
pub use error::DecodeError;
pub use mismatch::{Decoded, Mismatch};
pub use object::Slot;
pub use read::from_json;
pub use reader::Reader;
pub use shape::Shape;

pub(crate) use containers::entries;
pub(crate) use decode::integer;
pub(crate) use error::Failure;
pub(crate) use lenient::Lost;
pub(crate) use mismatch::json_path;
pub(crate) use read::{fill, fill_by, read, strict};
pub(crate) use repair::{Oddity, Repaired, repaired};
pub(crate) use scan::Number;
