//! The pages of each endpoint have their own type.
use hikerapi::user;
use hikerapi::pages::Pages;

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _: Pages<user::ClipsChunkRequest> = client.user().medias_chunk(787132).pages();
}
