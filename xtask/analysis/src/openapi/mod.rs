//! The spec as OpenAPI, both ways.

pub mod export;
pub mod import;
pub mod json;
mod keys;
