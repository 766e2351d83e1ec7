//! Objects that contain themselves, and references that lead back.

use crate::check_schemas;

const ENDLESS: &str = "would contain another without end; can it be null, as it is marked, or absent?";

/// An object with required fields, each a name and a schema.
fn object(fields: &[(&str, &str)]) -> String {
    let properties: Vec<_> = fields.iter().map(|(name, schema)| format!(r#""{name}": {schema}"#)).collect();
    let required: Vec<_> = fields.iter().map(|(name, _)| format!(r#""{name}""#)).collect();
    format!(
        r#"{{"type": "object", "properties": {{{}}}, "required": [{}]}}"#,
        properties.join(", "),
        required.join(", ")
    )
}

fn to(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

#[test]
fn an_object_in_itself_is_nullable() {
    let parent = r##"{"$ref": "#/components/schemas/Root", "nullable": true}"##;
    check_schemas(&format!(r#""Root": {}"#, object(&[("parent", parent)])), &["      parent: Root?\n"], &[ENDLESS]);
    let root = object(&[("n", r#"{"type": "integer"}"#), ("next", &to("Root"))]);
    check_schemas(&format!(r#""Root": {root}"#), &[ENDLESS, "      next: Root?\n"], &[]);
    let pair = r##"{"type": "array", "prefixItems": [{"$ref": "#/components/schemas/Root"}, {"type": "integer"}]}"##;
    check_schemas(
        &format!(r#""Root": {}"#, object(&[("next", pair)])),
        &[ENDLESS, "      next: [Root?, integer]\n"],
        &[],
    );
}

#[test]
fn one_field_of_a_circle_is_nullable() {
    let schemas = [
        format!(r#""Root": {}"#, object(&[("a", &to("A"))])),
        format!(r#""A": {}"#, object(&[("b", &to("B")), ("n", r#"{"type": "integer"}"#)])),
        format!(r#""B": {}"#, object(&[("a", &to("A")), ("root", &to("Root"))])),
    ];
    let text = check_schemas(&schemas.join(", "), &["      b: B\n", "      a: A?\n", "      root: Root\n"], &[]);
    assert_eq!(text.matches("would contain another").count(), 2, "{text}");
}

#[test]
fn what_can_be_empty_ends_a_circle() {
    for field in [
        r##"{"type": "array", "items": {"$ref": "#/components/schemas/Root"}}"##,
        r##"{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Root"}}"##,
        r##"{"anyOf": [{"$ref": "#/components/schemas/Root"}, {"type": "null"}]}"##,
    ] {
        check_schemas(&format!(r#""Root": {}"#, object(&[("next", field)])), &["next: "], &["without end"]);
    }
    let optional = format!(r#""Root": {{"properties": {{"next": {}}}}}"#, to("Root"));
    check_schemas(&optional, &["      next?: Root\n"], &["without end"]);
}

#[test]
fn parts_that_contain_each_other_are_read_once() {
    let all_of = |name: &str, field: &str| {
        format!(r#"{{"allOf": [{}, {}]}}"#, to(name), object(&[(field, r#"{"type": "integer"}"#)]))
    };
    let schemas = format!(r#""Root": {}, "Other2": {}"#, all_of("Other2", "a"), all_of("Root", "b"));
    check_schemas(&schemas, &["      b: integer\n      a: integer\n"], &["question: it has too many parts"]);
    check_schemas(
        r##""Root": {"allOf": [{"$ref": "#/components/schemas/Root"}]}"##,
        &["# question: its schema refers to itself"],
        &[],
    );
}

#[test]
fn a_chain_of_any_length_is_read() {
    let link = |n: usize| format!(r#""L{n}": {}"#, object(&[("next", &to(&format!("L{}", n + 1)))]));
    let mut schemas: Vec<_> = (0..600).map(link).collect();
    schemas.push(format!(r#""L600": {}, "Root": {}"#, object(&[("next", &to("L17"))]), object(&[("next", &to("L0"))])));
    let text = check_schemas(&schemas.join(", "), &["  L599:\n", "      next: L17?\n"], &[]);
    assert_eq!(text.matches("would contain another").count(), 1);
    // A chain of parts, each in the one before.
    let part = |n: usize| {
        format!(r#""P{n}": {{"allOf": [{{"properties": {{"f{n}": {{}}}}}}, {}]}}"#, to(&format!("P{}", n + 1)))
    };
    let mut schemas: Vec<_> = (0..600).map(part).collect();
    schemas.push(format!(r#""P600": {{"properties": {{"last": {{}}}}}}, "Root": {}"#, to("P590")));
    check_schemas(&schemas.join(", "), &["      last?: json\n", "      f590?: json\n", "returns: P590"], &["f589"]);
    *schemas.last_mut().unwrap() = format!(r#""P600": {{"properties": {{"last": {{}}}}}}, "Root": {}"#, to("P0"));
    check_schemas(
        &schemas.join(", "),
        &["# question: it has too many parts, some of which are missing here"],
        &["last"],
    );
}
