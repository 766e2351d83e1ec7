//! The check of a service's own OpenAPI document: each rule finds what it is for and nothing else.

use analysis::check_docs::described::{self, Described};
use analysis::check_docs::{check, document};
use analysis::findings::Finding;
use analysis::openapi::describe::{Described as Description, describe};
use analysis::openapi::json;
use spec::Source;

const SPEC: &str = "\
api:
  name: Shop
  doc: A shop.
  crate: shop
  servers: [{ url: https://api.shop.example }, { url: https://b.shop.example }]
  auth: { header: x-key, env: SHOP_KEY }
group: { doc: Items., base: /v1/items }
ids: { ItemId: { doc: An item., form: text } }
enums:
  Kind: { doc: A kind., values: [small, large] }
types:
  Item: { doc: An item., fields: { id: ItemId, name: string, kind: Kind, price: number, seen: timestamp, source?: Source, extra: json } }
  Line: { doc: A line., fields: { count: integer, note?: string } }
  Card: { doc: A card., fields: { object: string, digits: string } }
  Bank: { doc: An account., fields: { object: string, code: string } }
unions:
  Source: { doc: What paid., tag: object, of: { card: Card, bank: Bank } }
endpoints:
  /v1/items/{id}: { doc: One item., name: by_id, params: { id: ItemId, full?: boolean, tags?: [string] }, returns: Item }
  POST /v1/items: { doc: Adds one., body: { name: string, lines: [Line], count?: integer }, returns: Item }
  DELETE /v1/items/{id}: { doc: Removes it., params: { id: ItemId }, returns: none }
";

const DOCUMENT: &str = r##"{
  "openapi": "3.1.0",
  "info": { "title": "Shop", "version": "2" },
  "servers": [{ "url": "https://api.shop.example/v1" }, { "url": "https://b.shop.example/v1" }],
  "security": [{ "key": [] }],
  "paths": {
    "/items/{id}": {
      "get": {
        "parameters": [
          { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
          { "name": "full", "in": "query", "schema": { "type": "boolean" } },
          { "name": "tags", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } }
        ],
        "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Item" } } } } }
      },
      "delete": {
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": { "204": { "description": "Gone." } }
      }
    },
    "/items": {
      "post": {
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
          "type": "object", "required": ["name", "lines"],
          "properties": {
            "name": { "type": "string" },
            "lines": { "type": "array", "items": { "$ref": "#/components/schemas/Line" } },
            "count": { "type": "integer" }
          } } } } },
        "responses": { "201": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Item" } } } } }
      }
    }
  },
  "components": {
    "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } },
    "schemas": {
      "Item": {
        "type": "object",
        "properties": {
          "id": { "type": "string" },
          "name": { "type": "string" },
          "kind": { "type": "string", "enum": ["small", "large"] },
          "price": { "type": "number" },
          "seen": { "type": "string", "format": "date-time" },
          "source": { "oneOf": [{ "$ref": "#/components/schemas/Card" }, { "$ref": "#/components/schemas/Bank" }],
            "discriminator": { "propertyName": "object", "mapping": { "card": "#/components/schemas/Card", "bank": "#/components/schemas/Bank" } } },
          "extra": { "type": "object", "properties": { "a": { "type": "string" } } }
        }
      },
      "Line": { "type": "object", "properties": { "count": { "type": "integer" }, "note": { "type": "string" } } },
      "Card": { "type": "object", "required": ["object"], "properties": { "object": { "const": "card" }, "digits": { "type": "string" } } },
      "Bank": { "type": "object", "required": ["object"], "properties": { "object": { "const": "bank" }, "code": { "type": "string" } } }
    }
  }
}"##;

fn findings(document: &str) -> Vec<Finding> {
    findings_of(SPEC, document)
}

fn findings_of(spec: &str, document: &str) -> Vec<Finding> {
    let sources = [Source { path: "spec/shop.yaml".to_owned(), text: spec.to_owned() }];
    let api = spec::read(&sources)
        .unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)));
    let json = json::parse_either(document).expect("a document");
    let found = describe(&json, Some("x-units")).unwrap_or_else(|error| panic!("{}: {}", error.what, error.why));
    let mut pages = document::read([]);
    let Description { api: described, servers, keys, left_out, prices } = found;
    let found = Described { api: described, servers, keys, left_out, prices };
    let source = Source { path: "openapi.json".to_owned(), text: document.to_owned() };
    described::add(&mut pages, api.service.as_ref(), source, found);
    check(&api, &sources, &pages)
}

