//! What a caller does not use does not warn, wherever the module stands and whoever may see it.
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
    let hiker = hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _ = (hiker.things().count(), hiker.inner().count());
}
