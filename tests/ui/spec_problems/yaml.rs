//! Invalid YAML, and YAML that the spec language does not accept.

hikerapi::endpoints!(mod empty, r#"
# nothing but a comment
"#);

hikerapi::endpoints!(mod syntax, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints: [
"#);

hikerapi::endpoints!(mod forbidden, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: &a { doc: A., returns: integer }, /v1/things/b: *a }
"#);

hikerapi::endpoints!(mod duplicate_key, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints: {}
endpoints: {}
"#);

hikerapi::endpoints!(mod line_end, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/a: { doc: "A.  B.", returns: integer } }
"#);

fn main() {}
