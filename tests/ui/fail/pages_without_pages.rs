//! `.pages()` is only where there are pages.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.user().by_id(787132).pages();
}
