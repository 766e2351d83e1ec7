//! A required parameter cannot be omitted.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().search_followers(787132);
}
