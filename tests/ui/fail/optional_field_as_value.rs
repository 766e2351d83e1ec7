//! What may be empty has to be asked.
fn followers(user: &hikerapi::types::User) -> i64 {
    user.follower_count
}

fn main() {
    let _ = followers;
}
