//! YAML in a string with escapes has its own lines in messages.

hikerapi::endpoints!("group: { name: a, doc: A., base: /v1 }\nendpoints: { /v1/a: { doc: A., returns: intger } }");

fn main() {}
