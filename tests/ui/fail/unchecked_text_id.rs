//! Text becomes an id only by a check.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().by_id("natgeo");
}
