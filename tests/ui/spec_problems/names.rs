//! Names that are invalid in Rust, defined twice, or unused.

hikerapi::endpoints!(mod definitions, r#"
uses: [Media]
group: { name: things, doc: Things., base: /v1/things }
ids: { Option: An option., thing_pk: A thing., Media: A medium. }
types:
  Thing: { doc: A thing., fields: { a: { type: integer, rust: 4k }, a-b: integer, a_b: integer, "+1": integer } }
enums:
  thing: { doc: A thing., of: string, values: { a: A. } }
endpoints: { /v1/things/a: { doc: A., returns: Thing } }
"#);

hikerapi::endpoints!(mod used_nowhere, r#"
uses: [Media]
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod defined_twice, r#"
group: { name: one, doc: One., base: /v1/one }
ids: { ThingPk: A thing. }
endpoints: { /v1/one: { doc: One., name: one, params: { pk: ThingPk }, returns: integer } }
"#, r#"
types: { ThingPk: { doc: A thing., fields: { a: integer } } }
"#);

fn main() {}
