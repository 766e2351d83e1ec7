//! The rules, one file each, and their list.

mod broken_example;
mod deprecation_changed;
mod gone_endpoint;
mod gone_example;
mod gone_parameter;
mod new_endpoint;
mod new_parameter;
mod parameter_type;
mod replacement_changed;
mod required_changed;

use super::held::Held;
use crate::drift::finding::{Finding, Named};

/// One way in which a page and the spec can disagree. What an example shows is found by the rules for replies.
#[derive(Debug)]
pub struct Rule {
    /// As reports name it; its file has the same name.
    pub name: &'static str,
    /// What it means for the users of the client, and where it holds back.
    pub why: &'static str,
    /// Adds what it finds.
    pub check: fn(&mut Vec<Finding>, &Held<'_>),
}

/// All rules, in the order in which a report shows what they find in one place.
pub static RULES: &[&Rule] = &[
    &new_endpoint::RULE,
    &gone_endpoint::RULE,
    &new_parameter::RULE,
    &gone_parameter::RULE,
    &required_changed::RULE,
    &parameter_type::RULE,
    &deprecation_changed::RULE,
    &replacement_changed::RULE,
    &broken_example::RULE,
    &gone_example::RULE,
];

impl Rule {
    /// Its name, for findings.
    #[must_use]
    pub fn named(&self) -> Named {
        Named { name: self.name }
    }
}
