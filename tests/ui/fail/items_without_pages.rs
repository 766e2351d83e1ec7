//! `.items()` is only where there are pages.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().about(787132).items();
}
