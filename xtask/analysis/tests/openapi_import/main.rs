//! The import of documents of others: what is right, what becomes a question, and what is left out with a reason.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

mod circles;
mod docs;
mod draft;
mod existing;
mod forms;
mod names;
mod operations;
mod pages;
mod report;
mod requests;
mod schemas;
mod size;
mod unions;

use analysis::Error;
use analysis::openapi::import::{File, Imported, Options, import};
use analysis::openapi::json::{self, Json};

/// Checks the type that the schema of a response becomes, and returns the whole text.
#[track_caller]
fn check(schema: &str, expected: &str) -> String {
    let answer = format!(
        r#""/v1/a": {{"get": {{"responses": {{"200": {{"content": {{"application/json": {{"schema": {schema}}}}}}}}}}}}}"#
    );
    let text = imported(&document(&answer, ""), None);
    let returns = text.lines().find_map(|line| line.trim().strip_prefix("returns: "));
    assert_eq!(returns, Some(expected), "{schema}\n{text}");
    text
}

/// A document with one response that has one field with a schema.
fn field(schema: &str) -> Json {
    let answer = format!(
        r#""/v1/a": {{"get": {{"responses": {{"default": {{"content": {{"text/json": {{"schema": {{"properties": {{"state": {schema}}}}}}}}}}}}}}}}}"#
    );
    document(&answer, "")
}

fn document(paths: &str, schemas: &str) -> Json {
    let schemas = if schemas.is_empty() { String::new() } else { format!(", {schemas}") };
    let text = format!(
        r##"{{"openapi": "3.0.3", "info": {{"title": "Things", "version": "7"}}, "paths": {{{paths}}}, "components": {{
            "parameters": {{"Id": {{"name": "id", "in": "path", "required": true, "description": "Which.", "schema": {{"type": "string"}}}}}},
            "responses": {{"Thing": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Thing"}}}}}}}}}},
            "schemas": {{
                "Thing": {{"type": "object", "properties": {{"name": {{"type": "string"}}, "other": {{"$ref": "#/components/schemas/Other"}}}}}},
                "Other": {{"allOf": [{{"properties": {{"a": {{"type": "string"}}}}}}, {{"properties": {{"b": {{}}}}, "required": ["a"]}}]}},
                "Name": {{"type": ["string", "null"]}},
                "Circle": {{"$ref": "#/components/schemas/Circle"}},
                "Deep": {{"type": "array", "items": {{"anyOf": [{{"$ref": "#/components/schemas/Deep"}}, {{"type": "null"}}]}}}}
                {schemas}}}}}}}"##
    );
    json::parse(&text).unwrap()
}

/// The files of a document, or of a part of it.
fn files(document: &Json, prefix: Option<&str>) -> Result<Vec<File>, Error> {
    import(document, &Options { prefix, ..Options::default() }).map(|Imported { files, .. }| files)
}

/// Everything that is imported, as one text, without the table at its end.
#[track_caller]
fn imported(document: &Json, prefix: Option<&str>) -> String {
    match files(document, prefix) {
        Ok(files) => {
            let text: String = files.into_iter().map(|File { text, .. }| text).collect();
            let table = text.find(" operations are described.").unwrap();
            text[..table].to_owned()
        }
        Err(failure) => panic!("{failure:?}"),
    }
}

/// The import of a document with these paths, which must contain the lines and must not contain the others.
#[track_caller]
fn check_paths(paths: &str, expected: &[&str], unexpected: &[&str]) -> String {
    has_lines(imported(&document(paths, ""), None), expected, unexpected)
}

/// The import of a document that returns `Root`, with these schemas.
#[track_caller]
fn check_schemas(schemas: &str, expected: &[&str], unexpected: &[&str]) -> String {
    let root = r##""/v1/a": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}}}}}"##;
    has_lines(imported(&document(root, schemas), None), expected, unexpected)
}

#[track_caller]
fn has_lines(text: String, expected: &[&str], unexpected: &[&str]) -> String {
    for line in expected {
        assert!(text.contains(line), "`{line}` is missing in\n{text}");
    }
    for line in unexpected {
        assert!(!text.contains(line), "`{line}` is in\n{text}");
    }
    text
}
