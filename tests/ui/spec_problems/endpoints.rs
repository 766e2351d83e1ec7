//! Problems of groups and endpoints.

hikerapi::endpoints!(mod no_group, r#"
endpoints: { /v1/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod unnamed_group, r#"
group: { doc: A., base: /v1 }
endpoints: { /v1/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod unused_file, r#"
group: { name: things, doc: Things., base: /v1/things }
types: { Thing: { doc: A thing., fields: { a: integer } } }
"#);

hikerapi::endpoints!(mod endpoints, r#"
group: { name: things, doc: Things., base: /v1/things }
types: { Thing: { doc: A thing., fields: { a: integer } } }
endpoints:
  v1/things/b: { doc: A., name: b, returns: integer }
  /v2/c: { doc: A., returns: integer }
  /v1/things/{pk}/d: { doc: A., name: d, returns: integer }
  /v1/things/{pk}/e: { doc: A., name: e, params: { pk?: string }, returns: integer }
  /v1/things/f: { doc: A., params: { a?: integer, b: integer }, returns: integer }
  /v1/things/g: { doc: A., params: { a: Thing }, returns: integer }
  /v1/things/h: { doc: A., deprecated: {}, returns: integer }
  /v1/things/i: { doc: A., deprecated: { use: [/v1/things/i] }, returns: integer }
  /v1/things/j: { doc: A., cost: { units: 1, when: { force: 2 } }, returns: integer }
  /v1/things/k: { doc: A., params: { n?: integer }, cost: { units: 1, when: { n: 2 } }, returns: integer }
  /v1/things/l: { doc: A., params: { n?: { type: integer, default: many } }, returns: integer }
  /v1/things/m: { doc: A., params: { n: { type: integer, default: 1 } }, returns: integer }
  /v1/things/n: { doc: A., example: ../a.json, returns: integer }
"#);

hikerapi::endpoints!(mod unused_base, r#"
group: { name: things, doc: Things., base: /v1/thngs }
endpoints:
  /v1/things/a: { doc: A., returns: integer }
  /v1/things/b: { doc: B., returns: integer }
"#);

hikerapi::endpoints!(mod same_path, r#"
group: { name: one, doc: One., base: /v1 }
endpoints: { /v1/a: { doc: A., returns: integer } }
"#, r#"
group: { name: two, doc: Two., base: /v1 }
endpoints: { /v1/a: { doc: A., returns: integer } }
"#);

hikerapi::endpoints!(mod cached, r#"
group: { name: things, doc: Things., base: /v1/things }
endpoints:
  /v1/things/a: { doc: A., cache: { seconds: 1, also: { /v1/things/c: {} } }, returns: integer }
  /v1/things/b: { doc: B., cache: { seconds: 1 }, returns: integer }
"#);

hikerapi::endpoints!(mod amounts, r#"
group: { name: things, doc: Things., base: /v1/things, aliases: [things], example: /v1/things/z }
endpoints:
  /v1/things/a: { doc: A., params: { n: string }, cost: { units: 1, more: { every: 2, of: n } }, returns: integer }
  /v1/things/b: { doc: B., params: { n?: integer }, cost: { units: 1, more: { every: 2, of: n } }, returns: integer }
  /v1/things/c: { doc: C., params: { n: { type: integer, sample: many } }, returns: integer }
"#);

fn main() {}
