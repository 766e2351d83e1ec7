//! `uses` cannot import a type that the client does not define.

hikerapi::endpoints!(r"
uses: [Meda]
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/all: { doc: All., returns: [Meda] } }
");

fn main() {}
