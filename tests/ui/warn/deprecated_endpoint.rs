//! A deprecated endpoint warns, and the warning names its replacement.
#![deny(deprecated)]

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().followers(787132);
    let _ = client.user().web_profile_info("natgeo");
    let _ = client.user().guides(787132);
}