fn shown(document: &str) -> Vec<String> {
    let line = |finding: &Finding| {
        let at = finding.occurrence.as_ref().map_or(0, |occurrence| occurrence.location.line);
        let documented = document.lines().nth(at - 1).unwrap_or_default().trim();
        let severity = finding.severity.name();
        format!("{severity} {} {}: {} @ {documented}", finding.rule.as_str(), finding.subject, finding.what)
    };
    findings(document).iter().map(line).collect()
}

/// The findings after an edit of the document.
#[track_caller]
fn finds(from: &str, to: &str, expected: &[&str]) {
    assert!(DOCUMENT.contains(from), "{from}");
    assert_eq!(shown(&DOCUMENT.replacen(from, to, 1)), expected);
}

#[test]
fn a_document_that_agrees_has_no_findings() {
    assert_eq!(shown(DOCUMENT), Vec::<String>::new());
}

#[test]
fn endpoints_come_and_go() {
    let response = r#"{ "get": { "responses": { "204": {} } } }, "/items": {"#;
    finds(
        "\"/items\": {",
        &format!("\"/items/all\": {response}"),
        &[
            "additive new_endpoint /v1/items/all: the spec does not have it @ \"/items/all\": { \"get\": { \"responses\": { \"204\": {} } } }, \"/items\": {",
        ],
    );
    finds(
        "\"delete\": {",
        "\"x-delete\": {",
        &["additive gone_endpoint DELETE /v1/items/{id}: the documentation does not have it @ {"],
    );
    finds(
        "\"post\": {",
        "\"post\": { \"deprecated\": true,",
        &["additive deprecation_changed post_v1_items: the documentation calls it deprecated @ \"/items\": {"],
    );
}

#[test]
fn price_changed() {
    finds("\"delete\": {", "\"delete\": { \"x-units\": 1,", &[]);
    finds(
        "\"delete\": {",
        "\"delete\": { \"x-units\": 3,",
        &["additive price_changed delete_id: 3 in the documentation, 1 in the spec @ \"/items/{id}\": {"],
    );
    finds(
        "\"get\": {",
        "\"get\": { \"x-units\": 2,",
        &["additive price_changed by_id: 2 in the documentation, 1 in the spec @ \"/items/{id}\": {"],
    );
}

#[test]
fn parameters_and_fields_of_bodies_come_go_and_change() {
    finds(
        "\"name\": \"full\"",
        "\"name\": \"wide\"",
        &[
            "additive new_parameter wide: boolean @ \"/items/{id}\": {",
            "additive gone_parameter full: the documented table does not have it @ \"/items/{id}\": {",
        ],
    );
    finds(
        "\"schema\": { \"type\": \"boolean\" }",
        "\"schema\": { \"type\": \"integer\" }",
        &["additive parameter_type full: a whole number, a flag in the spec @ \"/items/{id}\": {"],
    );
    finds(
        "\"schema\": { \"type\": \"array\", \"items\": { \"type\": \"string\" } }",
        "\"schema\": { \"type\": \"string\" }",
        &["additive parameter_type tags: a text, a list in the spec @ \"/items/{id}\": {"],
    );
    finds(
        "\"required\": [\"name\", \"lines\"]",
        "\"required\": [\"name\", \"lines\", \"count\"]",
        &["breaking required_changed count: required @ \"/items\": {"],
    );
    finds(
        "\"count\": { \"type\": \"integer\" }\n          } }",
        "\"count\": { \"type\": \"integer\" }, \"colour\": { \"type\": \"string\" }\n          } }",
        &["additive new_parameter colour: string @ \"/items\": {"],
    );
}

#[test]
fn new_property() {
    finds(
        "\"name\": { \"type\": \"string\" },\n          \"kind\"",
        "\"name\": { \"type\": \"string\" }, \"age\": { \"type\": \"integer\" },\n          \"kind\"",
        &["additive new_property Item.age: integer in the document, which the spec lacks @ \"/items/{id}\": {"],
    );
    // What only requests send is compared, too.
    finds(
        "\"note\": { \"type\": \"string\" } }",
        "\"note\": { \"type\": \"string\" }, \"more\": { \"type\": \"boolean\" } }",
        &["additive new_property Line.more: boolean in the document, which the spec lacks @ \"/items\": {"],
    );
}

#[test]
fn gone_property() {
    finds(
        "          \"price\": { \"type\": \"number\" },\n",
        "",
        &["notice gone_property Item.price: the document does not have it @ \"/items/{id}\": {"],
    );
}

