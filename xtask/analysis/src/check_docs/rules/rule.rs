//! What a rule is.

use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName};

/// One way in which the documentation and the spec can disagree.
#[derive(Debug)]
pub struct Rule {
    /// As reports show it; its file has the same name.
    pub name: RuleName,
    /// What it means for the users of the client, and where it reports nothing.
    pub why: &'static str,
    /// Adds what it finds.
    pub check: fn(&mut Vec<Finding>, &Comparison<'_>),
}
