//! `usual_name` and `can_be_given` answer as a spec with such a name does.

use proptest::prelude::*;
use spec::{Api, Named, Source, can_be_given, usual_name};

/// Names that are Rust's, reserved, spelled oddly, or none at all.
const NAMES: &[&str] = &[
    "a",
    "A",
    "_",
    "_1",
    "__a",
    "a_",
    "1",
    "4k",
    "by_id",
    "byId",
    "ById",
    "type",
    "Type",
    "self",
    "Self",
    "crate",
    "mod",
    "types",
    "service",
    "String",
    "Option",
    "Unknown",
    "unknown",
    "",
    " ",
    "a b",
    "a-b",
    "$",
    "+1",
    "-1",
    "gr\u{f6}\u{df}e",
    "x\u{b2}",
    "\u{24b6}",
    "null",
    "true",
    "yes",
    "1.5",
    "r#type",
    "items",
    "send",
    "a.b",
    "con",
    "Aux",
    "\u{f900}",
    LONG,
];

const LONG: &str =
    "a23456789_b23456789_c23456789_d23456789_e23456789_f23456789_g23456789_h23456789_i23456789_j23456789_k";

#[test]
fn the_functions_agree_with_reading_a_spec() {
    for name in NAMES {
        check(name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_functions_agree_for_any_name(name in "[a-zA-Z_0-9 $.#\u{e4}\u{b2}-]{0,6}") {
        check(&name);
    }
}

#[track_caller]
fn check(name: &str) {
    let key = serde_json::Value::from(name).to_string();
    let field = |key: &str, body: &str| read("types", &format!("{{ T: {{ doc: x, fields: {{ {key}: {body} }} }} }}"));
    let value = |key: &str, body: &str| {
        read("enums", &format!("{{ E: {{ doc: x, of: string, values: {{ {key}: {body} }} }} }}"))
    };
    let usual = |of| usual_name(name, of);
    let rust = |api: &Api| api.types[0].fields[0].rust.clone();
    assert_eq!(usual(Named::Member), field(&key, "string").as_ref().map(rust), "the field {name:?}");
    assert_eq!(usual(Named::Variant).is_some(), value(&key, "x").is_some(), "the value {name:?}");
    let definition = read("types", &format!("{{ {key}: {{ doc: x, fields: {{ a: string }} }} }}"));
    assert_eq!(usual(Named::Definition), definition.map(|api| api.types[0].name.clone()), "the type {name:?}");

    let given = |of| can_be_given(name, of);
    let member = field("a", &format!("{{ type: string, rust: {key} }}"));
    assert_eq!(given(Named::Member), member.is_some(), "`rust: {key}`");
    assert_eq!(given(Named::Variant), value("a", &format!("{{ doc: x, name: {key} }}")).is_some(), "variant {key}");
    let method = format!("name: {key}, doc: x, returns: json");
    assert_eq!(given(Named::Method), endpoint("g", &method).is_some(), "the method {key}");
    assert_eq!(given(Named::Group), endpoint(&key, "doc: x, returns: json").is_some(), "the group {key}");
}

fn endpoint(group: &str, body: &str) -> Option<Api> {
    let endpoints = format!("{{ /v1/x: {{ {body} }} }}\ngroup: {{ doc: x, base: /v1, name: {group} }}");
    read("endpoints", &endpoints)
}

/// The model of the least spec with this section, if there is nothing wrong with it.
fn read(section: &str, text: &str) -> Option<Api> {
    let source = |path: &str, text: String| Source { path: path.to_owned(), text };
    let api = source("api.yaml", include_str!("minimal.yaml").to_owned());
    spec::read(&[source("x.yaml", format!("{section}: {text}\n")), api]).ok()
}

/// Rust loads no module with another name from a file.
#[test]
fn a_group_needs_a_name_of_ascii_letters() {
    let api = Source { path: "api.yaml".to_owned(), text: include_str!("minimal.yaml").to_owned() };
    let text = "group: { doc: A., base: /v1 }\nendpoints: { /v1/x: { doc: A., returns: string } }\n";
    let group = |path: &str| Source { path: path.to_owned(), text: text.to_owned() };
    assert!(spec::read(&[group("orders.yaml"), api.clone()]).is_ok());
    let problems = spec::read(&[group("größe.yaml"), api]).expect_err("a name that is not ASCII");
    assert_eq!(problems.in_order()[0].problem.title(), "`größe` gives no valid Rust name");
}
