//! A parameter takes its own type alone.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().search_followers(787132, "earth").force("on");
    let _ = hiker.user().by_id(787132.0);
}
