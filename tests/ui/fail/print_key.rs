//! The key cannot be printed.
fn main() {
    let key = hikerapi::Key::from("secret");
    println!("{key} {key:?}");
}
