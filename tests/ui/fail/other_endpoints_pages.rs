//! Pages of one endpoint do not pass for those of another.
use hikerapi::{Pages, user};

fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _: Pages<user::ClipsChunkRequest> = hiker.user().medias_chunk(787132).pages();
}
