//! The macro works without a prelude.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

::hikerapi::endpoints!(r"
uses: [Media, UserPk]
group: { name: things, doc: Things., base: /v1/things }
ids: { ThingPk: A thing., ThingKey: { doc: A thing as text., form: text } }
enums:
  Color: { doc: What it looks like., of: string, values: { red: Like blood. } }
  Size: { doc: How large it is., of: integer, values: { 1: { name: Small, doc: Fits a hand. } } }
types:
  Thing: { doc: A thing., fields: { pk: ThingPk, key?: ThingKey?, color: Color, size: Size, media: Media } }
endpoints:
  /v1/things/list:
    doc: Things, a page at a time.
    params: { owner: UserPk, after?: cursor }
    returns: [[Thing], cursor?]
    pages: { items: 0, next: 1, cursor: after }
");

fn main() {
    let client = ::hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _ = client.things().list(7).after("x").items();
}
