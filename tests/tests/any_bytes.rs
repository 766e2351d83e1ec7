//! Any bytes as the response of any endpoint of the golden spec with everything in it: decoding returns, strictly and
//! leniently, without a panic and within a bound of memory. What it accepts strictly, it reads leniently as the same value,
//! and back from its own JSON.
//!
//! `PROPTEST_CASES=100000 cargo test --release -p hikerapi-tests --test any_bytes` runs more of them.

use allocation_counter::measure;
use hikerapi::rt::{Endpoint, decode, decode_leniently};
use hikerapi_tests::project;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Serialize;

#[allow(dead_code, unused_imports, reason = "only the types and endpoints are of interest here")]
#[path = "../golden/everything/generated/mod.rs"]
#[rustfmt::skip]
pub mod everything;

use everything::{early, feeds, late, orders, things, r#type};

const ENDPOINTS: [fn(&[u8]); 43] = [
    check::<early::r#type::ThingRequest>,
    check::<late::more::CountRequest>,
    check::<late::more::ColorsRequest>,
    check::<late::things::GetRequest>,
    check::<late::things::ListRequest>,
    check::<late::things::SealsRequest>,
    check::<late::things::StampRequest>,
    check::<feeds::SectionsRequest>,
    check::<feeds::StreamRequest>,
    check::<feeds::DaysRequest>,
    check::<feeds::RowsRequest>,
    check::<feeds::RelatedRequest>,
    check::<things::ByPkRequest>,
    check::<things::ByKeyRequest>,
    check::<things::PartsRequest>,
    check::<things::XYKeyJsonRequest>,
    check::<things::AllRequest>,
    check::<things::EnvelopedRequest>,
    check::<things::SwappedRequest>,
    check::<things::CountRequest>,
    check::<things::QuotaRequest>,
    check::<things::IndexRequest>,
    check::<things::OldRequest>,
    check::<things::OlderRequest>,
    check::<r#type::MatchRequest>,
    check::<orders::ChangeRequest>,
    check::<orders::CreateRequest>,
    check::<orders::ListRequest>,
    check::<orders::ManyRequest>,
    check::<orders::PagesByOffsetRequest>,
    check::<orders::PagesByUrlRequest>,
    check::<orders::PagesLinkedRequest>,
    check::<orders::PagesNumberedRequest>,
    check::<orders::PostAnythingRequest>,
    check::<orders::PostLabelsRequest>,
    check::<orders::PostNamesRequest>,
    check::<orders::PostNestsRequest>,
    check::<orders::PostOrdersIdRefundsRequest>,
    check::<orders::PostPairsRequest>,
    check::<orders::PostReferencesRequest>,
    check::<orders::PostSearchRequest>,
    check::<orders::ReplaceRequest>,
    check::<orders::StoreRequest>,
];

/// What decoding may take at once: a copy of the body, the mismatches with their paths, and the values.
fn bound(body: &[u8]) -> u64 {
    8_000_000 + 200 * body.len() as u64
}

fn check<E: Endpoint<Output: Serialize>>(body: &[u8]) {
    let shown = String::from_utf8_lossy(body);
    let (mut strict, mut lenient) = (None, None);
    let strictly = measure(|| strict = Some(decode::<E>(body)));
    let leniently = measure(|| lenient = Some(decode_leniently::<E>(body)));
    for taken in [strictly, leniently] {
        assert!(taken.bytes_max < bound(body), "{} bytes for {}: {shown}", taken.bytes_max, body.len());
    }
    let (strict, lenient) = (strict.expect("it returned"), lenient.expect("it returned"));
    match (strict, lenient) {
        (Ok(value), Ok(same)) => {
            assert!(same.drift.is_empty() && same.skipped.is_empty(), "{shown}");
            let written = serde_json::to_string(&value).expect("JSON");
            assert_eq!(written, serde_json::to_string(&same.value).expect("JSON"), "{shown}");
            let again = decode::<E>(written.as_bytes()).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(written, serde_json::to_string(&again).expect("JSON"), "{shown}");
        }
        (Ok(_), Err(error)) => panic!("valid, and not read leniently: {error}: {shown}"),
        (Err(_), Ok(kept)) => assert!(!kept.drift.is_empty(), "a mismatch without a report: {shown}"),
        (Err(error), Err(_)) => assert!(!error.is_empty()),
    }
}

/// Runs all endpoints: a body of one is another response to the others.
fn check_all(body: &[u8]) {
    ENDPOINTS.iter().for_each(|check| check(body));
}

#[test]
fn every_endpoint_of_the_spec_is_checked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/everything/spec");
    let api = project::checked(&project::sources(&folder));
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    assert_eq!(endpoints.filter(|endpoint| endpoint.returns.ty().is_some()).count(), ENDPOINTS.len());
}

