//! Which response is the result, which parameters are sent, and what an operation documents.

use crate::{check_paths, document, imported};

/// An operation with these responses, each a status and its content.
#[track_caller]
fn returns(responses: &str, expected: &[&str], unexpected: &[&str]) {
    check_paths(&format!(r#""/v1/a": {{"get": {{"responses": {{{responses}}}}}}}"#), expected, unexpected);
}

/// A response with JSON of a type.
fn json(status: &str, ty: &str) -> String {
    content(status, "application/json", ty)
}

fn content(status: &str, media_type: &str, ty: &str) -> String {
    format!(r#""{status}": {{"description": "d", "content": {{"{media_type}": {{"schema": {{"type": "{ty}"}}}}}}}}"#)
}

fn nothing(status: &str) -> String {
    format!(r#""{status}": {{"description": "Nothing."}}"#)
}

#[test]
fn the_success_response_wins_over_default_wherever_it_is_declared() {
    let both = [json("default", "string"), json("200", "integer")];
    returns(&both.join(", "), &["returns: integer"], &["# question: "]);
    returns(&[both[1].clone(), both[0].clone()].join(", "), &["returns: integer"], &["# question: "]);
    returns(&[json("default", "string"), json("2XX", "integer")].join(", "), &["returns: integer"], &["# question: "]);
}

#[test]
fn default_is_the_response_only_where_no_success_is_declared() {
    returns(&[json("default", "string"), nothing("204")].join(", "), &["returns: none"], &["# question: "]);
    returns(
        &[content("200", "text/csv", "string"), json("default", "string")].join(", "),
        &["returns: bytes"],
        &["# question: "],
    );
    returns(&json("default", "integer"), &["returns: integer"], &["# question: "]);
    let asked = "# question: this is the response of `default`, beside those of errors";
    returns(&[json("404", "string"), json("default", "integer")].join(", "), &["returns: integer", asked], &[]);
    returns(&[nothing("4XX"), json("default", "integer")].join(", "), &["returns: integer", asked], &[]);
}

#[test]
fn several_success_responses_that_differ_are_json() {
    let several = [json("2XX", "string"), json("206", "boolean"), json("200", "integer")].join(", ");
    let asked = "# question: the responses of several successful statuses differ (200 and 206, 2XX)";
    returns(&several, &["returns: json", asked], &[]);
    returns(&[json("202", "integer"), json("200", "integer")].join(", "), &["returns: integer"], &["# question: "]);
}

#[test]
fn a_response_without_content_is_none_and_one_that_can_be_without_is_optional() {
    returns(&nothing("204"), &["returns: none"], &["# question: "]);
    returns(&[nothing("204"), json("203", "integer")].join(", "), &["returns: integer?"], &["# question: "]);
    // A GET that returns nothing is rare: the document says too little.
    let asked = "# question: the description has no content of a successful response; is there none?";
    returns(&nothing("200"), &["returns: json", asked], &[]);
    check_paths(
        r#""/v1/a": {"delete": {"responses": {"200": {"description": "Gone."}}}}"#,
        &["returns: none"],
        &["# question: "],
    );
}

#[test]
fn bytes_are_bytes_and_what_never_ends_or_leads_elsewhere_is_left_out() {
    for media_type in ["text/csv", "application/pdf", "image/png", "text/plain"] {
        returns(&content("200", media_type, "string"), &["returns: bytes"], &["# question: "]);
    }
    let good = r#""/v1/good": {"get": {"responses": {"204": {}}}}"#;
    for (responses, why) in [
        (content("200", "text/event-stream", "string"), "its response is a stream of events or lines"),
        (content("200", "application/x-ndjson", "string"), "its response is a stream of events or lines"),
        (nothing("302"), "its response is a redirect"),
    ] {
        let paths = format!(r#"{good}, "/v1/a": {{"get": {{"responses": {{{responses}}}}}}}"#);
        check_paths(&paths, &[&format!("# - GET /v1/a: {why}\n")], &["  /v1/a:"]);
    }
}

#[test]
fn the_media_type_is_read_as_http_reads_it() {
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/geo+json",
        "text/json",
        "*/*",
        "application/*",
    ] {
        returns(&content("200", media_type, "integer"), &["returns: integer"], &["# question: "]);
    }
    let both = r#""200": {"content": {"*/*": {"schema": {"type": "string"}}, "application/vnd.x+json": {"schema": {"type": "boolean"}},
        "application/json": {"schema": {"type": "integer"}}}}"#;
    returns(both, &["returns: integer"], &[]);
}

#[test]
fn a_parameter_in_the_path_and_one_in_the_query_are_two() {
    check_paths(
        r#""/ns/{namespace}/proxy/{path}": {"get": {"parameters": [
            {"name": "path", "in": "query", "schema": {"type": "integer"}, "description": "The query one."},
            {"name": "namespace", "in": "path", "schema": {"type": "string"}, "required": true},
            {"name": "path", "in": "path", "schema": {"type": "string"}, "required": true, "description": "The path one."}],
            "responses": {}}}"#,
        &[
            "path: { type: string, doc: \"The path one.\" }",
            "# left out: the parameter `path` in the query, because the path has one of this name",
        ],
        &["The query one.", "integer"],
    );
    check_paths(
        r#""/v1/a/{id}": {"get": {"parameters": [{"name": "id", "in": "query"}, {"name": "old", "in": "path"}], "responses": {}}}"#,
        &[
            "# question: it is in the path, but not declared; what is it?\n      id: string",
            "# left out: the parameter `id` in the query",
            "# left out: the parameter `old`, which is declared in the path and is not part of it",
        ],
        &["old: "],
    );
    check_paths(
        r#""/foo/{bar}": {"parameters": [{"name": "bar", "in": "path", "schema": {"type": "integer"}, "required": true}],
            "get": {"parameters": [{"name": "bar", "in": "header"},
            {"name": "bar", "in": "path", "required": true, "schema": {"type": "string"}, "description": "overridden"}], "responses": {}}}"#,
        &["bar: { type: string, doc: overridden }", "bar_header?: { type: string, header: bar }"],
        &["integer"],
    );
}