#[test]
fn property_type() {
    let at = "@ \"/items/{id}\": {";
    finds(
        "\"price\": { \"type\": \"number\" }",
        "\"price\": { \"type\": \"string\" }",
        &[&format!("additive property_type Item.price: string in the document, number in the spec {at}")],
    );
    // A spec can be wider.
    finds("\"price\": { \"type\": \"number\" }", "\"price\": { \"type\": \"integer\" }", &[]);
    finds(
        "\"id\": { \"type\": \"string\" },\n          \"name\"",
        "\"id\": { \"type\": \"integer\" },\n          \"name\"",
        &[],
    );
    finds(
        "\"204\": { \"description\": \"Gone.\" }",
        "\"200\": { \"content\": { \"application/json\": { \"schema\": { \"type\": \"string\" } } } }",
        &[&format!("additive property_type response: JSON in the document, no content in the spec {at}")],
    );
}

#[test]
fn new_value_and_gone_value() {
    finds(
        "[\"small\", \"large\"]",
        "[\"small\", \"huge\"]",
        &[
            "additive new_value Kind: `huge` in the document, no value of the spec @ \"/items/{id}\": {",
            "notice gone_value Kind: the document does not have `large` @ \"/items/{id}\": {",
        ],
    );
}

#[test]
fn new_member() {
    let document = DOCUMENT
        .replace("\"bank\": \"#/components/schemas/Bank\" }", "\"bank\": \"#/components/schemas/Bank\", \"cash\": \"#/components/schemas/Cash\" }")
        .replace("{ \"$ref\": \"#/components/schemas/Bank\" }]", "{ \"$ref\": \"#/components/schemas/Bank\" }, { \"$ref\": \"#/components/schemas/Cash\" }]")
        .replace("\"Bank\": { \"type\"", "\"Cash\": { \"type\": \"object\", \"required\": [\"object\"], \"properties\": { \"object\": { \"const\": \"cash\" }, \"coins\": { \"type\": \"integer\" } } },\n      \"Bank\": { \"type\"");
    assert_eq!(
        shown(&document),
        ["additive new_member Source: `cash` in the document, no type of the spec @ \"/items/{id}\": {"]
    );
}

#[test]
fn key_header_new_server_and_gone_server() {
    finds(
        "\"name\": \"X-Key\"",
        "\"name\": \"X-Token\"",
        &["breaking key_header x-key: `x-token` in the document, not `x-key` @ {"],
    );
    finds(
        "{ \"type\": \"apiKey\", \"in\": \"header\", \"name\": \"X-Key\" }",
        "{ \"type\": \"http\", \"scheme\": \"bearer\" }",
        &["breaking key_header x-key: `authorization: bearer ..` in the document, not `x-key` @ {"],
    );
    finds(
        "https://b.shop.example/v1",
        "https://c.shop.example/v1",
        &[
            "notice new_server c.shop.example: a server of the document, none of the spec @ {",
            "notice gone_server b.shop.example: a server of the spec, none of the document @ {",
        ],
    );
}

#[test]
fn not_describable() {
    finds(
        "\"responses\": { \"204\": { \"description\": \"Gone.\" } }",
        "\"responses\": { \"302\": { \"description\": \"Elsewhere.\" } }",
        &[
            "notice not_describable DELETE /v1/items/{id}: the document cannot be read here: its response is a redirect @ {",
        ],
    );
}

/// The findings after an edit of the document, where the endpoint of a GET records these differences.
#[track_caller]
fn differs(known: &str, (from, to): (&str, &str), expected: &[&str]) {
    assert!(DOCUMENT.contains(from), "{from}");
    let own = "full?: boolean, tags?: [string] }, returns: Item";
    let spec = SPEC.replacen(own, &format!("{own}, differs: {known}"), 1);
    let found = findings_of(&spec, &DOCUMENT.replacen(from, to, 1));
    let line = |finding: &Finding| {
        let (severity, rule) = (finding.severity.name(), finding.rule.as_str());
        let at = finding.spec.as_ref().map_or(0, |at| at.line);
        let is_at_key = spec.lines().nth(at - 1).is_some_and(|line| line.contains("differs"));
        assert!(is_at_key || !finding.help.contains("purpose"), "it points to the reason");
        format!("{severity} {rule} {}: {}", finding.subject, finding.help)
    };
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);
}

const SAME: (&str, &str) = ("", "");

