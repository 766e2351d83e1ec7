//! The key cannot be printed.
fn main() {
    let key = hikerapi::client::ApiKey::from("secret");
    println!("{key} {key:?}");
}