/// Tokens of JSON, names of the types, and what is close to JSON.
const TOKENS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\"",
    b"\\",
    b" ",
    b"null",
    b"true",
    b"false",
    b"0",
    b"-1",
    b"1.5",
    b"1e999",
    b"7.0",
    b"1775048403000",
    b"18446744073709551616",
    b"\"a\"",
    b"\"\"",
    b"\"7\"",
    b"\"1700000000.25\"",
    b"\"2017-08-31T18:10:00+0000\"",
    b"{\"parent\":",
    b"{\"twin\":{\"thing\":",
    b"\"pk\":7,",
    b"\"users\":",
    b"\"response\":",
    b"\"map_of_lists\":{\"a\":",
    b"NaN",
    b"-Infinity",
    b"\\ud83d",
    b"\\ude00",
    b"\\x",
    b"\xff",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\t",
    b"\x1b[31m",
    b"\xe2\x80\xae",
];

fn token() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        12 => select(TOKENS).prop_map(<[u8]>::to_vec),
        2 => proptest::collection::vec(any::<u8>(), 0..8),
        // Deep, or many.
        1 => (select(TOKENS), 0..400_usize).prop_map(|(token, count)| token.repeat(count)),
    ]
}

/// A value for a field of this name of a thing: nearly always one that matches.
fn field(name: &'static str) -> impl Strategy<Value = String> {
    let fits: &[&str] = match name {
        "pk" => &["7", "\"18446744073709551615\""],
        "key" => &["\"k\"", "7"],
        "a_boolean" => &["true", "null"],
        "an_integer" | "camelCase" | "weird-name_" => &["-9223372036854775808", "0"],
        "a_number" | "größe" => &["0", "0.21", "1", "-0.0", "9007199254740993", "18446744073709551615", "1e300"],
        "a_timestamp" => &[
            "0",
            "1700000000.25",
            "-0.5",
            "\"1700000000\"",
            "\"2017-08-31 18:10:00.5+0000\"",
            "\"9999-12-31T23:59:59-08\"",
        ],
        "a_cursor" => &["\"x\"", "25", "false", "null"],
        "some_json" => &["{\"a\":[1,\"\\ud83d\",{\"a\":1,\"a\":2}]}", "1e999", "null"],
        "list" => &["[]", "[1,2,3]"],
        "list_or_null" => &["[\"a\",null]", "null"],
        "list_of_lists" => &["[[\"red\",\"new\"],[]]", "[]"],
        "map" => &["{\"a\":1,\"\\u00e9\":-1}", "{}"],
        "map_of_lists" => &["{\"a\":[]}", "null"],
        "pair" => &["[1,null]", "[1]", "[1,\"x\",{}]"],
        "triple" => &["[\"red\",1,[]]"],
        "parent" => &["null"],
        "twin" => &["{\"thing\":null,\"twins\":[]}", "null"],
        _ => &["\"a \\ud83c\\udf0d\"", "\"\""],
    };
    const ODD: &[&str] = &["null", "7", "\"x\"", "{}", "[]", "[null]", "NaN", "\"\\ud83d\"", "1.0", "-1", "true"];
    prop_oneof![30 => select(fits), 1 => select(ODD)].prop_map(move |value| format!("\"{name}\":{value}"))
}

const REQUIRED: [&str; 13] = [
    "pk",
    "key",
    "a_string",
    "a_timestamp",
    "list",
    "list_of_lists",
    "map",
    "pair",
    "camelCase",
    "weird-name_",
    "größe",
    "self",
    "type",
];
const OPTIONAL: [&str; 11] = [
    "a_boolean",
    "an_integer",
    "a_number",
    "a_url",
    "a_cursor",
    "some_json",
    "list_or_null",
    "map_of_lists",
    "triple",
    "parent",
    "twin",
];

