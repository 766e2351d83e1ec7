//! The written form of a spec, as tables: which keys a section has, what they hold, what they mean.
//!
//! Every file is checked against these tables, the messages take their hints from them,
//! and the JSON Schema for editors is printed from them. A new key is a new row here.

mod api;
mod definitions;
mod endpoints;
mod file;
mod form;
mod schema;
mod shape;

pub(crate) use file::FILE;
pub use schema::schema;
pub(crate) use shape::check;
