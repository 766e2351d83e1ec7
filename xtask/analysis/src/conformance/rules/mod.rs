//! The rules, one file each, and their list.

mod rule;

mod basis_with_example;
mod basis_without_example;
mod content_not_read;
mod endpoint_without_fixture;
mod error_body;
mod fixture_without_endpoint;
mod id_form;
mod irregular_json;
mod json_with_shape;
mod missing_field;
mod new_field;
mod null_not_allowed;
mod time_form;
mod tuple_length;
mod type_changed;
mod unknown_member;
mod unknown_value;
mod unneeded_mark;

pub use rule::Rule;

/// All rules, in the order in which a report shows what they find in one place.
pub static RULES: &[&Rule] = &[
    &new_field::RULE,
    &missing_field::RULE,
    &type_changed::RULE,
    &null_not_allowed::RULE,
    &unknown_value::RULE,
    &unknown_member::RULE,
    &tuple_length::RULE,
    &id_form::RULE,
    &time_form::RULE,
    &basis_without_example::RULE,
    &basis_with_example::RULE,
    &unneeded_mark::RULE,
    &json_with_shape::RULE,
    &endpoint_without_fixture::RULE,
    &fixture_without_endpoint::RULE,
    &content_not_read::RULE,
    &irregular_json::RULE,
    &error_body::RULE,
];
