//! Schemas that say one thing in several ways: parts, notes, alternatives, and what the language has no form for.

use crate::{check, check_schemas};

/// What `allOf` and unions refer to in these tests.
const SHARED: &str = r#"
    "E": {"type": "integer", "enum": [1, 2], "x-enum-varnames": ["A", "B"]},
    "Base": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
    "Ids": {"type": "array", "items": {"type": "string"}},
    "U": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    "Maybe": {"type": "string", "nullable": true}"#;

/// Checks the field `f` of a response.
#[track_caller]
fn field(schema: &str, expected: &[&str], unexpected: &[&str]) {
    let root = format!(r#""Root": {{"properties": {{"f": {schema}}}, "required": ["f"]}}, {SHARED}"#);
    check_schemas(&root, expected, unexpected);
}

fn to(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

#[test]
fn a_part_with_notes_beside_it_keeps_its_type() {
    let all_of = |name: &str, note: &str| format!(r#"{{"allOf": [{}, {note}]}}"#, to(name));
    for note in [
        r#"{"description": "d"}"#,
        r#"{"maxItems": 3}"#,
        r#"{"title": "t"}"#,
        r#"{"deprecated": true, "example": 1}"#,
        "{}",
    ] {
        field(&all_of("E", note), &["      f: E\n"], &["# question: "]);
        field(&all_of("Ids", note), &["      f: [string]\n"], &["# question: "]);
        field(&all_of("Base", note), &["      f: Base\n"], &["# question: ", "RootF"]);
        field(&all_of("U", note), &["      f: U\n", "    of: [string, integer]\n"], &["# question: "]);
    }
    field(&all_of("E", r#"{"nullable": true}"#), &["      f: E?\n"], &["# question: "]);
    field(&format!(r#"{{"type": "object", "allOf": [{}]}}"#, to("E")), &["      f: E\n"], &["# question: "]);
    field(
        &format!(r#"{{"description": "d", "default": 1, "allOf": [{}]}}"#, to("E")),
        &["f: { type: E, doc: d }"],
        &["# question: "],
    );
    field(&format!(r#"{{"allOf": [{}, {}]}}"#, to("Base"), to("Base")), &["      f: Base\n"], &[]);
    field(&format!(r#"{{"allOf": [{}]}}"#, to("Maybe")), &["      f: string?\n"], &["# question: "]);
    field(
        r#"{"allOf": [{"type": "string"}, {"enum": ["x", "y"]}]}"#,
        &["      f: RootF\n", "  RootF:\n", "    values: [x, \"y\"]\n"],
        &["# question: "],
    );
    field(
        r#"{"allOf": [{"type": "string"}, {"type": "string", "maxLength": 3}]}"#,
        &["      f: string\n"],
        &["# question: "],
    );
}

#[test]
fn several_parts_are_one_object_or_a_question() {
    field(
        &format!(r#"{{"allOf": [{}, {{"properties": {{"z": {{"type": "integer"}}}}}}]}}"#, to("Base")),
        &["      f: RootF\n", "      id: string\n      z?: integer\n"],
        &["# question: "],
    );
    field(
        &format!(r#"{{"allOf": [{}, {}]}}"#, to("E"), to("Ids")),
        &["# question: it is all of several schemas together; what is it?\n      f: json\n"],
        &[],
    );
    field(
        r##"{"allOf": [{"properties": {"a": {"type": "string"}}}, {"$ref": "other.json#/B"}]}"##,
        &[
            "# question: a part of it is `other.json#/B`, which is not in the file; which fields does it have?",
            "a?: string",
        ],
        &[],
    );
}

#[test]
fn fields_that_a_type_cannot_describe_are_named() {
    field(
        &format!(r#"{{"properties": {{"a": {{}}}}, "oneOf": [{}]}}"#, to("Base")),
        &["# question: it has the fields of one of several objects, too (`oneOf`); which are they?"],
        &[],
    );
    field(
        r#"{"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}"#,
        &["# left out: its other keys, which can have any name"],
        &[],
    );
    field(
        r#"{"properties": {"name": {"type": "string"}, "password": {"type": "string", "writeOnly": true}}, "required": ["name", "password"]}"#,
        &["# left out: the field `password`, which is sent only in requests", "      name: string\n"],
        &["      password"],
    );
    field(r#"{"properties": {"password": {"writeOnly": true}}}"#, &["      f: json\n"], &["password"]);
}

#[test]
fn what_is_beside_a_reference_counts() {
    let beside = |more: &str| format!(r##"{{"$ref": "#/components/schemas/Base", {more}}}"##);
    field(&beside(r#""nullable": true"#), &["      f: Base?\n"], &["# question: "]);
    field(
        &beside(r#""description": "The owner.", "deprecated": true"#),
        &["type: Base\n", "The owner.\n"],
        &["# question: "],
    );
    field(
        &beside(r#""properties": {"z": {}}"#),
        &["# question: its schema has more beside the reference; what does that change?\n      f: Base\n"],
        &[],
    );
}

#[test]
fn tuples_that_are_too_long_are_json_with_a_question() {
    let tuple = |length: usize| {
        let items = vec![r#"{"type": "integer"}"#; length].join(", ");
        format!(r#"{{"type": "array", "items": {{"type": "array", "prefixItems": [{items}]}}}}"#)
    };
    field(&tuple(6), &["f: [[integer, integer, integer, integer, integer, integer]]"], &["# question: "]);
    field(
        &tuple(7),
        &["# question: a list of 7 different elements; 6 can be described; what is it?\n      f: [json]\n"],
        &[],
    );
}

#[test]
fn maps_are_found_without_a_type() {
    let nullable = format!(r#"{{"additionalProperties": {{"anyOf": [{}, {{"type": "null"}}]}}}}"#, to("Base"));
    field(&nullable, &["      f: {string: Base?}\n"], &["# question: "]);
    field(
        r#"{"propertyNames": {"enum": ["a"]}, "additionalProperties": {"type": "integer"}}"#,
        &["f: {string: integer}"],
        &[],
    );
    field(r#"{"additionalProperties": {}}"#, &["      f: json\n"], &[]);
    field(
        r#"{"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false}"#,
        &["f: {string: string}"],
        &["# question: "],
    );
    field(
        r#"{"type": "object", "patternProperties": {"^x-": {"type": "string"}}}"#,
        &["# question: the patterns of its keys decide what it contains; what is it?\n      f: json\n"],
        &[],
    );
    field(&format!(r#"{{"items": {}}}"#, to("E")), &["      f: [E]\n"], &["# question: "]);
}

#[test]
fn values_name_the_type_where_nothing_else_does() {
    check(r#"{"const": true}"#, "boolean");
    check(r#"{"enum": [true, false, null]}"#, "boolean?");
    check(r#"{"enum": [1.5, 2.5]}"#, "number");
    check(r#"{"const": "a"}"#, "AResponse");
    check(r#"{"enum": ["a", null]}"#, "AResponse?");
    check(r#"{"enum": [null]}"#, "json?");
    check(r#"{"anyOf": [{"enum": ["a", null]}]}"#, "AResponse?");
    let text = check(r#"{"enum": ["a", 1]}"#, "json");
    assert!(text.contains("# question: declared as integer or string"), "{text}");
    let text = check(r#"{"type": "file"}"#, "json");
    assert!(text.contains("# question: declared as `file`; what is it?"), "{text}");
    let text = check(r#"{"format": "date-time"}"#, "json");
    assert!(text.contains("# question: declared with a format and without a type; what is it?"), "{text}");
}

#[test]
fn alternatives_that_are_one_type_are_that_type() {
    let two = |first: &str, second: &str| format!(r#"{{"anyOf": [{first}, {second}]}}"#);
    let text = |name: &str| format!(r#"{{"type": "{name}"}}"#);
    check(&two(&text("boolean"), r#"{"type": "boolean", "title": "b"}"#), "boolean");
    check(&two(&text("string"), r#"{"type": "string", "format": "date-time"}"#), "string");
    check(r#"{"anyOf": [{"type": "integer"}]}"#, "integer");
    check(r#"{"oneOf": [{"type": "string", "nullable": true}]}"#, "string?");
    check(
        &two(r#"{"type": "array", "items": {"type": "string"}}"#, r#"{"type": "array", "items": {"type": "string"}}"#),
        "[string]",
    );
    check(&two(r#"{"type": "array", "items": {"type": "string"}}"#, r#"{"type": "array"}"#), "[json]");
    for (alternatives, question) in [
        (two(&text("integer"), r#"{"description": "x"}"#), "one of its alternatives can be anything"),
        (
            two(r#"{"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}"#, r#"{"properties": {"c": {}}}"#),
            "one of several objects",
        ),
    ] {
        let text = check(&alternatives, "json");
        assert!(text.contains(&format!("# question: {question}")), "{text}");
    }
}

#[test]
fn types_that_nest_too_deeply_are_json_at_the_end() {
    let deep = |levels: usize| format!("{}{{}}{}", r#"{"type": "array", "items": "#.repeat(levels), "}".repeat(levels));
    check(&deep(20), &format!("{}json{}", "[".repeat(20), "]".repeat(20)));
    let schemas: Vec<_> = (0..100)
        .map(|n| format!(r##""S{n}": {{"type": "array", "items": {{"$ref": "#/components/schemas/S{}"}}}}"##, n + 1))
        .collect();
    let text = check_schemas(
        &format!(
            r##""Root": {{"properties": {{"f": {{"$ref": "#/components/schemas/S0"}}}}}}, {}"##,
            schemas.join(", ")
        ),
        &["# question: its schema nests too deeply; what is it?"],
        &[],
    );
    assert!(text.matches("nests too deeply").count() == 1, "{text}");
}

#[test]
fn parts_that_contradict_each_other_are_a_question() {
    let parts = |parts: &str| format!(r#"{{"allOf": [{parts}]}}"#);
    let a = |schema: &str| format!(r#"{{"properties": {{"a": {schema}}}}}"#);
    let (text, integer) = (a(r#"{"type": "string"}"#), a(r#"{"type": "integer"}"#));
    let question = "# question: the parts of its object (`allOf`) declare it as string and as integer; what is it?\n";
    field(&parts(&format!("{text}, {integer}")), &[question, "      a?: json\n"], &[]);
    field(&parts(&format!("{text}, {integer}, {integer}")), &[question, "      a?: json\n"], &[]);
    field(&parts(&format!("{text}, {text}")), &["      a?: string\n"], &["# question: "]);
    // A part that adds a note, or narrows the type, contradicts nothing.
    let note = a(r#"{"description": "d"}"#);
    field(&parts(&format!("{text}, {note}")), &["      a?: string\n"], &["# question: "]);
    field(&parts(&format!("{note}, {text}")), &["      a?: string\n"], &["# question: "]);
    field(&parts(&format!("{text}, {}", a(r#"{"enum": ["x"]}"#))), &["      a?: RootFa\n"], &["# question: "]);
    let objects = format!("{}, {}", a(&to("Base")), a(r#"{"properties": {"z": {"type": "integer"}}}"#));
    field(&parts(&objects), &["declare it as several objects, of which this is the last", "      a?: RootFa\n"], &[]);
}

#[test]
fn schemas_that_say_what_cannot_be_read_are_a_question() {
    for (schema, why) in [
        (r#"{"$ref": 5}"#, "its `$ref` is not a text"),
        (r#"{"type": {}}"#, "its `type` is neither a text nor a list of texts"),
        (r#"{"type": []}"#, "its `type` is neither"),
        (r#"{"type": [1]}"#, "its `type` is neither"),
        (r#"{"not": {"type": "string"}}"#, "its schema only says what it is not"),
        (r#"{"if": {"type": "string"}, "then": {}}"#, "its schema only says what it is not, or on a condition"),
        (r#"{"enum": []}"#, "its `enum` lists no value"),
        (r#"{"enum": 1}"#, "its `enum` lists no value"),
        (r#"{"enum": [{"a": 1}]}"#, "its values are listed, and are lists or objects"),
        (r#"{"type": "object", "const": {"a": 1}}"#, "its values are listed"),
        ("5", "its schema is not an object"),
        ("false", "its schema is not an object"),
    ] {
        field(schema, &[&format!("# question: {why}"), "; what is it?\n      f: json\n"], &[]);
    }
    field(r#"{"type": "string", "not": {"enum": ["x"]}}"#, &["      f: string\n"], &["# question: "]);
    field("{}", &["      f: json\n"], &["# question: "]);
    field("true", &["      f: json\n"], &["# question: "]);
}
