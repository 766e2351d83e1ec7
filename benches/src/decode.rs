//! Decoding: the generated types beside structs written by hand, and beside other readers.

use hikerapi::rt::{self, Endpoint};
use hikerapi::user;
use hikerapi_benches::by_hand::{Media, Page};
use hikerapi_benches::every_reply;
use hikerapi_benches::replies::{compact, megabyte};
use serde::de::DeserializeOwned;

use crate::sampled::{Rival, rival, sample};

/// What it is compared with: the first in every row.
const BASE: &str = "by hand";

pub(crate) fn run() {
    println!("\n### Decoding\n");
    println!("From the bytes of a reply to the typed result and its end, against structs written by hand with the");
    println!(
        "same fields, decoded by `serde_json::from_slice` with `float_roundtrip`, since floats are exact here, too. A"
    );
    println!(
        "ratio of 2 is twice the throughput. Every reply but the one that has no shape. No program is built for the very"
    );
    println!("machine: simd-json finds out at run time what it can do, sonic-rs does not.\n");
    println!("| reply | bytes | by hand, MB/s | ratio of the client{} |", rivals_named());
    println!("|---|---|---|---{}|", "|---".repeat(rivals_named().matches('|').count()));
    every_reply!(row);
    compare::<user::MediasChunkRequest, Page<Media>>("the media page, repeated", &megabyte());
    // In the order of the alphabet, which is no order that the spec knows.
    let page: serde_json::Value = serde_json::from_str(&compact("user/medias_chunk")).expect("a page");
    compare::<user::MediasChunkRequest, Page<Media>>("the media page, fields in another order", &page.to_string());
}

fn row<E: Endpoint, H: DeserializeOwned>(fixture: &str) {
    compare::<E, H>(fixture, &compact(fixture));
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
