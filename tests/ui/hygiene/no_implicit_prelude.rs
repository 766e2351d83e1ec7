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
unions:
  By: { doc: Who made it., of: [ThingKey, Part1, integer, '[string]'] }
  Tagged: { doc: By a tag., tag: kind, of: { a: Part1, b: Part2 } }
types:
  Part1: { doc: A part., fields: { name?: string, parts?: [Part1], on?: date?, by?: Tagged } }
  Part2: { doc: A part., fields: { name: string, counts: { string: number }, self?: Part2? } }
  Thing: { doc: A thing., fields: { pk: ThingPk, key?: ThingKey?, color: Color, size: Size, media: Media } }
endpoints:
  /v1/things/list:
    doc: Things, a page at a time.
    params: { owner: UserPk, after?: cursor }
    returns: [[Thing], cursor?]
    pages: { items: 0, next: 1, cursor: after }
  POST /v1/things:
    doc: Makes things.
    name: create
    idempotency: Idempotency-Key
    body: { parts: [Part1], by: By, counts: { string: integer }, note?: string?, any?: json }
    returns: By?
  PUT /v1/things/{pk}/file: { doc: Its file., name: store, params: { pk: ThingPk }, body: bytes, returns: bytes }
");

fn main() {
    let client = ::hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _ = client.things().list(7).after("x").items();
    let part = endpoints::types::Part1::new().name("a").on(::std::option::Option::None);
    let _ = client.things().create([part], "key", [("a", 1)]).note("b").any([1]).idempotency_key("once");
    let _ = client.things().store(7, b"bytes".as_slice());
}
