//! Problems of `pages`.

hikerapi::endpoints!(mod pages, r#"
group: { name: things, doc: Things., base: /v1/things }
types: { Row: { doc: A row., fields: { cells: [integer] } } }
endpoints:
  /v1/things/a:
    { doc: A., params: { after?: cursor }, returns: [[integer], cursor?], pages: { items: 0, next: 1, cursor: aftr } }
  /v1/things/b:
    { doc: A., params: { after?: string }, returns: [[integer], cursor?], pages: { items: 0, next: 1, cursor: after } }
  /v1/things/c:
    { doc: A., params: { after: cursor }, returns: [[integer], cursor?], pages: { items: 0, next: 1, cursor: after } }
  /v1/things/d:
    { doc: A., params: { after?: cursor }, returns: [integer, cursor], pages: { items: 0, next: 1, cursor: after } }
  /v1/things/f:
    { doc: A., params: { after?: cursor }, returns: [[Row], cursor?], pages: { items: 0, next: 1, cursor: after, key: cells } }
  /v1/things/e:
    { doc: A., params: { after?: cursor }, returns: [[integer], cursor?], pages: { items: 7, next: 1, cursor: after, end: [3] } }
"#);

hikerapi::endpoints!(mod inside_of_another_crates_type, r#"
uses: [Media]
group: { name: things, doc: Things., base: /v1/things }
endpoints:
  /v1/things/a:
    { doc: A., params: { after?: cursor }, returns: Media, pages: { items: items, next: next, cursor: after } }
"#);

fn main() {}
