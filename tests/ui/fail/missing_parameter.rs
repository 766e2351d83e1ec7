//! A required parameter cannot be left out.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().search_followers(787132);
}
