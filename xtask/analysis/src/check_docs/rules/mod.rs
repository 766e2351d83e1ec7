//! The rules, one file each, and their list.

mod rule;

mod broken_example;
mod deprecation_changed;
mod gone_endpoint;
mod gone_example;
mod gone_parameter;
mod gone_property;
mod gone_server;
mod gone_value;
mod key_header;
mod new_endpoint;
mod new_member;
mod new_parameter;
mod new_property;
mod new_server;
mod new_value;
mod not_describable;
mod parameter_type;
mod price_changed;
mod property_type;
mod replacement_changed;
mod required_changed;
mod settled_difference;

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
    &price_changed::RULE,
    &broken_example::RULE,
    &gone_example::RULE,
    &new_property::RULE,
    &gone_property::RULE,
    &property_type::RULE,
    &new_value::RULE,
    &gone_value::RULE,
    &new_member::RULE,
    &key_header::RULE,
    &new_server::RULE,
    &gone_server::RULE,
    &not_describable::RULE,
    // The last one: it looks at what the others found.
    &settled_difference::RULE,
];
