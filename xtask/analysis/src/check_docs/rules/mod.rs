//! The rules, one file each, and their list.

mod rule;

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

pub use rule::Rule;

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
