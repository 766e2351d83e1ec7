//! The macro works where names of the caller hide those of the prelude and of `std`.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
#![allow(dead_code, non_camel_case_types, non_snake_case, reason = "the names are meant to collide")]

mod std {}
mod core {}
mod serde {}
mod types {}
struct Result;
struct Option;
struct String;
struct Vec;
struct Box;
struct Client;
struct u8;
struct str;
struct bool;
trait From {}
trait Into {}
trait IntoIterator {}
trait Iterator {}
trait Default {}
trait IntoFuture {}
trait Debug {}
trait Clone {}
fn Ok() {}
fn Err() {}
fn Some() {}
#[allow(unused_macros, reason = "as above")]
macro_rules! include_bytes { () => {} }
#[allow(unused_macros, reason = "as above")]
macro_rules! compile_error { () => {} }

hikerapi::endpoints!(r"
uses: [Media, MediaType, UserPk]
group: { name: things, doc: Things., base: /v1/things }
ids:
  ThingPk: A thing.
  ThingKey: { doc: A thing as text., form: text }
enums:
  Color: { doc: What it looks like., of: string, values: { red: Like blood. } }
  Size: { doc: How large it is., of: integer, values: { 1: { name: Small, doc: Fits a hand. } } }
unions:
  By: { doc: Who made it., of: [ThingKey, Part1, integer] }
types:
  Part1: { doc: A part., fields: { name?: string, parts?: [Part1] } }
  Thing:
    doc: A thing.
    fields: { pk: ThingPk, key?: ThingKey, color: Color?, size?: Size?, media: Media, owner: UserPk, text: string, parts: '[Thing]?' }
endpoints:
  /v1/things/list:
    doc: Things, a page at a time.
    params: { owner: UserPk, kind: MediaType, color?: Color, exact?: boolean, after?: cursor }
    returns: [[Thing], cursor?]
    pages: { items: 0, next: 1, cursor: after }
  POST /v1/things:
    doc: Makes things.
    name: create
    body: { parts: [Part1], by: By, counts: { string: integer }, note?: string? }
    returns: By
");

fn main() {
    let client = hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let request = client.things().list(7, hikerapi::types::MediaType::Photo).color("red").exact(true).after("x");
    let _ = request.clone().items();
    let _ = request.pages();
}
