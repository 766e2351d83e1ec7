//! A parameter accepts its own type alone.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().search_followers(787132, "earth").force("on");
    let _ = client.user().by_id(787132.0);
}
