//! The engines behind the commands, as a library: values in, findings or text out.
//!
//! No files, no network, no command line: `clippy.toml` forbids them here. A caller reads the spec and the responses,
//! and prints or writes what an engine returns.
//!
//! Imports run downward only, and never in a circle:
//!
//! | layer | modules |
//! |---|---|
//! | engines, which do not know each other | `drift`, `check_docs`, `infer`, `diff`, `openapi`, `scrub`, `samples`, `chart` |
//! | responses checked against the spec | `conformance` |
//! | the types of values that the spec does not describe | `values` |
//! | findings and their reports | `findings` |
//! | changes as text | `unified_diff` |
//! | the YAML of a spec's entries | `entry` |
//! | which response belongs to which endpoint | `pairing` |
//! | responses that are errors of the service | `error_body` |
//! | responses as values, and what fits a type | `fixture`, `fit` |
//! | typed places of a spec | `slot` |
//! | timestamps | `timestamp` |
//! | JSON with locations | `json` |
//! | lines and columns of texts | `located` |
//! | invisible characters of a service | `visible` |
//! | errors | `error` |

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "a caller decides what is printed")]

pub mod chart;
pub mod check_docs;
pub mod diff;
pub mod drift;
pub mod infer;
pub mod openapi;
pub mod samples;
pub mod scrub;

pub mod conformance;

pub mod values;

pub mod findings;

pub mod unified_diff;

pub mod entry;

pub mod pairing;

pub mod error_body;

pub mod fit;
pub mod fixture;

pub mod slot;

pub mod timestamp;

pub mod json;

pub mod located;

pub mod visible;

pub mod error;

pub use error::Error;
