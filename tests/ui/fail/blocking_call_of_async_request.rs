//! A request of the async client is awaited: it has no `get`, and its list is no iterator.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().by_id(787132).get();
    for item in client.user().followers_chunk(787132).items() {
        drop(item);
    }
}
