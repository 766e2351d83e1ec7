//! A change that users of the generated client notice.

use super::version::Effect;

/// Something that changes for users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The name of the rule that found it.
    pub kind: &'static str,
    /// The step of the version that it needs.
    pub effect: Effect,
    /// What changes, as a path in Rust: `shop::types::Item::price`.
    pub item: String,
    /// What it was and what it is, as a sentence without its stop.
    pub message: String,
    /// The line of user code that breaks.
    pub breaks: Option<String>,
}
