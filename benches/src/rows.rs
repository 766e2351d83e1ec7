//! The rows of the decoding tables: one response, read by all rivals in turns.

use hikerapi::rt::{self, Endpoint};
use hikerapi_benches::hand_written::Shape;
use hikerapi_benches::targets::Seen;
use serde_json::value::RawValue;

use crate::sampled::{Rival, rival, sample_alone};

/// The baseline: the first rival in every row.
const BASE: &str = "hand-written";

/// The hand-written type as serde_json decodes it.
pub(crate) type Hand<S> = <S as Shape>::Of<Box<RawValue>>;

pub(crate) fn header() {
    println!("| response | bytes | hand-written, MB/s | ratio of the client{} |", rivals_named());
    println!("|---|---|---|---{}|", "|---".repeat(rivals_named().matches('|').count()));
}

/// Prints the row of a response, and returns the client's throughput divided by that of the hand-written structs.
pub(crate) fn row<E: Endpoint, S: Shape>(name: &str, body: &str) -> Seen {
    let bytes = body.as_bytes();
    // A failed decode must not be measured as a fast one.
    assert!(
        serde_json::from_slice::<Hand<S>>(bytes).is_ok(),
        "{name}: {:?}",
        serde_json::from_slice::<Hand<S>>(bytes).err()
    );
    assert!(rt::decode::<E>(bytes).is_ok(), "{name}");
    let mut all = vec![
        rival(BASE, || serde_json::from_slice::<Hand<S>>(bytes).ok()),
        rival("client", || rt::decode::<E>(bytes).ok()),
        rival("Value", || serde_json::from_slice::<serde_json::Value>(bytes).ok()),
    ];
    all.extend(others::<S>(bytes));
    let sampled = sample_alone(all);
    let speed = bytes.len() as f64 / sampled[0].seconds / 1e6;
    let ratios: Vec<_> = sampled[1..].iter().map(|one| format!("{:.2}", 1.0 / one.ratio)).collect();
    debug_assert_eq!(sampled[0].name, BASE);
    println!("| {name} | {} | {speed:.0} | {} |", bytes.len(), ratios.join(" | "));
    (name.to_owned(), 1.0 / sampled[1].ratio)
}

#[cfg(feature = "rivals")]
fn others<S: Shape>(bytes: &[u8]) -> Vec<Rival<'_>> {
    vec![
        // It writes into its input, so each run takes a copy.
        rival("simd-json", || {
            simd_json::from_slice::<S::Of<serde_json::Value>>(&mut bytes.to_vec()).expect("it decodes")
        }),
        rival("sonic-rs", || sonic_rs::from_slice::<S::Of<sonic_rs::OwnedLazyValue>>(bytes).expect("it decodes")),
    ]
}

#[cfg(not(feature = "rivals"))]
#[allow(clippy::extra_unused_type_parameters, reason = "has the signature of the one with rivals")]
fn others<S>(_: &[u8]) -> Vec<Rival<'_>> {
    Vec::new()
}

fn rivals_named() -> &'static str {
    if cfg!(feature = "rivals") {
        " | of `serde_json::Value` | of simd-json | of sonic-rs"
    } else {
        " | of `serde_json::Value`"
    }
}
