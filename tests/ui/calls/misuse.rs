//! Added requests reject what built-in requests reject.

hikerapi::endpoints!(r"
uses: [MediaPk]
group: { name: things, doc: Things., base: /v1/things }
endpoints:
  /v1/things/of: { doc: Those of a post., params: { media: MediaPk }, returns: [json] }
");

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.things().of();
    let _ = client.things().of(hikerapi::types::UserPk::new(1));
    let _ = client.things().of(1).pages();
    let _ = endpoints::things::OfRequest { call: None };
}
