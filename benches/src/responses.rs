//! The recorded responses, as the service writes them.

use serde_json::value::RawValue;

/// Calls a function for each recorded response, with its request and its hand-written type.
#[macro_export]
macro_rules! every_response {
    ($row:ident) => {{
        use hikerapi::{system, user};
        use $crate::hand_written::{About, Balance, Guide, Media, Page, User, UserShort};
        $row::<user::MediasChunkRequest, Page<Media>>("user/medias_chunk");
        $row::<user::ClipsChunkRequest, Page<Media>>("user/clips_chunk");
        $row::<user::TagMediasChunkRequest, Page<Media>>("user/tag_medias_chunk");
        $row::<user::VideosChunkRequest, Page<Media>>("user/videos_chunk");
        $row::<user::MediasRequest, Vec<Media>>("user/medias");
        $row::<user::ClipsRequest, Vec<Media>>("user/clips");
        $row::<user::MediasPinnedRequest, Vec<Media>>("user/medias_pinned");
        $row::<user::TagMediasRequest, Vec<Media>>("user/tag_medias");
        $row::<user::VideosRequest, Vec<Media>>("user/videos");
        $row::<user::FollowersChunkRequest, Page<UserShort>>("user/followers_chunk");
        $row::<user::FollowingChunkRequest, Page<UserShort>>("user/following_chunk");
        $row::<user::FollowersRequest, Vec<UserShort>>("user/followers");
        $row::<user::FollowingRequest, Vec<UserShort>>("user/following");
        $row::<user::SearchFollowersRequest, Vec<UserShort>>("user/search_followers");
        $row::<user::SearchFollowingRequest, Vec<UserShort>>("user/search_following");
        $row::<user::ByIdRequest, User>("user/by_id");
        $row::<user::ByUrlRequest, User>("user/by_url");
        $row::<user::ByUsernameRequest, User>("user/by_username");
        $row::<user::AboutRequest, About>("user/about");
        $row::<user::GuidesRequest, Vec<Guide>>("user/guides");
        $row::<system::BalanceRequest, Balance>("system/balance");
    }};
}

/// A response as the service writes it, without the white space that makes the fixture readable.
///
/// # Panics
/// If there is no such fixture.
#[must_use]
pub fn compact(fixture: &str) -> String {
    let (group, method) = fixture.split_once('/').expect("group/method");
    let text = String::from_utf8(hikerapi_tests::fixture(group, method)).expect("text");
    squeezed(&text)
}

/// Removes white space between tokens and keeps the order of fields.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for char in text.chars() {
        if is_text || !char.is_ascii_whitespace() {
            squeezed.push(char);
        }
        if char == '"' && !is_escaped {
            is_text = !is_text;
        }
        is_escaped = is_text && char == '\\' && !is_escaped;
    }
    squeezed
}

/// The media page with its items repeated up to a megabyte.
///
/// # Panics
/// If the fixture is not a page.
#[must_use]
pub fn megabyte() -> String {
    let page = compact("user/medias_chunk");
    let (items, _): (Vec<Box<RawValue>>, Option<String>) = serde_json::from_str(&page).expect("a page");
    let length: usize = items.iter().map(|item| item.get().len() + 1).sum();
    let many: Vec<_> = items.iter().map(|item| item.get()).cycle().take(items.len() * 1_000_000 / length).collect();
    format!("[[{}],null]", many.join(","))
}
