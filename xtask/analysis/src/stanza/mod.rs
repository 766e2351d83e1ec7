//! Stanzas of the spec as they are written: names that the language takes, types, and YAML text.
//!
//! Whatever makes stanzas, from an OpenAPI document or from replies, writes them with this.

pub(crate) mod edit;
pub(crate) mod grouping;
pub(crate) mod names;
pub(crate) mod shape;
pub mod yaml;
