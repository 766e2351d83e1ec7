//! What is known when endpoints are checked.

use std::collections::BTreeMap;

use super::symbols::Symbols;
use crate::model::{Enum, ListForm, Struct};

/// Everything that an endpoint is checked against.
pub(super) struct Context<'a> {
    pub(super) symbols: &'a Symbols<'a>,
    pub(super) enums: &'a [Enum],
    pub(super) types: &'a [Struct],
    pub(super) default_units: u32,
    pub(super) has_cost: bool,
    pub(super) lists: ListForm,
    pub(super) servers: Vec<&'a str>,
    /// The headers that carry keys, in small letters.
    pub(super) key_headers: Vec<String>,
    /// The group's and the method's name of every key of the spec.
    pub(super) methods: BTreeMap<String, (String, String)>,
}
