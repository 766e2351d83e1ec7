//! A parameter that the endpoint does not have cannot be set. The service would ignore it, and bill the
//! first page again.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().followers_chunk(787132).end_cursor("x");
}
