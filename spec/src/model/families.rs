//! Families of groups.

use crate::source::Span;

/// Groups that have a module, a method of the client and types in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its name as Rust code: `v2`.
    pub name: String,
    /// What its groups offer.
    pub doc: String,
    /// The feature of Cargo with which it is compiled; `None` if it always is.
    pub feature: Option<String>,
    /// The place of its name.
    pub span: Span,
}
