//! An endpoint without pages has no `.items()`.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().about(787132).items();
}
