//! A media's id does not pass for an account's.
fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let media = hikerapi::types::MediaPk::new(3865659729796199935);
    let _ = hiker.user().by_id(media);
}
