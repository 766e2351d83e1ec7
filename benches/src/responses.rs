//! The recorded responses, as the service writes them.

use serde_json::Value;
use serde_json::value::RawValue;

/// Calls a function for each recorded response, with its request and the shape of its hand-written type.
#[macro_export]
macro_rules! every_response {
    ($row:ident $(, $state:expr)?) => {{
        use hikerapi::{system, user};
        use $crate::hand_written::{About, Balance, Guides, MediaPage, Medias, Page, Plain, User, UserShort};
        $row::<user::MediasChunkRequest, MediaPage>("user/medias_chunk" $(, $state)?);
        $row::<user::ClipsChunkRequest, MediaPage>("user/clips_chunk" $(, $state)?);
        $row::<user::TagMediasChunkRequest, MediaPage>("user/tag_medias_chunk" $(, $state)?);
        $row::<user::VideosChunkRequest, MediaPage>("user/videos_chunk" $(, $state)?);
        $row::<user::MediasRequest, Medias>("user/medias" $(, $state)?);
        $row::<user::ClipsRequest, Medias>("user/clips" $(, $state)?);
        $row::<user::MediasPinnedRequest, Medias>("user/medias_pinned" $(, $state)?);
        $row::<user::TagMediasRequest, Medias>("user/tag_medias" $(, $state)?);
        $row::<user::VideosRequest, Medias>("user/videos" $(, $state)?);
        $row::<user::FollowersChunkRequest, Plain<Page<UserShort>>>("user/followers_chunk" $(, $state)?);
        $row::<user::FollowingChunkRequest, Plain<Page<UserShort>>>("user/following_chunk" $(, $state)?);
        $row::<user::FollowersRequest, Plain<Vec<UserShort>>>("user/followers" $(, $state)?);
        $row::<user::FollowingRequest, Plain<Vec<UserShort>>>("user/following" $(, $state)?);
        $row::<user::SearchFollowersRequest, Plain<Vec<UserShort>>>("user/search_followers" $(, $state)?);
        $row::<user::SearchFollowingRequest, Plain<Vec<UserShort>>>("user/search_following" $(, $state)?);
        $row::<user::ByIdRequest, Plain<User>>("user/by_id" $(, $state)?);
        $row::<user::ByUrlRequest, Plain<User>>("user/by_url" $(, $state)?);
        $row::<user::ByUsernameRequest, Plain<User>>("user/by_username" $(, $state)?);
        $row::<user::AboutRequest, Plain<About>>("user/about" $(, $state)?);
        $row::<user::GuidesRequest, Guides>("user/guides" $(, $state)?);
        $row::<system::BalanceRequest, Plain<Balance>>("system/balance" $(, $state)?);
    }};
}

/// The response of an endpoint, its fixture, as the service writes it: without the white space that makes the fixture
/// readable.
///
/// # Panics
/// If there is no such fixture.
#[must_use]
pub fn uncut(endpoint: &str) -> String {
    let (group, method) = endpoint.split_once('/').expect("group/method");
    squeezed(hikerapi_tests::fixture(group, method))
}

/// The example of the docs, which lacks some fields, if there is one.
///
/// # Panics
/// If it is not text.
#[must_use]
pub fn edited(endpoint: &str) -> Option<String> {
    let (group, method) = endpoint.split_once('/').expect("group/method");
    hikerapi_tests::edited(group, method).map(squeezed)
}

/// Removes white space between tokens and keeps the order of fields.
fn squeezed(text: Vec<u8>) -> String {
    let text = String::from_utf8(text).expect("text");
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

/// A page with its items repeated up to a megabyte.
///
/// # Panics
/// If it is not a page.
#[must_use]
pub fn megabyte(page: &str) -> String {
    let (items, _): (Vec<Box<RawValue>>, Option<String>) = serde_json::from_str(page).expect("a page");
    let length: usize = items.iter().map(|item| item.get().len() + 1).sum();
    let many: Vec<_> = items.iter().map(|item| item.get()).cycle().take(items.len() * 1_000_000 / length).collect();
    format!("[[{}],null]", many.join(","))
}

/// A page of posts with long captions and names of which little is ASCII.
///
/// # Panics
/// If it is not JSON.
#[must_use]
pub fn with_long_texts(page: &str) -> String {
    const CAPTION: &str = "Ночью над озером поднялся туман 🌫️, и птицы замолчали. 夜明けの湖に霧が立ちこめ、鳥たちは静まり返った。\n\n\
                           «Das Licht über den Dächern» – fotografiert für „Größe & Stille“. #путешествие #自然 ";
    fn change(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(change),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match name.as_str() {
                        "caption_text" => *value = CAPTION.repeat(6).into(),
                        "full_name" => *value = "Служба природы 自然".into(),
                        _ => change(value),
                    }
                }
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_str(page).expect("JSON");
    change(&mut value);
    value.to_string()
}