/// A thing, which nearly always matches, with its fields in any order, and in things.
fn thing() -> impl Strategy<Value = String> {
    let optional = proptest::sample::subsequence(OPTIONAL.to_vec(), 0..=OPTIONAL.len());
    let fields = optional.prop_flat_map(|optional| REQUIRED.into_iter().chain(optional).map(field).collect::<Vec<_>>());
    let fields = prop_oneof![2 => fields.clone(), 1 => fields.prop_shuffle()];
    (fields, 0..60_usize).prop_map(|(fields, levels)| {
        let fields = fields.join(",");
        let inner = format!("{{{fields}}}");
        // Few are deep.
        (0..levels.saturating_sub(56)).fold(inner, |inner, _| {
            format!("{{{}}}", fields.replace("\"parent\":null", &format!("\"parent\":{inner}")))
        })
    })
}

/// A response that nearly always matches one of the endpoints.
fn response() -> impl Strategy<Value = String> {
    (proptest::collection::vec(thing(), 0..4), 0..5_u8).prop_map(|(things, shape)| {
        let list = things.join(",");
        match shape {
            0 => things.into_iter().next().unwrap_or_default(),
            1 => format!("[[{list}],\"next\"]"),
            2 => format!(
                "{{\"response\":{{\"users\":[{list}],\"more\":true}},\"next_page_id\":2,\"count\":{}}}",
                u8::MAX
            ),
            3 => format!("{{\"a\":[1,\"2\"],\"b\":[],\"a\":[{}]}}", list.len()),
            _ => format!("[false,[\"a\",\"\\ud83d\"],{}]", list.len()),
        }
    })
}

/// Otherwise the properties would be those of broken JSON alone.
#[test]
fn most_responses_match_and_some_do_not() {
    let mut runner = TestRunner::deterministic();
    let (mut strict, mut lenient) = (0, 0);
    for _ in 0..300 {
        let body = response().new_tree(&mut runner).expect("a response").current();
        let found = [kinds::<things::ByPkRequest>, kinds::<things::PartsRequest>, kinds::<things::EnvelopedRequest>]
            .map(|kinds| kinds(body.as_bytes()));
        strict += usize::from(found.iter().any(|(strict, _)| *strict));
        lenient += usize::from(found.iter().any(|(strict, lenient)| !strict && *lenient));
    }
    assert!(strict > 100 && lenient > 30, "{strict} match, {lenient} are read leniently");
}

fn kinds<E: Endpoint>(body: &[u8]) -> (bool, bool) {
    (decode::<E>(body).is_ok(), decode_leniently::<E>(body).is_ok())
}

/// One change of a body: a part of it is gone, twice there, or replaced.
type Mutation = (Index, Index, Vec<u8>, u8);

fn mutated(mut body: Vec<u8>, (at, end, token, kind): &Mutation) -> Vec<u8> {
    let at = at.index(body.len() + 1);
    let end = at + end.index((body.len() - at).min(40) + 1);
    match kind % 5 {
        0 => drop(body.splice(at..at, token.iter().copied())),
        1 => drop(body.splice(at..end, token.iter().copied())),
        2 => drop(body.drain(at..end)),
        3 => body.truncate(at),
        _ => {
            let part = body[at..end].to_vec();
            drop(body.splice(at..at, part));
        }
    }
    body
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        check_all(&body);
    }

    #[test]
    fn any_tokens_are_decoded_or_refused(tokens in proptest::collection::vec(token(), 0..30)) {
        check_all(&tokens.concat());
    }

    #[test]
    fn responses_are_decoded_or_refused_whatever_is_changed_in_them(
        response in response(),
        mutations in proptest::collection::vec((any::<Index>(), any::<Index>(), token(), any::<u8>()), 0..4),
    ) {
        check_all(&mutations.iter().fold(response.into_bytes(), mutated));
    }
}

/// A tenth of the cases: each is as long as hundreds of the others.
fn few() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 10, ..usual }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn large_responses_take_memory_in_proportion(
        (before, part, after) in select(vec![
            ("[[", "{},", "{}],null]"),
            ("[[", "null,", "null],null]"),
            ("{\"a\":[", "\"x\",", "1]}"),
            ("{", "\"a\":[],", "\"b\":[]}"),
            ("{\"", "\u{1b}\u{1b}", "\":[\"\"]}"),
            ("[null,[", "\"\",", "\"\"]]"),
            ("[null,[", "7,", "\"\"]]"),
            ("{\"response\":{\"users\":[", "{\"parent\":{\"parent\":{}}},", "{}]}}"),
            ("[", "{\"a\":[", ""),
            ("[null,[\"", "\\ud83d", "\"]]"),
            ("[", "NaN,", "1]"),
        ]),
        count in 0..30_000_usize,
    ) {
        check_all(format!("{before}{}{after}", part.repeat(count)).as_bytes());
    }
}
