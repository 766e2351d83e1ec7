//! The cost of an import grows with its document, and no faster: counted in allocations, which are the same in each run.
//!
//! `SCHEMAS=10000 cargo test --release -p analysis --test openapi_linear -- --nocapture` prints more, and the times.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use std::env;
use std::time::Instant;

use allocation_counter::measure;
use analysis::openapi::import::{Options, import};
use analysis::openapi::json;

/// What one schema costs in the larger document, compared with the smaller one of a tenth of its size.
const MOST: f64 = 1.3;

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// A document of so many schemas, each with its operation.
fn document(count: usize, schema: impl Fn(usize) -> String, more: &str) -> String {
    let path = |n: usize| {
        format!(
            r##""/v1/group{}/item{n}/{{id}}": {{"get": {{"operationId": "get_item{n}", "tags": ["t{}"], "parameters": [
                {{"name": "sort", "in": "query", "schema": {{"enum": ["a", "b"], "default": "z"}}}}],
                "responses": {{"200": {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S{n}"}}}}}}}}}}}}}}"##,
            n % 20,
            n % 7
        )
    };
    let schema = |n: usize| format!(r#""S{n}": {}"#, schema(n));
    format!(
        r#"{{"openapi": "3.0.3", "paths": {{{}}}, "components": {{"schemas": {{{}{more}}}}}}}"#,
        list(count, path),
        list(count, schema)
    )
}

/// The allocations of an import, per schema.
fn cost(name: &str, text: &str, count: usize) -> f64 {
    let document = json::parse(text).unwrap();
    let start = Instant::now();
    let info = measure(|| {
        let imported = import(&document, &Options::default()).unwrap();
        assert!(imported.report.taken > count * 9 / 10, "{:?}", imported.report.reasons);
    });
    println!("{name}, {count} schemas: {} allocations, {:?}", info.count_total, start.elapsed());
    info.count_total as f64 / count as f64
}

#[track_caller]
fn check(name: &str, document: impl Fn(usize) -> String) {
    #[allow(clippy::disallowed_methods, reason = "the length of a run is set where it is started")]
    let largest = env::var("SCHEMAS").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    let (small, large) = (largest / 10, largest);
    let (one, ten) = (cost(name, &document(small), small), cost(name, &document(large), large));
    assert!(ten < one * MOST, "{name}: {one} allocations for a schema of {small}, {ten} for one of {large}");
}

fn to(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

#[test]
fn schemas_that_refer_to_each_other() {
    check("references", |count| {
        let fields = |n: usize| list(5, |k| format!(r#""r{k}": {}"#, to(&format!("S{}", (n * 7 + k * 13) % count))));
        let inline = r#""inline": {"properties": {"a": {"type": "string"}, "b": {"enum": ["x", "y"]}}}"#;
        document(count, |n| format!(r#"{{"properties": {{{}, {inline}}}}}"#, fields(n)), "")
    });
}

#[test]
fn one_wide_schema_that_all_refer_to() {
    check("a wide object", |count| {
        let hub = list(count, |n| format!(r#""f{n}": {{"type": "string"}}"#));
        let hub = format!(r#", "Hub": {{"properties": {{{hub}}}}}"#);
        let fields = format!(
            r#"{{"properties": {{"a": {0}, "b": {{"oneOf": [{0}, {{"type": "string"}}]}}, "c": {{"allOf": [{0}, {{"description": "D."}}]}}}}}}"#,
            to("Hub")
        );
        document(count, |_| fields.clone(), &hub)
    });
}

#[test]
fn one_long_list_of_values_that_all_refer_to() {
    check("a long enum", |count| {
        let values = list(count, |n| format!(r#""v{n}""#));
        let values = format!(r#", "Values": {{"enum": [{values}]}}"#);
        document(count, |_| format!(r#"{{"properties": {{"a": {}}}}}"#, to("Values")), &values)
    });
}

#[test]
fn parts_and_alternatives() {
    check("parts", |count| {
        let schema = |n: usize| {
            let part = if n.is_multiple_of(20) {
                r#"{"properties": {"z": {}}}"#.to_owned()
            } else {
                to(&format!("S{}", n - 1))
            };
            let union = list(4, |k| to(&format!("S{}", (n * 3 + k) % count)));
            format!(r#"{{"allOf": [{part}, {{"properties": {{"u": {{"oneOf": [{union}]}}}}}}]}}"#)
        };
        document(count, schema, "")
    });
}
