//! Text must be parsed into an id.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().by_id("natgeo");
}
