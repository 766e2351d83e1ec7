//! An import into a spec that is there already.

use analysis::openapi::import::{Existing, Imported, Options, declared, import};
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

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[track_caller]
fn into_spec(document: &Json) -> Imported {
    into(SPEC, document)
}

#[track_caller]
fn into(spec: &str, document: &Json) -> Imported {
    let sources = [source("api.yaml", API), source("things.yaml", spec)];
    let api = spec::read(&sources).unwrap();
    let options =
        Options { draft: true, existing: Some(Existing { api: &api, sources: &sources }), ..Options::default() };
    let imported = import(document, &options).unwrap();
    spec::read(&imported.sources).unwrap();
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
    let files: Vec<_> = imported.files.iter().map(|file| (file.name.as_str(), file.is_new)).collect();
    assert_eq!(files, [("things.yaml", false)], "the group has the base of the path");
}

#[test]
fn an_endpoint_below_the_base_of_a_group_comes_to_it() {
    let imported = imported(THING, &["Article"]);
    assert!(!text(&imported).contains("group:"), "{}", text(&imported));
    let things = &imported.sources[1].text;
    assert!(things.starts_with(SPEC) && things.ends_with("    returns: Article\n"), "{things}");
    assert!(things.contains("\n\n  /v1/things/new/Article:\n"), "{things}");
    // The ids of operations name methods of groups that the document makes, and others are not below the base.
    let other = document(r#""/v1/others": {"get": {"operationId": "listOthers", "responses": {"204": {}}}}"#, "");
    let imported = into_spec(&other);
    assert!(imported.files[0].is_new && text(&imported).contains("base: /v1/others"), "{}", text(&imported));
    assert_eq!(imported.sources.len(), 3);
}

const SEARCH: &str = r#""/v1/things/other/found": {"get": {"operationId": "findThings", "parameters": [
    {"name": "id", "in": "query", "required": true, "schema": {"type": "string"}},
    {"name": "shelf_id", "in": "query", "required": true, "schema": {"type": "integer"}},
    {"name": "after", "in": "query", "schema": {"type": "string"}},
    {"name": "from", "in": "query", "schema": {"type": "string", "enum": ["on", "off"]}},
    {"name": "sorts", "in": "query", "schema": {"type": "array", "items": {"type": "string", "enum": ["off", "on"]}}},
    {"name": "sizes", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
], "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": {}}}}}}}}"#;

#[test]
fn parameters_have_the_types_and_docs_of_those_of_their_names() {
    let params =
        "params: { id: ThingId, shelf_id: { type: ShelfId, doc: The shelf. }, after?: cursor, sizes?: integer }";
    let spec = SPEC.replace("doc: Another., returns: Pair", &format!("doc: Another., {params}, returns: Pair"));
    let imported = into(&spec, &document(SEARCH, ""));
    let text = text(&imported);
    for part in [
        "id: ThingId",
        "shelf_id: { type: ShelfId, doc: \"The shelf.\" }",
        "after?: cursor",
        "sorts?: { type: [State]",
        "sizes?:",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    // A list is no number, whatever its name.
    assert!(text.contains("[string]"), "{text}");
    // The spec has the enum under another name.
    assert!(text.contains("from?: State") && !text.contains("enums:"), "{text}");
    assert!(!text.contains("name:"), "the method has the name of its path:\n{text}");
}

#[test]
fn what_only_known_endpoints_need_is_not_written() {
    let known = r##""/v1/things/other": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}}}}}"##;
    let new = r#""/v1/things/new": {"get": {"responses": {"204": {}}}}"#;
    let text = text(&into_spec(&document(
        &format!("{known}, {new}"),
        r##""Box": {"properties": {"lid": {"$ref": "#/components/schemas/Lid"}}}, "Lid": {"properties": {"x": {"type": "string"}}}"##,
    )));
    assert!(text.contains("/v1/things/new:") && !text.contains("Box") && !text.contains("Lid"), "{text}");
}

#[test]
fn an_operation_is_what_a_document_declares_of_one_endpoint() {
    let sources = [source("api.yaml", API), source("things.yaml", SPEC)];
    let api = spec::read(&sources).unwrap();
    let options = Options { existing: Some(Existing { api: &api, sources: &sources }), ..Options::default() };
    assert!(declared(&document(SEARCH, ""), "/v1/things/other/found", &options).is_ok());
    let error = declared(&document(SEARCH, ""), "/v1/things/lost", &options).unwrap_err();
    assert!(error.what.contains("/v1/things/lost"), "{}", error.what);
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

const OTHER_VERSION: &str = "
  Shelves: { doc: Shelves., fields: { response?: ShelfList, next_id?: cursor? } }
  ShelfList: { doc: Shelves., fields: { shelves: [Shelf] } }
endpoints:
  /v1/things/shelves:
    doc: Shelves.
    params: { page_id?: cursor }
    returns: Shelves
    pages: { items: response.shelves, next: next_id, cursor: page_id, end: [null] }";

#[test]
fn a_response_is_of_the_type_that_another_version_of_the_endpoint_returns() {
    let spec = SPEC.replace("\nendpoints:", OTHER_VERSION);
    let page = r#""Page": {"properties": {"response": {}, "next_id": {"type": ["string", "null"]}}, "required": ["response", "next_id"]}"#;
    let operation = r##""/v2/things/shelves": {"get": {"parameters": [{"name": "page_id", "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}}"##;
    let text = text(&into(&spec, &document(operation, page)));
    assert!(text.contains("returns: Shelves\n") && !text.contains("types:"), "{text}");
    let pages = "pages: { items: response.shelves, next: next_id, cursor: page_id, end: [null] }";
    assert!(text.contains(pages) && text.contains("page_id?: cursor"), "{text}");
}
