//! The rules: what can change for users, one small function each, in the order in which they are reported.

mod rule;

mod constructors;
mod definitions;
mod deprecation;
mod endpoints;
mod enums;
mod errors;
mod families;
mod fields;
mod groups;
mod params;
mod requests;
mod responses;
mod service;
mod unions;

pub use rule::Rule;
use rule::{addition, breaking, correction};

/// All rules.
pub const RULES: &[Rule] = &[
    breaking("crate_changed", service::crate_changed, "Every path begins with the crate's name."),
    breaking("client_changed", service::client_changed, "Groups are methods of the client, or of a trait to import."),
    breaking("keys_changed", service::keys_changed, "A client is made with the keys of the service."),
    breaking("key_variable_changed", service::key_variable_changed, "`from_env` no longer finds the key."),
    correction("key_header_changed", service::key_header_changed, "The client sends the key itself."),
    correction("servers_changed", service::servers_changed, "Servers are data; the first is the default."),
    correction("rate_limit_changed", service::rate_limit_changed, "The client keeps the rate limit itself."),
    correction("account_rate_changed", service::account_rate_changed, "The client reads the rate itself."),
    correction("limits_changed", service::limits_changed, "Limits are data, and can be set."),
    correction("price_header_changed", service::price_header_changed, "The client reads the price itself."),
    correction("price_added", service::price_added, "What a budget counts is data."),
    correction("price_removed", service::price_removed, "What a budget counts is data."),
    correction("headers_changed", requests::headers_changed, "The client sends them itself."),
    correction("service_doc_changed", service::service_doc_changed, "Docs alone."),
    breaking(
        "error_meaning_changed",
        errors::meaning_changed,
        "Code that checks the kind of an error gets another one.",
    ),
    addition(
        "error_code_added",
        errors::code_added,
        "Error kinds are open; a response is understood better than before.",
    ),
    correction(
        "billing_changed",
        errors::billing_changed,
        "Whether a response is billed or worth another try is data.",
    ),
    correction("error_body_changed", errors::body_changed, "Where an error's words are found is data."),
    breaking(
        "family_feature_changed",
        families::feature_changed,
        "Programs that do not set the feature lack the family.",
    ),
    addition("family_feature_removed", families::feature_removed, "The family is there whatever the features are."),
    correction("family_doc_changed", families::doc_changed, "Docs alone."),
    addition("group_added", groups::added, "A new method on the client."),
    breaking("group_removed", groups::removed, "A method of the client is gone."),
    breaking("group_moved", groups::moved, "A method of the client belongs to another family."),
    correction("group_doc_changed", groups::doc_changed, "Docs alone."),
    addition("endpoint_added", endpoints::added, "A new method on a group."),
    breaking("endpoint_removed", endpoints::removed, "A method is gone."),
    breaking("endpoint_renamed", endpoints::renamed, "A method has another name or belongs to another group."),
    correction("path_changed", endpoints::path_changed, "The method is the same, the request goes elsewhere."),
    correction("endpoint_doc_changed", endpoints::doc_changed, "Docs alone."),
    correction("server_changed", requests::server_changed, "The request goes to another server of the service."),
    correction("body_format_changed", requests::body_format_changed, "The client writes the body itself."),
    correction("safe_changed", requests::safe_changed, "Whether a request is sent again is data."),
    addition("idempotency_added", requests::idempotency_added, "The request gets `.idempotency_key(..)`."),
    breaking("idempotency_removed", requests::idempotency_removed, "`.idempotency_key(..)` is gone."),
    correction("idempotency_changed", requests::idempotency_changed, "The client sends the header itself."),
    addition("optional_param_added", params::optional_added, "A new method on the request."),
    breaking("required_param_added", params::required_added, "The method takes one argument more."),
    breaking("param_removed", params::removed, "An argument or a method of the request is gone."),
    breaking("param_made_required", params::made_required, "A method of the request becomes an argument."),
    breaking("param_made_optional", params::made_optional, "An argument becomes a method of the request."),
    breaking("params_reordered", params::reordered, "Arguments go by their places."),
    breaking("setter_renamed", params::setter_renamed, "A method of the request has another name."),
    correction("argument_renamed", params::argument_renamed, "Arguments have no names where they are given."),
    correction("param_wire_changed", params::wire_changed, "The name on the wire is the client's matter."),
    breaking("param_type_changed", params::type_changed, "The value that is given no longer fits."),
    correction("param_default_changed", params::default_changed, "The service's own default is docs."),
    correction("param_doc_changed", params::doc_changed, "Docs alone."),
    correction("param_place_changed", requests::param_place_changed, "Where a value is sent is the client's matter."),
    correction("list_form_changed", requests::list_form_changed, "How a list is sent is the client's matter."),
    breaking("return_type_changed", responses::return_type_changed, "What is awaited is of another type."),
    addition("pages_added", responses::pages_added, "The request gets `.pages()` and `.items()`."),
    breaking("pages_removed", responses::pages_removed, "`.pages()` and `.items()` are gone."),
    breaking("page_item_changed", responses::page_item_changed, "`.items()` yields items of another type."),
    correction("paging_changed", responses::paging_changed, "How one page leads to the next is data."),
    correction("page_ends_changed", responses::page_ends_changed, "Where a list ends is data."),
    correction("cache_changed", responses::cache_changed, "How long a response may be cached is data."),
    correction("cost_changed", responses::cost_changed, "Prices are data; a budget counts the new one."),
    addition("deprecation_added", deprecation::added, "Code compiles with a warning."),
    correction("deprecation_removed", deprecation::removed, "One warning less."),
    correction("deprecation_changed", deprecation::changed, "The warning has another text."),
    addition("definition_added", definitions::added, "A new type."),
    breaking("definition_removed", definitions::removed, "A type is gone."),
    breaking("definition_moved", definitions::moved, "A type is in another module."),
    breaking(
        "definition_kind_changed",
        definitions::kind_changed,
        "An id, an enum, a struct and a union are used in different ways.",
    ),
    correction("definition_doc_changed", definitions::doc_changed, "Docs alone."),
    breaking(
        "id_form_changed",
        definitions::id_form_changed,
        "Digits are `Copy` and made from `u64`, text is neither.",
    ),
    addition("field_added", fields::added, "Structs are `#[non_exhaustive]`."),
    breaking("field_removed", fields::removed, "A field is gone."),
    breaking("field_renamed", fields::renamed, "A field has another name in Rust."),
    correction("field_wire_changed", fields::wire_changed, "The name on the wire is the client's matter."),
    breaking("field_made_optional", fields::made_optional, "What was a value is now an `Option` or a `Sparse`."),
    breaking("field_made_required", fields::made_required, "What was an `Option` or a `Sparse` is now a value."),
    breaking("field_made_sparse", fields::made_sparse, "What was an `Option` is now a `Sparse`, or the reverse."),
    correction("field_mark_changed", fields::mark_changed, "Null and absent are both `None`."),
    breaking("field_type_changed", fields::type_changed, "The field is of another type."),
    correction("field_doc_changed", fields::doc_changed, "Docs alone."),
    addition("constructor_added", constructors::added, "What requests send can be made."),
    breaking("constructor_removed", constructors::removed, "What no request sends has no `new`."),
    breaking("constructor_arguments_changed", constructors::arguments_changed, "`new` takes other arguments."),
    breaking("constructor_reordered", constructors::reordered, "Arguments go by their places."),
    addition("variant_added", enums::added, "Enums are open: it was `Unknown` before, and a `match` has a wildcard."),
    breaking("variant_removed", enums::removed, "A variant is gone."),
    breaking("variant_renamed", enums::renamed, "A variant has another name."),
    correction("variant_wire_changed", enums::wire_changed, "What the service writes for it is the client's matter."),
    breaking("enum_base_changed", enums::base_changed, "Texts have `as_str`, integers `as_i64`."),
    correction("variant_doc_changed", enums::doc_changed, "Docs alone."),
    addition("member_added", unions::member_added, "Unions are open: it was `Unknown` before."),
    breaking("member_removed", unions::member_removed, "A variant is gone."),
    breaking("member_renamed", unions::member_renamed, "A variant has another name."),
    breaking("member_type_changed", unions::member_type_changed, "A variant holds another type."),
    correction("tag_changed", unions::tag_changed, "The client distinguishes the values itself."),
];
