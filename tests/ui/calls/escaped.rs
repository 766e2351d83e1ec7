//! YAML in a text with escapes has lines of its own.

hikerapi::endpoints!("group: { name: a, doc: A., base: /v1 }\nendpoints: { /v1/a: { doc: A., returns: intger } }");

fn main() {}
