//! The JSON Schema of the language: it accepts what the reader accepts, and refuses what has the wrong form.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(&spec::schema()).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is one of draft 2020-12")
});

/// A YAML text as an editor's schema check reads it: every key is a text.
#[track_caller]
fn value(yaml: &str) -> Value {
    let yaml: serde_yaml::Value = serde_yaml::from_str(yaml.trim_start_matches('\u{feff}')).expect("the text is YAML");
    json(&yaml)
}

fn json(yaml: &serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Mapping(entries) => {
            let key = |key: &serde_yaml::Value| match json(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(entries.iter().map(|(name, value)| (key(name), json(value))).collect())
        }
        serde_yaml::Value::Sequence(items) => items.iter().map(json).collect(),
        scalar => serde_json::to_value(scalar).expect("a scalar is JSON"),
    }
}

#[track_caller]
fn check_accepts(name: &str, yaml: &str) {
    let value = value(yaml);
    let errors: Vec<_> = SCHEMA.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
}

/// Checks that both the schema and the reader refuse a text.
#[track_caller]
fn check_refuses(yaml: &str) {
    assert!(!SCHEMA.is_valid(&value(yaml)), "the schema accepts {yaml}");
    let api = spec::Source { path: "api.yaml".to_owned(), text: include_str!("minimal.yaml").to_owned() };
    let own = spec::Source { path: "shop.yaml".to_owned(), text: yaml.to_owned() };
    assert!(spec::read(&[own, api]).is_err(), "the reader accepts {yaml}");
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    paths.sort();
    paths
}

#[test]
fn the_own_spec_is_valid() {
    let files = yaml_files(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        check_accepts(&file.display().to_string(), &fs::read_to_string(&file).expect("a text"));
    }
}

#[test]
fn the_minimal_spec_is_valid() {
    check_accepts("minimal.yaml", include_str!("minimal.yaml"));
}

#[test]
fn every_form_of_an_entry_is_valid() {
    check_accepts(
        "forms",
        r#"
uses: [Item]
ids: { A: One., B: { doc: Two., form: text } }
enums:
  E: { doc: An enum., of: integer, values: { 1: { name: One, doc: One., basis: prose }, -2: { name: Two, doc: Two. } } }
  F: { doc: An enum., of: string, values: { a: A., true: B. } }
types:
  T:
    doc: A type.
    basis: declared
    fields: { a: string, b?: "[T]?", c: [T, [E]], d: { string: T }, e: { type: { string: T }, doc: E., basis: prose, rust: f } }
group: { doc: A group., base: /v1, name: things }
endpoints:
  /v1/x:
    doc: An endpoint.
    name: y
    params: { a: A, b?: { type: cursor, doc: B. }, c?: { type: integer, default: 1 }, d?: { type: string, default: null } }
    returns: [[T], cursor?]
    pages: { items: 0, next: "1", cursor: b, end: [null, false, ""] }
    cost: { units: 0, when: { c: 2 } }
    deprecated: { use: [/v1/z], reason: "Why." }
    example: user/x.json
  /v1/z: { doc: Another., returns: json, cost: 3 }
"#,
    );
    check_accepts("words", WORDS);
}

/// A spec with every key of the language, which the reader accepts.
const WORDS: &str = include_str!("words.yaml");

#[test]
fn the_reader_accepts_every_key() {
    let source = spec::Source { path: "words.yaml".to_owned(), text: WORDS.to_owned() };
    let sources = [source];
    if let Err(problems) = spec::read(&sources) {
        panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
    }
}

#[test]
fn a_wrong_form_is_refused() {
    check_refuses("typs: {}");
    check_refuses("types: { T: { fields: { a: string } } }");
    check_refuses("types: { T: { doc: '', fields: { a: string } } }");
    check_refuses("types: { T: { doc: A., fields: { a: 1 } } }");
    check_refuses("types: { T: { doc: A., fields: { a: [] } } }");
    check_refuses("types: { T: { doc: A., fields: { a: { doc: No type. } } } }");
    check_refuses("types: { T: { doc: A., fields: { a: { type: string, docs: B. } } } }");
    check_refuses("types: { T: { doc: A., fields: { a: { string: T, number: T } } } }");
    check_refuses("types: { T: { doc: A., fields: { a: [T, T, T, T, T, T, T] } } }");
    check_refuses("types: { T: { doc: A., basis: guess, fields: { a: string } } }");
    check_refuses("enums: { E: { doc: A., of: float, values: { 1: A. } } }");
    check_refuses("enums: { E: { doc: A., values: [a, [b]] } }");
    check_refuses("enums: { E: { doc: A., values: [a, a] } }");
    check_refuses("unions: { U: { doc: A., tag: kind } }");
    check_refuses("types: { T: { doc: A., fields: { a: [{ fields: { b: string }, name: B }] } } }");
    check_refuses("types: { T: { doc: A., fields: { a: { fields: { b: string }, fields?: { b: string } } } } }");
    check_refuses("endpoints: { POST /v1/x: { doc: A., body: { a: string }, form: { a: string }, returns: none } }");
    check_refuses("endpoints: { POST /v1/x: { doc: A., idempotency: key, safe: true, returns: none } }");
    check_refuses("endpoints: { POST /v1/x: { doc: A., form: [string], returns: none } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: [string], pages: { key: id } } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: [string], pages: { number: page, link: next } } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: [string], pages: { link: next, first: 0 } } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: [string], pages: { last: id } } }");
    check_refuses("ids: { A: { form: text } }");
    check_refuses("group: { doc: A. }");
    check_refuses("endpoints: { /v1/x: { doc: A. } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: json, cost: -1 } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: json, cost: 99999999999 } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: json, deprecated: { use: [/v1/y, /v1/y] } } }");
    check_refuses("endpoints: { /v1/x: { doc: A., returns: json, pages: { items: [[0]], next: 1, cursor: c } } }");
    check_refuses("api: { name: Shop }");
    check_refuses("- a list");
}

#[test]
fn every_key_has_a_description() {
    fn walk(path: &str, schema: &Value, missing: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else { return };
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            // `string` in the type of a map is part of the type, not a key.
            if property.get("description").is_none() && name != "string" {
                missing.push(format!("{path}.{name}"));
            }
        }
        for (name, part) in schema {
            walk(&format!("{path}.{name}"), part, missing);
        }
    }
    let mut missing = Vec::new();
    walk("", &serde_json::from_str(&spec::schema()).expect("the schema is JSON"), &mut missing);
    assert!(missing.is_empty(), "no description: {missing:?}");
}
