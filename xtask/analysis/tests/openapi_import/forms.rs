//! Each form of schema, parameter and response.

use analysis::openapi::json;

use crate::{check, document, field, files, imported};

#[test]
fn schemas_become_types() {
    check(r#"{"type": "string"}"#, "string");
    check(r#"{"type": "boolean"}"#, "boolean");
    check(r#"{"type": "integer", "format": "int64"}"#, "integer");
    check(r#"{"type": "number"}"#, "number");
    check(r#"{"type": "string", "format": "date-time"}"#, "timestamp");
    check(r#"{"type": "string", "format": "date"}"#, "date");
    check(r#"{"type": "string", "format": "uri"}"#, "url");
    check(r#"{"type": "array", "items": {"type": "string"}}"#, "[string]");
    check(r#"{"type": "array"}"#, "[json]");
    check(r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#, "{string: integer}");
    check(r#"{"type": "object", "additionalProperties": true}"#, "json");
    check(r#"{"type": "object"}"#, "json");
    check("{}", "json");
    check("true", "json");
    check(r##"{"$ref": "#/components/schemas/Thing"}"##, "Thing");
    check(r##"{"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}"##, "[Thing]");
    check(r##"{"$ref": "#/components/schemas/Name"}"##, "string?");
}

#[test]
fn null_is_found_in_every_notation() {
    check(r#"{"type": ["string", "null"]}"#, "string?");
    check(r#"{"type": "string", "nullable": true}"#, "string?");
    check(r#"{"anyOf": [{"type": "integer"}, {"type": "null"}]}"#, "integer?");
    check(r##"{"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Thing"}]}"##, "Thing?");
    check(r##"{"nullable": true, "allOf": [{"$ref": "#/components/schemas/Thing"}]}"##, "Thing?");
    check(r#"{"type": ["array", "null"], "items": {"type": "string"}}"#, "\"[string]?\"");
    check(r#"{"type": "array", "items": {"type": ["array", "null"], "items": {"type": "string"}}}"#, "[\"[string]?\"]");
    check(r#"{"type": "null"}"#, "json?");
}

#[test]
fn tuples_are_tuples() {
    let page = r##"{"type": "array", "prefixItems": [
        {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}, {"anyOf": [{"type": "string"}, {"type": "null"}]}]}"##;
    check(page, "[[Thing], string?]");
    check(r#"{"type": "array", "prefixItems": [{"type": "string"}]}"#, "[string]");
    // What follows the first elements.
    let first = r#""type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]"#;
    for more in [r#""items": false"#, r#""items": {}"#, r#""items": {"type": "boolean"}, "maxItems": 2"#] {
        check(&format!("{{{first}, {more}}}"), "[string, integer]");
    }
    for prefix in [first, r#""prefixItems": [{"type": "string"}]"#] {
        let text = check(&format!(r#"{{{prefix}, "items": {{"type": "boolean"}}}}"#), "json");
        assert!(text.contains("# question: a list that begins with other elements than it goes on with"), "{text}");
    }
    check(r#"{"prefixItems": [{"type": "string"}], "items": {"type": "string"}}"#, "[string]");
}

#[test]
fn numbers_of_both_kinds_are_numbers_and_objects_without_a_tag_get_a_question() {
    check(r#"{"type": ["integer", "number"]}"#, "number");
    check(r#"{"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "null"}]}"#, "number?");
    let objects = r##"{"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Other"}]}"##;
    let text = check(objects, "json");
    assert!(text.contains("# question: one of several objects, and no field tells them apart; what is it?"), "{text}");
}

#[test]
fn missing_and_circular_references_get_a_question() {
    for (reference, question) in [
        ("#/components/schemas/None", "which is not in the file"),
        ("other.json#/Thing", "which is not in the file"),
        ("#/components/schemas/Circle", "refers to itself"),
        ("#/components/schemas/Deep", "refers to itself"),
    ] {
        let text = imported(&field(&format!(r#"{{"$ref": "{reference}"}}"#)), None);
        assert!(text.contains("# question: ") && text.contains(question), "{reference}: {text}");
    }
}

#[test]
fn invalid_names_get_others() {
    let text = imported(
        &document(
            r##""/string": {"get": {"responses": {"200": {"content": {"application/json": {"schema":
                {"type": "array", "items": {"$ref": "#/components/schemas/string"}}}}}}}}"##,
            r#""string": {"properties": {"type": {}, "a b": {}, "a_b": {}, "4k": {}, "$": {}, "self": {}, "": {}, "null": {}, "a?": {}}}"#,
        ),
        None,
    );
    for line in [
        "  # `string` in the description.",
        "  String2:",
        "type?: json",
        "a b?: json",
        "# left out: the field `a?`, which has no usable name",
        "a_b?: { type: json, rust: a_b_2 }",
        "4k?\": { type: json, rust: field_4k }",
        "\"$?\": { type: json, rust: field }",
        "self?: json",
        "\"?\": { type: json, rust: field_2 }",
        "null?: json",
        "returns: [String2]",
    ] {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
}

#[test]
fn enums_are_open_and_their_numbers_get_a_question() {
    let text = imported(&field(r#"{"type": "string", "enum": ["new", "second hand", "", "4k", null]}"#), None);
    for line in [
        "state: AResponseState?",
        "\"\": { name: Empty, basis: declared }",
        "new: { basis: declared }",
        "second hand: { basis: declared }",
        "name: Value4k",
        "basis: declared",
    ] {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
    let text = imported(&field(r#"{"type": "integer", "enum": [1, -2], "x-enum-varnames": ["One"]}"#), None);
    for line in ["# question: what do the numbers mean", "1: { name: One, ", "-2: { name: ValueMinus2, "] {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
    let open = r#"{"anyOf": [{"const": "a", "description": "The first."}, {"enum": ["b"]}, {"type": "string"}]}"#;
    let text = imported(&field(open), None);
    assert!(
        text.contains("a: { doc: \"The first.\", basis: declared }") && text.contains("b: { basis: declared }"),
        "{text}"
    );
    let text = imported(&field(r#"{"enum": ["open", "paid"]}"#), None);
    assert!(text.contains("    values: [open, paid]\n") && !text.contains("of: "), "{text}");
    let text = imported(&field(r#"{"enum": ["1", "22"], "x-enum-varnames": ["One", "Two"]}"#), None);
    assert!(
        text.contains("    of: string\n") && text.contains("\"1\": { name: One") || text.contains(" 1: { name: One"),
        "{text}"
    );
}

#[test]
fn parameters_are_sorted_named_and_completed() {
    let text = imported(
        &document(
            r##""/v1/things/{id}/{part}": {"parameters": [{"$ref": "#/components/parameters/Id"}, {"name": "lang", "in": "cookie"}], "get": {
                "summary": "One thing. ", "parameters": [
                {"name": "max", "in": "query", "description": "How many.", "schema": {"type": "integer", "default": 10}},
                {"name": "send", "in": "query", "schema": {"type": "boolean", "default": "no"}},
                {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                {"name": "since", "in": "query", "schema": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}},
                {"name": "text", "in": "query", "schema": {"type": "string", "default": "null"}},
                {"name": "q", "in": "query", "required": true, "schema": {"type": "string", "default": "null"}}],
                "responses": {"2XX": {"$ref": "#/components/responses/Thing"}}}}"##,
            "",
        ),
        None,
    );
    for line in [
        "/v1/things/{id}/{part}",
        "doc: One thing.",
        "# left out: the parameter `lang`, which is sent in the cookie",
        "# question: it is in the path, but not declared; what is it?\n      part: string",
        "# left out: its default, because it is required\n      q: string",
        "text?: { type: string, default: \"null\" }",
        "id: { type: string, doc: Which. }",
        "max?: { type: integer, default: 10, doc: \"How many.\" }",
        "# left out: its default, which is not of its type\n      send?: { type: boolean, rust: send_2 }",
        "tags?: [string]",
        "since?: timestamp",
        "returns: Thing",
    ] {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
    assert!(text.find(" q:").unwrap() < text.find("max?").unwrap(), "required ones first\n{text}");
}

#[test]
fn missing_docs_are_filled_in() {
    let doc = |operation: &str| {
        let paths = format!(r#""/v1/things": {{"get": {{{operation} "responses": {{}}}}}}"#);
        let text = imported(&document(&paths, ""), None);
        text.lines().skip_while(|line| !line.starts_with("  /v1/things")).nth(1).unwrap().trim().to_owned()
    };
    assert_eq!(doc(r#""description": "All.", "summary": "S","#), "doc: |-");
    assert_eq!(doc(r#""description": "All of them.", "summary": "All","#), "doc: All of them.");
    assert_eq!(doc(r#""description": "  ", "summary": "S","#), "doc: S");
    assert_eq!(doc(r#""operationId": "things_get","#), "doc: The response of `things_get`.");
    assert_eq!(doc(""), "doc: The response of `/v1/things`.");
}

#[test]
fn without_a_summary_the_doc_says_what_is_sent() {
    let doc = |method: &str, operation: &str| {
        let paths = format!(r#""/v1/things": {{"{method}": {{{operation} "responses": {{"204": {{}}}}}}}}"#);
        let text = imported(&document(&paths, ""), None);
        let docs = text.lines().skip_while(|line| !line.starts_with("  ") || !line.contains("/v1/things:"));
        docs.map(str::trim).find(|line| line.starts_with("doc: ")).unwrap().to_owned()
    };
    assert_eq!(doc("delete", ""), "doc: Sends `DELETE /v1/things`.");
    let named = r#""operationId": "things_delete","#;
    assert_eq!(doc("delete", named), "doc: Sends `DELETE /v1/things`, the operation `things_delete`.");
    assert_eq!(doc("get", ""), "doc: Sends `GET /v1/things`.");
}

#[test]
fn only_what_is_below_the_prefix_is_taken() {
    let get = r#"{"get": {"responses": {}}}"#;
    let paths = format!(
        r#""/v1/things": {get}, "/v1/things/types": {{"get": {{"deprecated": true, "responses": {{}}}}, "post": {{}}}}, "/v1/thingsmore": {get}, "/v2/things/a": {get}, "/v1/bad path": {get}"#
    );
    let text = imported(&document(&paths, ""), Some("/v1/things/"));
    assert!(text.contains("  /v1/things:") && text.contains("  /v1/things/types:"), "{text}");
    assert!(!text.contains("thingsmore") && !text.contains("/v2"), "{text}");
    assert!(text.contains("  POST /v1/things/types:"), "{text}");
    assert!(text.contains("deprecated: { reason: "), "{text}");
    assert!(text.contains("name: types_2"), "a method cannot be named `types`\n{text}");
    let all = files(&document(&paths, ""), None).unwrap();
    let names: Vec<_> = all.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["things_v1.yaml", "things_v2.yaml", "thingsmore.yaml"]);
    assert!(
        all.last().unwrap().text.contains("# - GET /v1/bad path: this is not a path: it contains a space"),
        "{}",
        all[2].text
    );
}

#[test]
fn no_document_chooses_the_folder() {
    let text = json::print(&document(r#""/v1/a": {"get": {"tags": ["t"], "responses": {}}}"#, ""));
    let text = text.replacen('{', r#"{"tags": [{"name": "t", "x-base": "/v1", "x-file": "../../t.yaml"}], "#, 1);
    let names: Vec<_> = files(&json::parse(&text).unwrap(), None).unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["t.yaml"]);
    let text = json::print(&document(r#""/v1/a": {"get": {"tags": ["../../t.yaml"], "responses": {}}}"#, ""));
    let names: Vec<_> = files(&json::parse(&text).unwrap(), None).unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["t_yaml.yaml"]);
}

/// Why a document is refused, and what helps.
#[track_caller]
fn refused(text: &str) -> String {
    let error = files(&json::parse(text).unwrap(), None).expect_err(text);
    format!("{}; {}", error.why, error.help)
}

#[test]
fn documents_of_other_versions_are_named() {
    for (document, why) in [
        (r#"{"openapi": "3.9.1", "paths": {}}"#, "its `openapi` is `3.9.1`; 3.0 and 3.1 are known; convert it"),
        (r#"{"openapi": "3.banana", "paths": {}}"#, "its `openapi` is `3.banana`; 3.0 and 3.1 are known"),
        (r#"{"openapi": "3.10", "paths": {}}"#, "its `openapi` is `3.10`; 3.0"),
        (r#"{"openapi": "3", "paths": {}}"#, "its `openapi` is `3`; 3.0"),
        (
            r#"{"openapi": 3.1, "paths": {}}"#,
            "its `openapi` is the number 3.1, and not a text; write the version as a text",
        ),
        (
            r#"{"swagger": "2.0", "paths": {}}"#,
            "it is a Swagger 2.0 document; OpenAPI 3.0 and 3.1 are known; convert it",
        ),
        ("{}", "it has no `openapi`, which says its version; pass a whole"),
        ("[]", "it is a list, and not an object; pass a whole"),
        ("null", "it is null, and not an object"),
        (r#"{"openapi": "3.0.3", "paths": []}"#, "its `paths` is a list, and not an object; write each path"),
        (r#"{"openapi": "3.1.0-rc1"}"#, "no path is below `/`"),
    ] {
        let said = refused(document);
        assert!(said.starts_with(why), "{document}: {said}");
    }
}

#[test]
fn where_nothing_is_left_the_reasons_are_said() {
    let path = r#"{"openapi": "3.0.3", "paths": {"/v1/a/{x?}": {"get": {}}, "/v1/b/{y?}": {"get": {}}}}"#;
    let said = refused(path);
    assert!(said.contains("GET /v1/a/{x?}: ") && said.contains("GET /v1/b/{y?}: "), "{said}");
}

#[test]
fn parameters_of_which_nothing_is_known_are_left_out_with_the_reason() {
    let parameters = r##"[{"$ref": "#/components/parameters/Gone"}, {"$ref": "#/components/parameters/Lost"}, {"in": "query"}, {"name": "q"}, 5, {"name": "h", "in": "header"}]"##;
    crate::check_paths(
        &format!(r#""/v1/a": {{"get": {{"parameters": {parameters}}}}}"#),
        &[
            "# left out: a parameter that is `#/components/parameters/Gone`, which is not in the file",
            "# left out: a parameter that is `#/components/parameters/Lost`, which is not in the file",
            "# left out: a parameter without a name",
            "# left out: the parameter `q`, which does not say where it is sent (`in`)",
            "      h?: { type: string, header: h }",
        ],
        &["parameter ``", "sent in the \n"],
    );
}
