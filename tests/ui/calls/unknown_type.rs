//! What the client does not define cannot be brought in.

hikerapi::endpoints!(r"
uses: [Meda]
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/all: { doc: All., returns: [Meda] } }
");

fn main() {}
