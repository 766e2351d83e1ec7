//! Large documents: everything is there once, and twice the input gives twice the output.

use crate::{check_paths, check_schemas, document, imported};

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// As many schemas and endpoints: each schema refers to five others and has an inline object and an inline enum.
fn import_of(count: usize) -> String {
    let fields = |n: usize| {
        list(5, |k| format!(r##""r{k}": {{"$ref": "#/components/schemas/Schema{}"}}"##, (n * 7 + k * 13) % count))
    };
    let schema = |n: usize| {
        let inline = r#""inline": {"properties": {"a": {"type": "string"}, "b": {"enum": ["x", "y"]}}}"#;
        format!(r#""Schema{n}": {{"required": ["r0"], "properties": {{{}, {inline}}}}}"#, fields(n))
    };
    let path = |n: usize| {
        let response = format!(r##"{{"schema": {{"$ref": "#/components/schemas/Schema{n}"}}}}"##);
        format!(
            r#""/v1/group{}/item{n}/{{id}}": {{"get": {{"responses": {{"200": {{"content": {{"application/json": {response}}}}}}}}}}}"#,
            n % 20
        )
    };
    imported(&document(&list(count, path), &list(count, schema)), None)
}

#[test]
fn the_output_grows_with_the_input() {
    let count = 150;
    let (one, two) = (import_of(count), import_of(2 * count));
    for (text, count) in [(&one, count), (&two, 2 * count)] {
        assert_eq!(text.matches("\n    basis: declared\n").count(), 2 * count, "a schema and its inline object");
        assert_eq!(text.matches("\n    values: [x, \"y\"]\n").count(), count);
        assert_eq!(text.matches("    returns: Schema").count(), count);
    }
    let (one, two) = (one.lines().count(), two.lines().count());
    assert!(two < one * 21 / 10, "{one} lines, then {two}");
}

#[test]
fn wide_things_are_read_once() {
    let fields = list(1000, |n| format!(r#""f{n}": {{"type": "string"}}"#));
    let required = list(1000, |n| format!(r#""f{n}""#));
    let text = check_schemas(
        &format!(r#""Root": {{"properties": {{{fields}}}, "required": [{required}]}}"#),
        &["f999: string"],
        &[],
    );
    assert_eq!(text.matches(": string\n").count(), 1000);
    let values = list(1000, |n| format!(r#""v{n}""#));
    let text = check_schemas(&format!(r#""Root": {{"enum": [{values}, {values}]}}"#), &[], &[]);
    assert_eq!(text.matches("      - v").count(), 1000);
    let alternatives = list(1000, |n| format!(r#"{{"type": "object", "title": "{n}"}}"#));
    check_schemas(
        &format!(r#""Root": {{"properties": {{"u": {{"oneOf": [{alternatives}]}}}}}}"#),
        &["# question: one of several objects"],
        &[],
    );
    let params = list(700, |n| format!(r#"{{"name": "p{n}", "in": "query", "schema": {{"type": "string"}}}}"#));
    let text = check_paths(
        &format!(r#""/v1/a": {{"get": {{"parameters": [{params}, {params}], "responses": {{}}}}}}"#),
        &[],
        &[],
    );
    assert_eq!(text.matches("?: string").count(), 700);
}

#[test]
fn many_of_one_name_are_numbered() {
    let same = |n: usize| format!(r#""Same{}": {{"properties": {{"a": {{}}}}}}"#, "_".repeat(n));
    let all = list(1000, |n| format!(r##""f{n}": {{"$ref": "#/components/schemas/Same{}"}}"##, "_".repeat(n)));
    let text = check_schemas(
        &format!(r#""Root": {{"properties": {{{all}}}}}, {}"#, list(1000, same)),
        &["  Same1000:\n"],
        &[],
    );
    assert_eq!(text.matches("\n  Same").count(), 1000);
    let get = r#"{"get": {"responses": {}}}"#;
    let groups = list(300, |n| format!(r#""/v1/g{n}": {get}"#));
    let methods = list(300, |n| format!(r#""/v1/same/a{}": {get}"#, "_".repeat(n)));
    let text = check_paths(&format!("{groups}, {methods}"), &["    name: a_300\n"], &[]);
    assert_eq!(text.matches("group:\n").count(), 301);
}
