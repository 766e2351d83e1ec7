//! Requests of one's own refuse what built-in ones refuse.

hikerapi::endpoints!(r"
uses: [MediaPk]
group: { name: things, doc: Things., base: /v1/things }
endpoints:
  /v1/things/of: { doc: Those of a post., params: { media: MediaPk }, returns: [json] }
");

fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.things().of();
    let _ = hiker.things().of(hikerapi::types::UserPk::new(1));
    let _ = hiker.things().of(1).pages();
    let _ = endpoints::things::OfRequest { call: None };
}
