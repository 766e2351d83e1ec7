//! An endpoint without pages has no `.pages()`.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.user().by_id(787132).pages();
}
