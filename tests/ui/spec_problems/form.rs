//! Keys, words and shapes that the spec language does not have.

hikerapi::endpoints!(mod keys, r#"
grup: {}
group: { name: things, doc: Things. }
"#);

hikerapi::endpoints!(mod shapes, r#"
group: { name: things, doc: Things., base: /v1/things }
types:
  A: { doc: "", basis: hearsay, fields: { a: integer } }
  B: text
endpoints:
  /v1/things/a: { doc: A., params: { "": integer, "a??": integer }, returns: A, deprecated: { use: [/v1/b, /v1/b], reason: "" } }
"#);

hikerapi::endpoints!(mod texts, r#"
group: { name: things, doc: Things., base: "" }
endpoints: {}
"#);

fn main() {}
