//! The types of schemas: of what a response or a body has, and of what a parameter is.

mod params;
mod shape;
mod union_name;

pub(super) use params::{Sent, is_value, of_query, one, properties_of};
pub(super) use shape::{member, shape};
