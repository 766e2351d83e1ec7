//! Decoding: the generated types beside structs written by hand, and beside other readers.

use hikerapi::rt::{self, Endpoint};
use hikerapi::{system, user};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::by_hand::{About, Balance, Guide, Media, Page, User, UserShort};
use crate::sampled::{Rival, rival, sample};

/// What it is compared with: the first in every row.
const BASE: &str = "by hand";

pub(crate) fn run() {
    println!("\n### Decoding\n");
    println!("From the bytes of a reply to the typed result and its end, against structs written by hand with the");
    println!("same fields, decoded by `serde_json::from_slice`. A ratio of 2 is twice the throughput.\n");
    println!("| reply | bytes | by hand, MB/s | ratio of the client{} |", rivals_named());
    println!("|---|---|---|---{}|", "|---".repeat(rivals_named().matches('|').count()));
    row::<user::MediasChunkRequest, Page<Media>>("user/medias_chunk");
    row::<user::ClipsChunkRequest, Page<Media>>("user/clips_chunk");
    row::<user::TagMediasChunkRequest, Page<Media>>("user/tag_medias_chunk");
    row::<user::VideosChunkRequest, Page<Media>>("user/videos_chunk");
    row::<user::MediasRequest, Vec<Media>>("user/medias");
    row::<user::ClipsRequest, Vec<Media>>("user/clips");
    row::<user::MediasPinnedRequest, Vec<Media>>("user/medias_pinned");
    row::<user::TagMediasRequest, Vec<Media>>("user/tag_medias");
    row::<user::VideosRequest, Vec<Media>>("user/videos");
    row::<user::FollowersChunkRequest, Page<UserShort>>("user/followers_chunk");
    row::<user::FollowingChunkRequest, Page<UserShort>>("user/following_chunk");
    row::<user::FollowersRequest, Vec<UserShort>>("user/followers");
    row::<user::FollowingRequest, Vec<UserShort>>("user/following");
    row::<user::SearchFollowersRequest, Vec<UserShort>>("user/search_followers");
    row::<user::SearchFollowingRequest, Vec<UserShort>>("user/search_following");
    row::<user::ByIdRequest, User>("user/by_id");
    row::<user::ByUrlRequest, User>("user/by_url");
    row::<user::ByUsernameRequest, User>("user/by_username");
    row::<user::AboutRequest, About>("user/about");
    row::<user::GuidesRequest, Vec<Guide>>("user/guides");
    row::<system::BalanceRequest, Balance>("system/balance");
    megabyte();
}

/// As the service writes it: the fixtures have white space for those who read them.
fn compact(fixture: &str) -> String {
    let (group, method) = fixture.split_once('/').expect("group/method");
    let text = String::from_utf8(hikerapi_tests::fixture(group, method)).expect("text");
    squeezed(&text)
}

/// Without white space between tokens; the order of fields is kept.
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

fn row<E: Endpoint, H: DeserializeOwned>(fixture: &str) {
    compare::<E, H>(fixture, &compact(fixture));
}

/// The items of the media page again and again, to a megabyte.
fn megabyte() {
    let page = compact("user/medias_chunk");
    let (items, _): (Vec<Box<RawValue>>, Option<String>) = serde_json::from_str(&page).expect("a page");
    let length: usize = items.iter().map(|item| item.get().len() + 1).sum();
    let many: Vec<_> = items.iter().map(|item| item.get()).cycle().take(items.len() * 1_000_000 / length).collect();
    compare::<user::MediasChunkRequest, Page<Media>>(
        "the media page, repeated",
        &format!("[[{}],null]", many.join(",")),
    );
}

fn compare<E: Endpoint, H: DeserializeOwned>(name: &str, body: &str) {
    let bytes = body.as_bytes();
    // What is measured must be decoding, not failing.
    assert!(serde_json::from_slice::<H>(bytes).is_ok(), "{name}: {:?}", serde_json::from_slice::<H>(bytes).err());
    assert!(rt::decode::<E>(bytes).is_ok(), "{name}");
    let mut all = vec![
        rival(BASE, || serde_json::from_slice::<H>(bytes).ok()),
        rival("client", || rt::decode::<E>(bytes).ok()),
        rival("Value", || serde_json::from_slice::<serde_json::Value>(bytes).ok()),
    ];
    all.extend(others::<H>(bytes));
    let sampled = sample(all);
    let speed = bytes.len() as f64 / sampled[0].seconds / 1e6;
    let ratios: Vec<_> = sampled[1..].iter().map(|one| format!("{:.2}", 1.0 / one.ratio)).collect();
    debug_assert_eq!(sampled[0].name, BASE);
    println!("| {name} | {} | {speed:.0} | {} |", bytes.len(), ratios.join(" | "));
}

#[cfg(feature = "rivals")]
fn others<H: DeserializeOwned>(bytes: &[u8]) -> Vec<Rival<'_>> {
    vec![
        // It writes into its input, so each time takes a copy.
        rival("simd-json", || simd_json::from_slice::<H>(&mut bytes.to_vec()).ok()),
        rival("sonic-rs", || sonic_rs::from_slice::<H>(bytes).ok()),
    ]
}

#[cfg(not(feature = "rivals"))]
#[allow(clippy::extra_unused_type_parameters, reason = "called as the one with rivals is")]
fn others<H>(_: &[u8]) -> Vec<Rival<'_>> {
    Vec::new()
}

fn rivals_named() -> &'static str {
    if cfg!(feature = "rivals") {
        " | of `serde_json::Value` | of simd-json | of sonic-rs"
    } else {
        " | of `serde_json::Value`"
    }
}
