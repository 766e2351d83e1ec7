//! Unused endpoints do not warn, wherever the module is and whatever its visibility.
#![deny(warnings, missing_docs, unreachable_pub, unused, rust_2018_idioms, unused_qualifications)]
#![forbid(unsafe_code, dead_code, unused_imports)]

hikerapi::endpoints!(mod private, r"
group: { name: things, doc: Things., base: /v1/things }
endpoints: { /v1/things/count: { doc: How many there are., returns: integer } }
");

hikerapi::endpoints!(
    /// With docs of its own.
    pub(crate) mod documented,
    r"
group: { name: stuff, doc: Stuff., base: /v1/stuff }
endpoints: { /v1/stuff/count: { doc: How many there are., params: { of?: string }, returns: integer } }
",
);

fn main() {
    hikerapi::endpoints!(r"
group: { name: inner, doc: Inside of a function., base: /v1/inner }
endpoints: { /v1/inner/count: { doc: How many there are., returns: integer } }
");
    let client = hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _ = (client.things().count(), client.inner().count());
}
