//! An optional field is an `Option`.
fn followers(user: &hikerapi::types::User) -> i64 {
    user.follower_count
}

fn main() {
    let _ = followers;
}
