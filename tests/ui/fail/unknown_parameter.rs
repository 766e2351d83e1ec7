//! A parameter that the endpoint does not have cannot be set: the service would ignore it and
//! bill the first page again.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().followers_chunk(787132).end_cursor("x");
}
