//! Entries of the spec as text: valid names, types, and YAML.
//!
//! Everything that writes entries, from an OpenAPI document or from responses, uses this.

pub(crate) mod declared;
pub(crate) mod edit;
pub(crate) mod grouping;
pub(crate) mod merge;
pub(crate) mod names;
pub(crate) mod shape;
pub(crate) mod singular;
pub mod yaml;
