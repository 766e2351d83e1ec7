//! The client of an imaginary bookshop, generated from `spec/`:
//! `cargo xtask codegen --spec examples/bookshop/spec --out examples/bookshop/src/generated`.

// Generated code names the client's crate by its absolute path.
extern crate self as bookshop;

#[rustfmt::skip] // `codegen --check` compares the files as they were written
mod generated;

pub use generated::*;
pub use hikerapi_runtime::{Error, Result, client, error, pages, response, rt, values};
