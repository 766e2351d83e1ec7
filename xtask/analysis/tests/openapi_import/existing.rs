//! An import into a spec that is there already.

use analysis::openapi::import::{Existing, Imported, Options, import};
use analysis::openapi::json::Json;
use spec::Source;

use crate::document;

const SPEC: &str = r#"
group: { doc: Things., base: /v1/things }
ids: { ThingId: { doc: Which., form: text }, ShelfId: Which. }
enums: { State: { doc: Whether., values: [on, off] } }
types:
  Article: { doc: One., fields: { id: ThingId, state: State, made?: timestamp } }
  Offer: { doc: Another., fields: { thing: Article } }
  Pair: { doc: Two., fields: { left: Offer } }
  Shelf: { doc: A shelf., fields: { id: ShelfId, hours?: Hours, seen?: timestamp } }
  Hours: { doc: When., fields: { from?: string } }
endpoints:
  /v1/things/{id}: { doc: One., params: { id: ThingId }, returns: Article, name: one }
  /v1/things/other: { doc: Another., returns: Pair, name: other }
"#;

const API: &str = r#"
api: { name: S, doc: S., crate: s, servers: [{ url: "https://s.example" }, { url: "https://up.example", name: up }] }
"#;

/// The import of operations that return each of the schemas.
#[track_caller]
fn imported(schemas: &str, names: &[&str]) -> Imported {
    let operation = |name: &&str| {
        let returns = format!(r##"{{"schema": {{"$ref": "#/components/schemas/{name}"}}}}"##);
        format!(
            r#""/v1/things/new/{name}": {{"get": {{"servers": [{{"url": "https://up.example"}}], "responses": {{"200": {{"content": {{"application/json": {returns}}}}}}}}}}}"#
        )
    };
    let known = r#""/v1/things/{id}": {"get": {"responses": {"204": {}}}}"#;
    let paths: Vec<_> = names.iter().map(operation).chain([known.to_owned()]).collect();
    into_spec(&document(&paths.join(", "), schemas))
}

#[track_caller]
fn into_spec(document: &Json) -> Imported {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let sources = [source("api.yaml", API), source("things.yaml", SPEC)];
    let api = spec::read(&sources).unwrap();
    let options =
        Options { draft: true, existing: Some(Existing { api: &api, sources: &sources }), ..Options::default() };
    let imported = import(document, &options).unwrap();
    let mut all = sources.to_vec();
    all.extend(imported.files.iter().map(|file| source(&file.name, &file.text)));
    spec::read(&all).unwrap();
    imported
}

fn text(imported: &Imported) -> String {
    imported.files.iter().map(|file| file.text.as_str()).collect()
}

const THING: &str = r##""Article": {"properties": {"id": {"type": "string"}, "state": {"$ref": "#/components/schemas/State"},
    "made": {"type": "string", "format": "date-time"}}, "required": ["id", "state"]}, "State": {"enum": ["off", "on"]}"##;

#[test]
fn what_the_spec_has_with_the_same_shape_is_not_written_again() {
    let imported = imported(THING, &["Article"]);
    let text = text(&imported);
    assert!(text.contains("    returns: Article\n") && !text.contains("types:") && !text.contains("enums:"), "{text}");
    assert!(text.contains("    server: up\n") && !text.contains("api:"), "{text}");
    assert_eq!(imported.report.left_out.len(), 1, "{:?}", imported.report.left_out);
    assert_eq!(imported.report.left_out[0].to_string(), "GET /v1/things/{id}: the spec has it already");
    let names: Vec<_> = imported.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["things_v1.yaml"], "the spec has a file of the other name");
}

/// A shelf, as a document declares it that knows less: with an id that is a text or a number, and hours of any form.
const SHELF: &str = r#""Shelf": {"properties": {"id": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    "hours": {"anyOf": [{"type": "object", "additionalProperties": true}, {"type": "null"}]}}, "required": ["id"]}"#;

#[test]
fn what_the_spec_knows_more_exactly_is_not_written_again() {
    let text = text(&imported(SHELF, &["Shelf"]));
    assert!(text.contains("    returns: Shelf\n"), "{text}");
    assert!(!text.contains("types:") && !text.contains("unions:"), "{text}");
}

#[test]
fn what_must_be_there_and_is_not_declared_differs() {
    let article = THING.replace(r#""id": {"type": "string"}, "#, "").replace(r#""id", "#, "");
    let text = text(&imported(&article, &["Article"]));
    assert!(text.contains("  Article2:\n"), "{text}");
    let bare = SHELF.replace("\"id\": {", "\"name\": {\"type\": \"string\"}, \"id\": {");
    let text = self::text(&imported(&bare, &["Shelf"]));
    assert!(text.contains("  Shelf2:\n") && text.contains("unions:"), "{text}");
}

#[test]
fn what_differs_gets_another_name_and_so_does_what_refers_to_it() {
    let more = THING.replace(r#""made""#, r#""more""#);
    let other =
        r##""Offer": {"properties": {"thing": {"$ref": "#/components/schemas/Article"}}, "required": ["thing"]}"##;
    let text = text(&imported(&format!("{more}, {other}"), &["Offer"]));
    for line in
        ["  Offer2:\n", "      thing: Article2\n", "  Article2:\n", "      state: State\n", "    returns: Offer2\n"]
    {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
    assert!(!text.contains("enums:"), "{text}");
    let values = r#""State": {"enum": ["on", "off", "broken"]}"#;
    let root = r##""Root": {"properties": {"s": {"$ref": "#/components/schemas/State"}}}"##;
    let text = self::text(&imported(&format!("{root}, {values}"), &["Root"]));
    assert!(text.contains("  State2:\n    doc:") && text.contains("      s?: State2\n"), "{text}");
}
