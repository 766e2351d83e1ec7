//! The id of a post is not the id of an account.
fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let media = hikerapi::types::MediaPk::new(3865659729796199935);
    let _ = client.user().by_id(media);
}
