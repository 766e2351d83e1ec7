//! Problems of types, and empty definitions.

hikerapi::endpoints!(mod types, r#"
group: { name: things, doc: Things., base: /v1/things }
types:
  Thing: { doc: A thing., fields: { a: "[integer", b: intger } }
  Endless: { doc: A thing., fields: { a: Endless } }
  Nothing: { doc: Nothing., fields: {} }
enums:
  Size: { doc: A size., of: integer, values: { 1: Small., large: { name: Large, doc: Large. } } }
  Color: { doc: A color., of: string, values: {} }
endpoints: { /v1/things/a: { doc: A., returns: Thing } }
"#);

fn main() {}
