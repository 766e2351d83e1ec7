//! A deprecated endpoint warns, and the warning names what to use instead.
#![deny(deprecated)]

fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().followers(787132);
    let _ = hiker.user().web_profile_info("natgeo");
    let _ = hiker.user().guides(787132);
}
