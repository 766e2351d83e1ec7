//! Schemas with alternatives: by a field, by the kind of JSON, and what neither tells apart.

use crate::{check, check_schemas};

/// Objects for unions: `Card` and `Bank` have a field that tells them apart, `Plain` has none.
const OBJECTS: &str = r#"
    "Card": {"type": "object", "required": ["object"], "properties": {"object": {"enum": ["card"]}, "last4": {"type": "string"}}},
    "Bank": {"type": "object", "required": ["object"], "properties": {"object": {"const": "bank_account"}}},
    "Plain": {"type": "object", "properties": {"a": {"type": "string"}}}"#;

#[track_caller]
fn field(schema: &str, expected: &[&str], unexpected: &[&str]) {
    let root = format!(r#""Root": {{"properties": {{"f": {schema}}}, "required": ["f"]}}, {OBJECTS}"#);
    check_schemas(&root, expected, unexpected);
}

fn one_of(names: &[&str], more: &str) -> String {
    let parts: Vec<_> = names.iter().map(|name| format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)).collect();
    format!(r#"{{"oneOf": [{}]{more}}}"#, parts.join(", "))
}

#[test]
fn kinds_of_json_tell_alternatives_apart() {
    let any = |parts: &str| format!(r#"{{"anyOf": [{parts}]}}"#);
    let text = check(&any(r#"{"type": "string"}, {"type": "integer"}"#), "TextOrInteger");
    assert!(text.contains("  TextOrInteger:\n") && text.contains("    of: [string, integer]\n"), "{text}");
    check(&any(r#"{"type": "string"}, {"type": "integer"}, {"type": "null"}"#), "TextOrInteger?");
    check(r#"{"type": ["string", "boolean", "null"]}"#, "TextOrFlag?");
    // A timestamp can be a number, too.
    let text = check(&any(r#"{"type": "string", "format": "date-time"}, {"type": "number"}"#), "TextOrNumber");
    assert!(text.contains("    of: [string, number]\n"), "{text}");
    let text = check(&any(r#"{"type": "string"}, {"type": "array", "items": {"type": "string"}}"#), "AResponse");
    assert!(text.contains("    of: [string, [string]]\n"), "{text}");
    let object = r##"{"$ref": "#/components/schemas/Card"}"##;
    field(&any(&format!(r#"{{"type": "string"}}, {object}"#)), &["      f: RootF\n", "    of: [string, Card]\n"], &[]);
    field(&any(&format!(r#"{{"enum": ["a"]}}, {object}"#)), &["    of: [RootFText, Card]\n"], &["# question: "]);
    // One of several objects is some object.
    let two = format!(r##"{{"type": "string"}}, {object}, {{"$ref": "#/components/schemas/Plain"}}"##);
    field(&any(&two), &["    of: [string, {string: json}]\n"], &[]);
    // A union in a union is one.
    let inner = any(r#"{"type": "string"}, {"type": "boolean"}"#);
    field(&any(&format!(r#"{inner}, {object}"#)), &["    of: [string, boolean, Card]\n"], &[]);
}

#[test]
fn all_unions_of_the_same_scalars_are_one() {
    let both = r#"{"type": ["string", "integer"]}"#;
    let root = format!(r#""Root": {{"properties": {{"a": {both}, "b": {both}}}}}"#);
    let text = check_schemas(&root, &["      a?: TextOrInteger\n", "      b?: TextOrInteger\n"], &[]);
    assert_eq!(text.matches("    of: ").count(), 1, "{text}");
}

#[test]
fn a_field_tells_objects_apart() {
    let of = "    tag: object\n    of:\n      card: Card\n      bank_account: Bank\n";
    field(&one_of(&["Card", "Bank"], ""), &["      f: RootF\n", of], &["# question: "]);
    let named = r#", "discriminator": {"propertyName": "kind"}"#;
    let of = "    tag: kind\n    of:\n      Card: Card\n      Plain: Plain\n";
    field(&one_of(&["Card", "Plain"], named), &[of], &["# question: "]);
    let mapped = r##", "discriminator": {"propertyName": "kind", "mapping": {"4k": "#/components/schemas/Plain", "c": "Card"}}"##;
    let of = "    of:\n      c: Card\n      \"4k\": { type: Plain, name: Value4k }\n";
    field(&one_of(&["Card", "Plain"], mapped), &[of], &["# question: "]);
}

#[test]
fn no_variant_has_the_name_of_another_ones_type() {
    let object = |name: &str| format!(r#""{name}": {{"type": "object", "properties": {{"a": {{}}}}}}"#);
    let objects = ["Vec", "vec", "VEC"].map(object).join(", ");
    let schema = one_of(&["Vec", "vec", "VEC"], r#", "discriminator": {"propertyName": "kind"}"#);
    let root = format!(r#""Root": {{"properties": {{"f": {schema}}}}}, {objects}"#);
    let text = check_schemas(&root, &["    tag: kind\n"], &[]);
    let members: Vec<_> = text.lines().skip_while(|line| *line != "    of:").skip(1).take(3).map(str::trim).collect();
    let names: Vec<_> = members
        .iter()
        .map(|line| {
            let (tag, of) = line.split_once(": ").unwrap();
            let long = of.strip_prefix("{ type: ").and_then(|of| of.strip_suffix(" }"));
            long.map_or((tag, of), |of| {
                let (ty, name) = of.split_once(", name: ").unwrap();
                (name, ty)
            })
        })
        .collect();
    for (name, ty) in &names {
        assert!(names.iter().all(|(_, other)| other == ty || other != name), "{name} is {ty} in {names:?}");
    }
    assert_eq!(names.iter().filter(|(name, ty)| name == ty).count(), 2, "{names:?}");
    // A tag that is called like the type of another member.
    let mapping = r##""mapping": {"card": "#/components/schemas/Bank", "bank": "#/components/schemas/Card"}"##;
    let swapped = format!(r#", "discriminator": {{"propertyName": "kind", {mapping}}}"#);
    let of = "    of:\n      bank: { type: Card, name: Card }\n      card: { type: Bank, name: Bank }\n";
    let of_swapped = "    of:\n      card: { type: Bank, name: Bank }\n      bank: { type: Card, name: Card }\n";
    let text = {
        let root = format!(r#""Root": {{"properties": {{"f": {}}}}}, {OBJECTS}"#, one_of(&["Card", "Bank"], &swapped));
        check_schemas(&root, &[], &[])
    };
    assert!(text.contains(of) || text.contains(of_swapped), "{text}");
}

#[test]
fn a_union_in_a_union_is_one_and_what_nothing_tells_apart_is_unknown() {
    let inner = format!(r#"{}, "Inner": {}"#, OBJECTS, one_of(&["Card", "Bank"], ""));
    let third = r#""Third": {"required": ["object"], "properties": {"object": {"const": "third"}}}"#;
    let field = |schema: &str, expected: &[&str], unexpected: &[&str]| {
        let root = format!(r#""Root": {{"properties": {{"f": {schema}}}}}, {inner}, {third}"#);
        check_schemas(&root, expected, unexpected);
    };
    let of = "    of:\n      card: Card\n      bank_account: Bank\n      third: Third\n";
    field(&one_of(&["Inner", "Third"], ""), &[of], &["# question: "]);
    // The document says which values the others have, so that what is left is unknown to the client, which keeps it.
    let parts = format!(r#"{}, {{"$ref": "{}/components/schemas/Third"}}"#, one_of(&["Card", "Plain"], ""), "#");
    let mapping = r##""mapping": {"third": "#/components/schemas/Third", "b": "#/components/schemas/Bank"}"##;
    let bank = r##"{"$ref": "#/components/schemas/Bank"}"##;
    let told = format!(r#"{{"oneOf": [{parts}, {bank}], "discriminator": {{"propertyName": "object", {mapping}}}}}"#);
    field(&told, &["    of:\n      third: Third\n      b: Bank\n"], &["# question: "]);
    field(&format!(r#"{{"oneOf": [{parts}, {bank}]}}"#), &["# question: one of several objects"], &["unions:"]);
}

#[test]
fn what_nothing_tells_apart_is_json_with_the_reason() {
    let asked = "# question: one of several objects, and no field tells them apart; what is it?\n      f: json\n";
    field(&one_of(&["Card", "Plain"], ""), &[asked], &["unions:"]);
    field(&one_of(&["Card", "Card"], ""), &["      f: Card\n"], &["# question: "]);
    field(r#"{"oneOf": [{"type": "string"}, {}]}"#, &["# question: one of its alternatives can be anything"], &[]);
}

#[test]
fn a_union_can_contain_itself() {
    let list = r##"{"type": "array", "items": {"$ref": "#/components/schemas/Root"}}"##;
    check_schemas(
        &format!(r#""Root": {{"oneOf": [{{"type": "string"}}, {list}]}}"#),
        &["    of: [string, [Root]]\n", "    returns: Root\n"],
        &["# question: "],
    );
    check_schemas(
        r##""Root": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Root"}]}"##,
        &["# question: its alternatives refer to themselves or nest too deeply"],
        &["unions:"],
    );
    let node = r##"{"required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Root"}}}"##;
    check_schemas(
        &format!(r#""Root": {{"oneOf": [{{"type": "string"}}, {node}]}}"#),
        &["      next: Root\n", "    of: [string, RootObject]\n"],
        &["# question: "],
    );
}
