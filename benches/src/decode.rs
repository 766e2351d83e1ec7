//! Decoding: the generated types beside hand-written structs and other JSON parsers.

use std::collections::BTreeMap;

use hikerapi::rt::{self, Endpoint};
use hikerapi::user;
use hikerapi_benches::every_response;
use hikerapi_benches::hand_written::{Media, Page};
use hikerapi_benches::responses::{compact, megabyte};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::sampled::{Rival, rival, sample};

/// The baseline: the first rival in every row.
const BASE: &str = "hand-written";

pub(crate) fn run() {
    println!("\n### Decoding\n");
    println!(
        "From the bytes of a response to the typed result, and until that is dropped. The baseline is hand-written structs"
    );
    println!(
        "with the same fields, decoded by `serde_json::from_slice` with `float_roundtrip`, since the client's floats are exact"
    );
    println!(
        "too. A ratio of 2 is twice the throughput. The one endpoint without a schema is left out. Nothing is compiled for"
    );
    println!("the CPU of this machine: simd-json detects its features at run time, sonic-rs does not.\n");
    println!("| response | bytes | hand-written, MB/s | ratio of the client{} |", rivals_named());
    println!("|---|---|---|---{}|", "|---".repeat(rivals_named().matches('|').count()));
    every_response!(row);
    compare::<user::MediasChunkRequest, Page<Media>>("the media page, repeated", &megabyte());
    let page: Value = serde_json::from_str(&compact("user/medias_chunk")).expect("a page");
    let page = sorted(page).to_string();
    compare::<user::MediasChunkRequest, Page<Media>>("the media page, fields in another order", &page);
}

/// The same JSON with its fields in alphabetical order, which is not the order of the spec.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.into_iter().collect()
        }
        value => value,
    }
}

fn row<E: Endpoint, H: DeserializeOwned>(fixture: &str) {
    compare::<E, H>(fixture, &compact(fixture));
}

fn compare<E: Endpoint, H: DeserializeOwned>(name: &str, body: &str) {
    let bytes = body.as_bytes();
    // A failed decode must not be measured as a fast one.
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
        // It writes into its input, so each run takes a copy.
        rival("simd-json", || simd_json::from_slice::<H>(&mut bytes.to_vec()).ok()),
        rival("sonic-rs", || sonic_rs::from_slice::<H>(bytes).ok()),
    ]
}

#[cfg(not(feature = "rivals"))]
#[allow(clippy::extra_unused_type_parameters, reason = "has the signature of the one with rivals")]
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
