//! The spec as OpenAPI, both ways.

pub mod describe;
pub mod export;
mod facts;
pub mod import;
pub mod json;
mod keys;
