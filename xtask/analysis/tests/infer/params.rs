//! What the values of parameters show of their types.

use analysis::fixture::Fixture;
use analysis::infer::{Hints, Request, infer};
use analysis::openapi::import::{Existing, Options, declared};
use analysis::openapi::json;

use crate::{SHOP, check, run, sources};

#[test]
fn a_parameter_is_the_id_that_a_fixture_has_with_its_value() {
    let sources = sources(SHOP);
    let api = spec::read(&sources).expect("a spec");
    let fixture = r#"[[{"id": 1234567, "title": null}], null]"#.to_owned();
    let fixtures = [Fixture::parse("shop/items.json", "shop/items.json", fixture).expect("JSON")];
    let response = [Fixture::parse("r.json", "r.json", "\"red\"".to_owned()).expect("JSON")];
    let request = Request::parse("GET", "/v1/shop/color?item=1234567&at=765432").expect("a request");
    let inferred = infer(&api, &sources, &fixtures, &request, &response, Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("params: { item: ItemId, at: integer }"), "{}", inferred.entry);
    let response = [Fixture::parse("r.json", "r.json", "1234567".to_owned()).expect("JSON")];
    let inferred = infer(&api, &sources, &fixtures, &request, &response, Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("returns: ItemId"), "{}", inferred.entry);
}

#[test]
fn a_number_with_a_fraction_is_one() {
    check(
        "/v1/shop/near?lat=40.7128&lng=-74.0060&version=1.2.3&part=.5&end=5.",
        &["[]"],
        &["lat: number", "lng: number", "version: string", "part: string", "end: string"],
    );
}

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "S", "version": "1"}, "paths": {"/v1/shop/items/found": {"get": {
    "summary": "Items of a color.", "deprecated": true, "description": "Use /v1/shop/items instead", "x-price": 2,
    "parameters": [
        {"name": "color", "in": "query", "required": true, "schema": {"type": "string"}, "description": "The color."},
        {"name": "shelf_id", "in": "query", "required": true, "schema": {"type": "string"}},
        {"name": "codes", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "amount", "in": "query", "schema": {"type": "integer", "default": 50}},
        {"name": "strict", "in": "query", "schema": {"type": "boolean"}, "description": "Whether shades count."}
    ],
    "responses": {"200": {"content": {"application/json": {"schema": {}}}}}
}}}}"#;

#[test]
fn a_document_says_what_a_response_cannot_show() {
    let shop = SHOP.replace("shelf_id: ItemId,", "shelf_id: { type: ItemId, doc: The shelf. },");
    let sources = sources(&shop);
    let api = spec::read(&sources).expect("a spec");
    let document = json::parse_either(DOCUMENT).expect("a document");
    let existing = Some(Existing { api: &api, sources: &sources });
    let options = Options { existing, cost_key: Some("x-price"), ..Options::default() };
    let declared = declared(&document, "/v1/shop/items/found", &options).expect("an operation");
    let hints = Hints { declared: Some(&declared), ..Hints::default() };
    let entry =
        run(&sources, "/v1/shop/items/found?color=17&codes=18&strict=true", &[r#"[{"id": 1, "title": null}]"#], hints)
            .unwrap_or_else(|error| panic!("{error:?}"))
            .entry;
    for part in [
        "doc: Items of a color.",
        "deprecated:",
        "color: { type: string, doc: \"The color.\" }",
        "shelf_id: { type: ItemId, doc: \"The shelf.\" }",
        // A value that looks like a number is none, and one value can be a list.
        "codes?: { type: [string], list: repeat }",
        "amount?: { type: integer, default: 50 }",
        "strict?: { type: boolean, doc: \"Whether shades count.\" }",
        "returns: [Item]",
        "cost: 2",
    ] {
        assert!(entry.contains(part), "no `{part}` in:\n{entry}");
    }
    assert!(!entry.contains("question: what does"), "{entry}");
    let (required, optional) = (entry.find("shelf_id:"), entry.find("strict?:"));
    assert!(required < optional, "{entry}");
}

#[test]
fn docs_of_parameters_are_those_of_their_names_in_the_group() {
    let shop = SHOP.replace(
        "shelf_id: ItemId, after?: cursor",
        "shelf_id: { type: ItemId, doc: The shelf. }, after?: { type: cursor, default: \"\", doc: \"The next.\" }",
    );
    let hints = Hints { cursor: Some("after"), ..Hints::default() };
    let response = r#"[[{"id": 1, "title": null}], null]"#;
    let inferred = run(&sources(&shop), "/v1/shop/items/search?shelf_id=7", &[response], hints).expect("an entry");
    for part in [
        "shelf_id: { type: ItemId, doc: \"The shelf.\" }",
        "after?: { type: cursor, default: \"\", doc: \"The next.\" }",
    ] {
        assert!(inferred.entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
    }
}

/// A name that means something else in each group is of the type that its own group has.
#[test]
fn a_plain_name_has_the_type_of_its_group() {
    let shop = SHOP.replace("shelf_id: ItemId,", "id: ItemId,");
    let inferred = run(&sources(&shop), "/v1/shop/one?id=9", &[r#"{"a": 1}"#], Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("id: ItemId"), "{}", inferred.entry);
}
