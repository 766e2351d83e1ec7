//! Decodes any bytes as the body of a response. The first byte selects the endpoint.

#![no_main]

use hikerapi::rt::{self, Endpoint};
use hikerapi::{system, user};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, body)) = bytes.split_first() else { return };
    TARGETS[usize::from(*pick) % TARGETS.len()](body);
});

/// One endpoint for each response type. `tests/fuzz.sh` writes the corpus in this order.
const TARGETS: [fn(&[u8]); 9] = [
    check::<user::MediasChunkRequest>,
    check::<user::ClipsChunkRequest>,
    check::<user::TagMediasChunkRequest>,
    check::<user::FollowersChunkRequest>,
    check::<user::ByUsernameRequest>,
    check::<user::AboutRequest>,
    check::<user::GuidesRequest>,
    check::<user::WebProfileInfoRequest>,
    check::<system::BalanceRequest>,
];

fn check<E: Endpoint<Output: serde::Serialize>>(body: &[u8]) {
    let strict = rt::decode::<E>(body);
    let lenient = rt::decode_leniently::<E>(body);
    if let Ok(value) = strict {
        let same = lenient.expect("a strictly valid body");
        assert!(same.drift.is_empty());
        let written = serde_json::to_value(&value).expect("it came from JSON");
        assert_eq!(written, serde_json::to_value(&same.value).expect("it came from JSON"));
        // Decoding the output gives the same value.
        let again = rt::decode::<E>(written.to_string().as_bytes()).expect("own output");
        assert_eq!(written, serde_json::to_value(&again).expect("it came from JSON"));
    } else if let Ok(kept) = lenient {
        assert!(!kept.drift.is_empty(), "a mismatch is reported");
    }
}
