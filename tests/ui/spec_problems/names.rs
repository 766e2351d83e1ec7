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

hikerapi::endpoints!(mod long_name, r#"
group: { name: long, doc: Long., base: /v1 }
endpoints:
  /v1/a_name_that_has_more_bytes_than_a_file_can_have_on_every_system_that_a_client_may_be_built_and_used_on: { doc: A., returns: integer }
"#);

fn main() {}
