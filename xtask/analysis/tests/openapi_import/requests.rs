//! What a request has: its method, its body, parameters that are lists, objects or headers, and a server of its own.

use analysis::openapi::import::{Options, import};

use crate::{check_paths, document};

/// An operation with this method and these keys.
#[track_caller]
fn operation(method: &str, more: &str, expected: &[&str], unexpected: &[&str]) -> String {
    check_paths(
        &format!(r#""/v1/a/{{id}}": {{"{method}": {{{more}, "responses": {{"204": {{}}}}}}}}"#),
        expected,
        unexpected,
    )
}

/// An operation with a body of this media type and schema.
#[track_caller]
fn body(media_type: &str, schema: &str, expected: &[&str], unexpected: &[&str]) -> String {
    let body = format!(r#""requestBody": {{"required": true, "content": {{"{media_type}": {{"schema": {schema}}}}}}}"#);
    operation("post", &body, expected, unexpected)
}

/// An operation with one parameter.
#[track_caller]
fn param(param: &str, expected: &[&str], unexpected: &[&str]) {
    const ID: &str = r#"{"name": "id", "in": "path", "schema": {"type": "string"}}"#;
    let all = if param.contains(r#""in": "path""#) { format!("{{{param}}}") } else { format!("{ID}, {{{param}}}") };
    operation("put", &format!(r#""parameters": [{all}]"#), expected, unexpected);
}

#[test]
fn all_methods_are_taken_with_names_of_their_own() {
    let methods = ["get", "post", "put", "patch", "delete"];
    let item: Vec<_> =
        methods.iter().map(|method| format!(r#""{method}": {{"responses": {{"204": {{}}}}}}"#)).collect();
    let text = check_paths(
        &format!(r#""/v1/a/{{id}}": {{{}, "head": {{}}}}"#, item.join(", ")),
        &["# - HEAD /v1/a/{id}: the language has no word for this method\n", "    returns: none\n"],
        &[],
    );
    for key in ["/v1/a/{id}", "POST /v1/a/{id}", "PUT /v1/a/{id}", "PATCH /v1/a/{id}", "DELETE /v1/a/{id}"] {
        assert!(text.contains(&format!("\n  {key}:\n")), "{key}\n{text}");
    }
}

#[test]
fn a_body_is_its_fields_required_ones_first() {
    let schema = r#"{"properties": {"note": {"type": "string", "nullable": true, "description": "Why."}, "amount": {"type": "integer"},
        "made": {"type": "string", "readOnly": true}, "size": {"type": "integer", "default": 3}}, "required": ["amount", "made"]}"#;
    body(
        "application/json",
        schema,
        &["    body: { amount: integer, note?: { type: string?, doc: Why. }, size?: { type: integer, default: 3 } }\n"],
        &["made"],
    );
    let inner = r#"{"properties": {"line": {"properties": {"item": {"type": "string"}}, "required": ["item"]}}}"#;
    body("application/json", inner, &["    body: { line?: APostIdLine }\n", "  APostIdLine:\n"], &[]);
}

#[test]
fn a_body_that_has_no_fields_or_one_that_clashes_is_a_type() {
    body("application/json", r#"{"type": "array", "items": {"type": "string"}}"#, &["    body: [string]\n"], &[]);
    body("application/json", "{}", &["    body: json\n"], &[]);
    let clash = r#"{"properties": {"id": {"type": "string"}}}"#;
    body("application/json", clash, &["    body: APostIdBody\n", "  APostIdBody:\n"], &[]);
    // That would be the type of a map.
    body(
        "application/json",
        r#"{"properties": {"string": {}}, "required": ["string"]}"#,
        &["    body: APostIdBody\n"],
        &[],
    );
    operation(
        "post",
        r#""requestBody": {"content": {"application/json": {"schema": {"type": "array"}}}}"#,
        &["# question: its body may be missing"],
        &[],
    );
}

#[test]
fn forms_uploads_and_bytes_are_taken() {
    let form = r#"{"properties": {"amount": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}},
        "more": {"type": "object", "additionalProperties": {"type": "string"}}, "any": {}}, "required": ["amount"]}"#;
    body(
        "application/x-www-form-urlencoded",
        form,
        &[
            "    form:\n      amount: integer\n      tags?: [string]\n      more?: {string: string}\n",
            "how is it written in a form?\n      any?: string\n",
        ],
        &[],
    );
    let upload = r#"{"properties": {"file": {"type": "string", "format": "binary"}, "purpose": {"enum": ["a", "b"]},
        "images": {"type": "array", "items": {"type": "string", "format": "binary"}}}, "required": ["file"]}"#;
    body(
        "multipart/form-data",
        upload,
        &["      file: bytes\n      purpose?: APostIdPurpose\n", "left out: the other files", "      images?: bytes\n"],
        &[],
    );
    for media_type in ["application/octet-stream", "text/plain", "image/png"] {
        body(media_type, r#"{"type": "string"}"#, &["    body: bytes\n"], &["how is it"]);
    }
    let both = r#""requestBody": {"content": {"multipart/form-data": {}, "application/json": {"schema": {"type": "string"}}}}"#;
    operation("post", both, &["    body: string\n"], &["upload"]);
}

#[test]
fn a_get_has_no_body() {
    let body = |required: bool| {
        format!(r#""requestBody": {{"required": {required}, "content": {{"application/json": {{}}}}}}"#)
    };
    operation("get", &body(false), &["# left out: the body of a GET, which has no meaning in HTTP\n"], &["    body:"]);
    let good = r#""/v1/good": {"get": {"responses": {"204": {}}}}"#;
    check_paths(
        &format!(r#"{good}, "/v1/a": {{"get": {{{}, "responses": {{}}}}}}"#, body(true)),
        &["# - GET /v1/a: it needs the body of a GET"],
        &["  /v1/a:"],
    );
}

#[test]
fn lists_are_sent_as_the_document_says() {
    let list = r#""name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}"#;
    param(list, &["tags?: [string] }\n"], &["# question: "]);
    param(&format!(r#"{list}, "explode": false"#), &["tags?: { type: [string], list: comma } }\n"], &[]);
    param(&list.replace("tags", "tags[]"), &["tags?: { type: [string], list: brackets } }\n"], &["tags[]"]);
    param(
        &format!(r#"{list}, "style": "pipeDelimited", "explode": false"#),
        &["style `pipeDelimited`; how is it written?\n      tags?: string\n"],
        &[],
    );
    let one_or_more = r#""name": "tags", "in": "query", "schema": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]}"#;
    param(one_or_more, &["tags?: [integer] }\n"], &["# question: "]);
}

#[test]
fn the_form_of_most_lists_is_that_of_the_service() {
    let list = |n: u8, more: &str| {
        format!(
            r#"{{"name": "l{n}", "in": "query", "schema": {{"type": "array", "items": {{"type": "string"}}}}{more}}}"#
        )
    };
    let params = [list(1, r#", "explode": false"#), list(2, r#", "explode": false"#), list(3, "")].join(", ");
    let paths = format!(r#""/v1/a": {{"get": {{"parameters": [{params}], "responses": {{"204": {{}}}}}}}}"#);
    let options = Options { draft: true, ..Options::default() };
    let files = import(&document(&paths, ""), &options).unwrap().files;
    let text: String = files.into_iter().map(|file| file.text).collect();
    assert!(text.contains("  lists: comma\n") && text.contains("l1?: [string]"), "{text}");
    assert!(text.contains("l3?: { type: [string], list: repeat }"), "{text}");
}

#[test]
fn objects_in_a_query_are_types_or_parameters_of_their_own() {
    let object = r#""name": "created", "in": "query", "schema": {"properties": {"gte": {"type": "integer"}, "lt": {"type": "integer"}}}"#;
    param(
        &format!(r#"{object}, "style": "deepObject""#),
        &["created?: APutIdCreated }\n", "      gte?: integer\n"],
        &["# question: "],
    );
    param(object, &["gte?: integer, lt?: integer }\n"], &["created", "types:"]);
    let nested = r#""name": "f", "in": "query", "style": "deepObject", "schema": {"properties": {"a": {"properties": {"b": {"type": "string"}}}}}"#;
    param(nested, &["# question: declared as more than one value; how is it sent?\n      f?: string\n"], &[]);
}

#[test]
fn headers_are_parameters_constants_or_the_clients() {
    let header = |name: &str, more: &str| format!(r#""name": "{name}", "in": "header"{more}"#);
    let text = r#", "schema": {"type": "string"}"#;
    param(&header("If-Match", text), &["if_match?: { type: string, header: If-Match }"], &[]);
    let constant = r#", "required": true, "schema": {"enum": ["2.16"]}"#;
    param(&header("Shop-Version", constant), &["    headers: { Shop-Version: \"2.16\" }\n"], &["shop_version"]);
    param(&header("Idempotency-Key", text), &["    idempotency: Idempotency-Key\n"], &["idempotency_key"]);
    for written in ["Accept", "Content-Type", "Authorization", "User-Agent"] {
        let why = format!("# left out: the parameter `{written}`, a header that the client writes itself\n");
        param(&header(written, text), &[&why], &["header: "]);
    }
}

#[test]
fn a_path_takes_one_text_whatever_it_is_declared_as() {
    let id = r#""name": "id", "in": "path", "required": true, "schema": "#;
    param(
        &format!(r#"{id}{{"oneOf": [{{"type": "integer"}}, {{"type": "string"}}]}}"#),
        &["id: string"],
        &["# question: "],
    );
    param(&format!(r#"{id}{{"type": "string", "format": "date"}}"#), &["id: date"], &["# question: "]);
}

#[test]
fn a_server_of_one_operation_gets_a_name() {
    let paths = r#""/v1/a": {"post": {"servers": [{"url": "https://uploads.example.com/"}], "responses": {"204": {}}},
        "get": {"servers": [{"url": "https://api.example.com"}], "responses": {"204": {}}}}"#;
    let mut document = document(paths, "");
    document["servers"] = analysis::openapi::json::parse(r#"[{"url": "https://api.example.com"}]"#).unwrap();
    let options = Options { draft: true, ..Options::default() };
    let files = import(&document, &options).unwrap().files;
    let text: String = files.into_iter().map(|file| file.text).collect();
    assert!(text.contains("{ url: \"https://uploads.example.com\", name: uploads }"), "{text}");
    assert_eq!(text.matches("    server: uploads\n").count(), 1, "{text}");
}

#[test]
fn a_type_that_is_sent_tells_null_and_absent_apart() {
    let schema = |name: &str| {
        format!(
            r#""{name}": {{"type": "object", "properties": {{"note": {{"type": "string", "nullable": true}}, "count": {{"type": "integer"}}}}, "required": ["count"]}}"#
        )
    };
    let to = |name: &str| format!(r##"{{"schema": {{"$ref": "#/components/schemas/{name}"}}}}"##);
    let paths = format!(
        r#""/v1/a": {{"post": {{"requestBody": {{"required": true, "content": {{"application/json": {{"schema": {{"properties": {{"lines":
            {{"type": "array", "items": {{"$ref": "{hash}/components/schemas/Line"}}}}}}}}}}}}}},
            "responses": {{"200": {{"content": {{"application/json": {}}}}}}}}}}}"#,
        to("Read"),
        hash = "#"
    );
    let document = document(&paths, &format!("{}, {}", schema("Line"), schema("Read")));
    let text: String =
        import(&document, &Options::default()).unwrap().files.into_iter().map(|file| file.text).collect();
    assert!(text.contains("  Line:\n") && text.contains("      note?: string?\n"), "{text}");
    assert!(text.contains("  Read:\n") && text.contains("      note: string?\n"), "{text}");
}

#[test]
fn two_parameters_that_are_one_in_the_language_are_the_first_one() {
    let list = |name: &str| {
        format!(r#"{{"name": "{name}", "in": "query", "schema": {{"type": "array", "items": {{"type": "string"}}}}}}"#)
    };
    let get = format!(
        r#""/v1/a": {{"get": {{"parameters": [{}, {}], "responses": {{"204": {{}}}}}}}}"#,
        list("ids[]"),
        list("ids")
    );
    let why = "# left out: the parameter `ids`, because another one is `ids` in the language\n";
    check_paths(&get, &["ids?: { type: [string], list: brackets }", why], &["twice"]);
    let get = format!(
        r#""/v1/a": {{"get": {{"parameters": [{}, {}], "responses": {{"204": {{}}}}}}}}"#,
        list("ids"),
        list("ids[]")
    );
    let why = "# left out: the parameter `ids[]`, because another one is `ids` in the language\n";
    check_paths(&get, &["ids?: [string]", why], &["twice"]);
}
