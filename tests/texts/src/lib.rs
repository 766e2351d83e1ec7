//! A client with docs from strangers: generated code, and the runtime's modules beside it.

// Generated code names the client's crate by its absolute path.
extern crate self as texts;

#[path = "../../golden/texts/generated/mod.rs"]
#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use hikerapi_runtime::{Error, Result, client, error, pages, response, values};

#[doc(hidden)]
pub use hikerapi_runtime::rt;
