//! A match on an open enum needs a wildcard, since the enum can grow.
use hikerapi::types::MediaType;

fn name(media_type: &MediaType) -> &'static str {
    match media_type {
        MediaType::Photo => "photo",
        MediaType::Video => "video",
        MediaType::Album => "album",
        MediaType::Unknown(_) => "something new",
    }
}

fn main() {
    let _ = name;
}