#[test]
fn a_path_that_the_language_has_no_form_for_is_left_out_with_the_reason() {
    let get = r#"{"get": {"responses": {}}}"#;
    for path in ["/v1/a/{}/b{c}", "/v1/a/{b}{c}", "/v1/{a}/{a}", "/v1/{x}}", "/v1/a?b=1", "v1/a"] {
        let text = check_paths(
            &format!(r#""/v1/good": {get}, "{path}": {get}"#),
            &["  /v1/good:"],
            &["question: it is in the path"],
        );
        assert!(text.contains(&format!("# - GET {path}: ")), "{path}\n{text}");
    }
}

#[test]
fn text_around_parameters_and_a_slash_at_the_end_are_parts_of_a_path() {
    let get = r#"{"get": {"responses": {}}}"#;
    for (path, params) in [
        ("/v1/points/{lat},{lon}", &["      lat: string", "      lon: string"][..]),
        ("/v1/compare/{base}...{head}", &["      base: string", "      head: string"]),
        ("/v1/cards/{card}:decrease", &["      card: string"]),
        ("/v1/a/{id}.json", &["      id: string"]),
        ("/v1/a/", &[]),
    ] {
        let text = check_paths(&format!(r#""/v1/good": {get}, "{path}": {get}"#), &["  /v1/good:"], &["# - GET"]);
        assert!(text.contains(&format!("  {path}:\n")) || text.contains(&format!("  \"{path}\":\n")), "{path}\n{text}");
        assert!(params.iter().all(|param| text.contains(param)), "{path}\n{text}");
    }
}

#[test]
fn a_path_can_be_a_reference() {
    let text = check_paths(
        r##""/v1/a": {"get": {"summary": "An a.", "responses": {}}}, "/v1/b": {"$ref": "#/paths/~1v1~1a"}, "/v1/c": {"$ref": "other.json"}"##,
        &["# - /v1/c: it is `other.json`, which is not in the file"],
        &[],
    );
    assert_eq!(text.matches("doc: An a.").count(), 2, "{text}");
}

#[test]
fn a_default_is_a_value_of_the_parameter_or_left_out() {
    let with = |default: &str| {
        format!(
            r#""/v1/a": {{"get": {{"parameters": [{{"name": "sort", "in": "query", "schema": {{"enum": ["asc", "desc"], "default": {default}}}}}], "responses": {{}}}}}}"#
        )
    };
    check_paths(&with(r#""asc""#), &["default: asc"], &["left out"]);
    check_paths(&with(r#""up""#), &["# left out: its default, which is none of its values"], &["default: up"]);
}

#[test]
fn a_parameter_with_content_is_a_text_with_a_question() {
    check_paths(
        r#""/v1/a": {"get": {"parameters": [{"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}],
            "responses": {}}}"#,
        &["# question: its value is a text of the type `application/json`; how is it written?\n      filter?: string"],
        &[],
    );
}

#[test]
fn a_deprecation_keeps_the_words_of_the_summary() {
    check_paths(
        r#""/v1/user/clips": {"get": {"summary": "WARNING: Use v1/user/clips/chunk. First page", "description": "Get clips", "deprecated": true, "responses": {}}},
           "/v1/user/clips/chunk": {"get": {"summary": "Prefer over /v1/user/clips", "description": "Get clips with a cursor", "responses": {}}}"#,
        &[
            "deprecated: { use: [/v1/user/clips/chunk], reason: \"WARNING: Use v1/user/clips/chunk. First page\" }",
            "doc: |-\n      Prefer over /v1/user/clips\n\n      Get clips with a cursor",
        ],
        &["without a reason"],
    );
}

#[test]
fn a_deprecation_in_words_alone_is_a_question() {
    check_paths(
        r#""/v1/a": {"get": {"summary": "DEPRECATED: use /v1/b instead.", "responses": {}}}, "/v1/b": {"get": {"responses": {}}}"#,
        &["# question: its texts call it deprecated; is it? Then it has `deprecated: { use: [/v1/b], reason: .. }`"],
        &["deprecated: { reason"],
    );
    check_paths(
        r#""/v1/a": {"get": {"deprecated": true, "responses": {}}}"#,
        &["deprecated: { reason: \"The service declares it deprecated, without a reason.\" }"],
        &[],
    );
    // A reason that is the whole doc is not written twice.
    check_paths(
        r#""/v1/a": {"get": {"deprecated": true, "summary": "A list", "description": "Deprecated since May.", "responses": {}}}"#,
        &["deprecated: { reason: \"Deprecated since May.\" }", "doc: A list"],
        &[],
    );
}

#[test]
fn a_deprecated_member_says_so_in_its_doc() {
    let text = imported(
        &document(
            r##""/v1/a": {"get": {"parameters": [{"name": "q", "in": "query", "deprecated": true, "schema": {"type": "string"}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Old"}}}}}}}"##,
            r#""Old": {"properties": {"a": {"type": "string", "deprecated": true, "description": "An a."},
                "b": {"type": "string", "deprecated": true, "description": "Deprecated: use a."}}}"#,
        ),
        None,
    );
    for line in [
        "q?: { type: string, doc: \"Deprecated by the service.\" }",
        "An a.\n\n          Deprecated by the service.",
        "b?: { type: string, doc: \"Deprecated: use a.\" }",
    ] {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
}