#[test]
fn a_known_difference_is_a_notice_with_its_reason() {
    differs(
        "{ params: { full: \"It has\\nno effect.\", wide: It has one. } }",
        ("\"name\": \"full\"", "\"name\": \"wide\""),
        &[
            "notice new_parameter wide: on purpose: It has one.",
            "notice gone_parameter full: on purpose: It has no effect.",
        ],
    );
    differs(
        "{ params: { full: It works without. } }",
        ("\"name\": \"full\",", "\"name\": \"full\", \"required\": true,"),
        &["notice required_changed full: on purpose: It works without."],
    );
    differs(
        "{ params: { full: Seen. } }",
        ("\"schema\": { \"type\": \"boolean\" }", "\"schema\": { \"type\": \"integer\" }"),
        &["notice parameter_type full: on purpose: Seen."],
    );
    let item = "\"schema\": { \"$ref\": \"#/components/schemas/Item\" }";
    differs(
        "{ returns: Seen. }",
        (item, "\"schema\": { \"type\": \"string\" }"),
        &["notice property_type response: on purpose: Seen."],
    );
    differs(
        "{ cost: Seen. }",
        ("\"get\": {", "\"get\": { \"x-units\": 2,"),
        &["notice price_changed by_id: on purpose: Seen."],
    );
    differs(
        "{ deprecated: It works. }",
        ("\"get\": {", "\"get\": { \"deprecated\": true,"),
        &["notice deprecation_changed by_id: on purpose: It works."],
    );
    differs(
        "{ endpoint: It works. }",
        ("\"get\": {", "\"x-get\": {"),
        &["notice gone_endpoint /v1/items/{id}: on purpose: It works."],
    );
}

#[test]
fn a_known_difference_hides_no_other() {
    let wide = ("\"name\": \"full\"", "\"name\": \"wide\"");
    differs(
        "{ params: { wide: It has one. } }",
        wide,
        &[
            "notice new_parameter wide: on purpose: It has one.",
            "additive gone_parameter full: try a request with `full`; remove it if the service ignores it",
        ],
    );
    // What every request needs cannot be left out.
    let required =
        ("\"name\": \"full\", \"in\": \"query\"", "\"name\": \"wide\", \"in\": \"query\", \"required\": true");
    differs(
        "{ params: { wide: It has no effect., full: It has one. } }",
        required,
        &[
            "breaking new_parameter wide: add `wide` to the parameters",
            "notice gone_parameter full: on purpose: It has one.",
        ],
    );
    // A field of a type is no part of the endpoint that leads to it.
    differs(
        "{ params: { Item.price: No., price: No. } }",
        ("\"price\": { \"type\": \"number\" }", "\"price\": { \"type\": \"string\" }"),
        &[
            "additive property_type Item.price: record a response; where the document is right, use a type that takes both",
            "additive settled_difference Item.price: remove `Item.price` from `differs`",
            "additive settled_difference price: remove `price` from `differs`",
        ],
    );
}

#[test]
fn a_known_difference_that_is_none_is_a_finding() {
    let stale = |what: &str| format!("additive settled_difference {what}: remove `{what}` from `differs`");
    for (known, what) in [
        ("{ params: { full: It has no effect. } }", "full"),
        ("{ params: { wide: It has no effect. } }", "wide"),
        ("{ returns: Seen. }", "returns"),
        ("{ deprecated: It works. }", "deprecated"),
        ("{ endpoint: It works. }", "endpoint"),
    ] {
        differs(known, SAME, &[&stale(what)]);
        // The document does not have the endpoint.
        let gone = ("\"get\": {", "\"x-get\": {");
        let rest = match what {
            "endpoint" => "notice gone_endpoint /v1/items/{id}: on purpose: It works.",
            _ => {
                "additive gone_endpoint /v1/items/{id}: name every page that documents the group: `cargo xtask check-docs PAGE \
                  PAGE`; if none has it, check whether the service has retired it, and mark it `deprecated`"
            }
        };
        differs(known, gone, &[rest]);
    }
    // A document without a price does not say that it is the same.
    differs("{ cost: Seen. }", SAME, &[]);
    differs("{ cost: Seen. }", ("\"get\": {", "\"get\": { \"x-units\": 1,"), &[&stale("cost")]);
}

#[test]
fn a_document_in_yaml_is_the_same() {
    let yaml = serde_yaml_of(DOCUMENT);
    assert_eq!(shown(&yaml), Vec::<String>::new());
}

/// JSON is YAML, but for its tabs: a comment before it makes it so to every reader.
fn serde_yaml_of(json: &str) -> String {
    format!("# A document.\n{json}")
}
