//! An object of the client cannot be a parameter.

hikerapi::endpoints!(r"
uses: [Media]
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/all: { doc: All., params: { media: Media }, returns: [json] } }
");

fn main() {}
