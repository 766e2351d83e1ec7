//! One odd byte or word costs one value, and not the response: what each costs, leniently and strictly.

use std::collections::BTreeMap;

use super::samples::{Item, List, Part};
use super::{Decode, from_json};
use crate::lenient::{self, DecodeOptions, Lenient};
use crate::raw::Body;
use crate::redact::Secrets;
use crate::wire::{Json, Text};

fn leniently<T: Decode>(body: &[u8]) -> Result<Lenient<T>, String> {
    let kept = Body::new(body.to_vec());
    let decoded = lenient::decode(&kept, DecodeOptions::default())
        .map_err(|error| error.describe(body, &Secrets::NONE).to_string());
    assert_eq!(kept.bytes(), body, "the body is kept as it was");
    decoded
}

/// The list of items with these names, and what is reported.
#[track_caller]
fn check(body: &[u8], names: &[&str], drift: &[(&str, &str)], strict: &str) {
    let shown = String::from_utf8_lossy(body);
    let decoded = leniently::<List>(body).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let found: Vec<_> = decoded.value.iter().map(|item| item.name.as_deref().unwrap_or("none")).collect();
    assert_eq!(found, names, "{shown}");
    let reported = decoded.drift.iter().map(|drift| (drift.path.as_str(), drift.message.as_str()));
    assert_eq!(reported.collect::<Vec<_>>(), drift, "{shown}");
    let error = from_json::<List>(body).expect_err(&shown).to_string();
    assert!(error.starts_with(strict), "{shown}: {error}");
    let options = DecodeOptions { is_strict: true, ..DecodeOptions::default() };
    assert!(lenient::decode::<List>(&Body::new(body.to_vec()), options).is_err(), "{shown}");
}

const MARK: &str = "a byte order mark, which JSON does not have; skipped";
const UTF_16: &str = "UTF-16, where JSON is UTF-8; converted";
const BYTE: &str = "a byte that is not UTF-8; read as U+FFFD";
const HALF: &str = "a character beyond `\\uffff` of which only half is there; read as U+FFFD";
const NAN: &str = "NaN or an infinity, which JSON does not have; read as null";

#[test]
fn a_byte_order_mark_is_skipped() {
    let strict = "the body is JSON but for a byte order mark";
    check("\u{feff}[{\"n\":1,\"name\":\"a\"}]".as_bytes(), &["a"], &[("$", MARK)], strict);
    check("\u{feff} \r\n[]".as_bytes(), &[], &[("$", MARK)], strict);
    // In a text it is a character like others.
    assert!(from_json::<List>("[{\"n\":1,\"name\":\"\u{feff}\"}]".as_bytes()).is_ok());
    for nothing in ["\u{feff}", "\u{feff}<html>", "\u{feff}\u{feff}[]"] {
        assert!(leniently::<List>(nothing.as_bytes()).is_err(), "{nothing}");
    }
}

#[test]
fn utf_16_is_converted() {
    let strict = "the body is JSON but for UTF-16";
    let text = r#"[{"n":1,"name":"é😀"}]"#;
    for (mark, is_little) in [("\u{feff}", true), ("\u{feff}", false), ("", true), ("", false)] {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        let bytes: Vec<u8> =
            units.flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
        check(&bytes, &["é😀"], &[("$", UTF_16)], strict);
        // Half a character is one odd value, and half a unit at the end none at all.
        assert!(leniently::<List>(&bytes[..bytes.len() - 1]).is_err());
    }
    let half: Vec<u8> = "[{\"n\":1,\"name\":\""
        .encode_utf16()
        .chain([0xd83d])
        .chain("\"}]".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    check(&half, &["\u{fffd}"], &[("$", UTF_16), ("$[0].name", BYTE)], strict);
}

#[test]
fn a_byte_that_is_not_utf_8_costs_one_character() {
    let strict = "the body is JSON but for a byte that is not UTF-8, near byte 17";
    check(
        b"[{\"n\":1,\"name\":\"a\xe9\xe8 b\xff\"},{\"n\":2}]",
        &["a\u{fffd}\u{fffd} b\u{fffd}", "none"],
        &[("$[0].name", BYTE)],
        strict,
    );
    // A character of three bytes that is cut off.
    check(b"[{\"n\":1,\"name\":\"a\xe2\x82\"}]", &["a\u{fffd}"], &[("$[0].name", BYTE)], strict);
    // In a name of a field, in a value that no type has, and outside of texts.
    let strict = "the body is JSON but for a byte that is not UTF-8";
    check(b"[{\"n\":1,\"na\xffme\":\"a\"}]", &["none"], &[("$[0].na\u{fffd}me", BYTE)], strict);
    check(b"[{\"n\":1,\"new\":[1,\"\xff\"]}]", &["none"], &[("$[0].new[1]", BYTE)], strict);
    for broken in [&b"[{\"n\":\xff1}]"[..], b"[]\xff", b"\xff[]", b"\xff", b"\x1f\x8b\x08\x00\x01", b"[\"\xff"] {
        assert!(leniently::<List>(broken).is_err());
        let error = from_json::<List>(broken).expect_err("no JSON").to_string();
        assert!(error.starts_with("the body is not UTF-8 text, from byte"), "{error}");
    }
}

#[test]
fn a_body_of_another_encoding_altogether_is_an_error() {
    let body = |count: usize| [&b"[{\"n\":1,\"name\":\""[..], &vec![0xe9; count], b"\"}]"].concat();
    assert_eq!(leniently::<List>(&body(2_000)).expect("a list").drift.len(), 1);
    assert!(leniently::<List>(&body(2_001)).is_err());
}

#[test]
fn half_of_a_surrogate_pair_costs_one_character_also_where_text_is_required() {
    type Texts = Vec<(Text, String)>;
    let body = br#"[["a \ud83c","b"],["c","\ude00 d\ud83d\u0041"],["\ud83c\udf0d","e"]]"#;
    let kept = leniently::<Texts>(body).expect("three pairs");
    let texts: Vec<_> = kept.value.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
    assert_eq!(texts, [("a \u{fffd}", "b"), ("c", "\u{fffd} d\u{fffd}A"), ("🌍", "e")]);
    let reported: Vec<_> = kept.drift.iter().map(|drift| (drift.path.as_str(), drift.message.as_str())).collect();
    assert_eq!(reported, [("$[0][0]", HALF), ("$[1][1]", HALF)]);
    assert!(kept.drift.iter().all(|drift| drift.dropped.is_none()) && kept.skipped.is_empty());
    let strict = "at $[0].name: a character beyond `\\uffff` of which only half is there";
    check(br#"[{"n":1,"name":"\ud83c"}]"#, &["\u{fffd}"], &[("$[0].name", HALF)], strict);
    // Names of fields and of entries, too.
    check(br#"[{"n":1,"\ud83cx":7}]"#, &["none"], &[("$[0].\u{fffd}x", HALF)], "at $[0]: a character");
    let map = leniently::<BTreeMap<String, i64>>(br#"{"\ud83c":7}"#).expect("a map");
    assert_eq!((map.value["\u{fffd}"], map.drift[0].path.as_str()), (7, "$.\u{fffd}"));
}

#[test]
fn nan_and_infinity_are_null() {
    type Numbers = Vec<(i64, Option<f64>)>;
    for word in ["NaN", "Infinity", "-Infinity", "nan", "inf", "-inf", "-nan"] {
        let body = format!("[[1,{word}],[2, {word} ],[{word},0.5]]");
        let kept = leniently::<Numbers>(body.as_bytes()).expect("two pairs");
        assert_eq!(kept.value, [(1, None), (2, None)]);
        assert_eq!(kept.skipped[0].as_json(), "[null,0.5]");
        let reported: Vec<_> = kept.drift.iter().map(|drift| (drift.path.as_str(), drift.message.as_str())).collect();
        let required = ("$[2][0]", "invalid type: null, expected i64");
        assert_eq!(reported, [("$[0][1]", NAN), ("$[1][1]", NAN), required, ("$[2][0]", NAN)]);
        let error = from_json::<Numbers>(body.as_bytes()).expect_err("no JSON").to_string();
        assert!(error.starts_with("the body is JSON but for NaN or an infinity") && error.contains(word), "{error}");
    }
    for other in ["[nano]", "[None]", "[undefined]", "[NaN NaN]", "[infin]", "[+1]", "[1e999NaN]"] {
        assert!(leniently::<Numbers>(other.as_bytes()).is_err(), "{other}");
    }
}

#[test]
fn control_characters_and_unknown_escapes_are_kept_in_their_texts() {
    let control = "a control character in a text without an escape; kept";
    let escape = "an escape that JSON does not have; its backslash is read as U+FFFD";
    check(
        b"[{\"n\":1,\"name\":\"a\tb\n\0\"}]",
        &["a\tb\n\0"],
        &[("$[0].name", control)],
        "the body is JSON but for a control",
    );
    check(
        br#"[{"n":1,"name":"it\'s \x \u12"}]"#,
        &["it\u{fffd}'s \u{fffd}x \u{fffd}u12"],
        &[("$[0].name", escape)],
        "the body is JSON but for an escape",
    );
    check(
        b"[{\"n\":1,\"name\":\"\\\n\"}]",
        &["\u{fffd}\n"],
        &[("$[0].name", escape), ("$[0].name", control)],
        "the body is JSON but for",
    );
    for broken in ["[{\"n\":1,\"name\":\"a\n", "[{\"n\":1,\"name\":\"\\\"}]", "[\0]", "[{\"n\":1}]\0"] {
        assert!(leniently::<List>(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn the_last_of_two_fields_of_one_name_counts() {
    let twice = "duplicate field `n`; the last value counts";
    let strict = "at $[0]: duplicate field `n`";
    check(br#"[{"n":1,"name":"a","n":2}]"#, &["a"], &[("$[0].n", twice)], strict);
    check(br#"[{"n":1,"n":1,"n":2}]"#, &["none"], &[("$[0].n", twice)], strict);
    let kept = leniently::<List>(br#"[{"n":1,"part":{"id":1},"part":{"id":2},"n":3}]"#).expect("an item");
    assert_eq!(kept.value, [Item { n: 3, part: Some(Part { id: 2 }), ..Item::default() }]);
    let map = leniently::<BTreeMap<String, i64>>(br#"{"a":1,"b":2,"a":3}"#).expect("a map");
    assert_eq!((map.value["a"], map.drift[0].path.as_str()), (3, "$.a"));
    assert!(from_json::<BTreeMap<String, i64>>(br#"{"a":1,"a":1}"#).is_err());
    // Where no type has them, both stay.
    assert!(from_json::<List>(br#"[{"n":1,"new":1,"new":{"a":1,"a":2}}]"#).is_ok());
    assert!(from_json::<Json>(br#"{"a":1,"a":2}"#).is_ok_and(|json| json.fields().len() == 2));
}

#[test]
fn json_of_unknown_shape_is_json_whatever_the_body_was() {
    let kept = leniently::<Vec<Json>>(b"\xef\xbb\xbf[{\"a\":NaN},\"\xe9\",\"\\ud83c\",\"\t\"]").expect("four values");
    let found: Vec<_> = kept.value.iter().map(Json::as_json).collect();
    assert_eq!(found, ["{\"a\":null}", "\"\u{fffd}\"", "\"\\ud83c\"", "\"\\u0009\""]);
    // Half a pair is JSON: nothing about it is odd where it is not read.
    let paths: Vec<_> = kept.drift.iter().map(|drift| drift.path.as_str()).collect();
    assert_eq!(paths, ["$", "$[0].a", "$[1]", "$[3]"]);
}

#[test]
fn a_mismatch_beside_an_oddity_is_what_an_error_is_about() {
    let error = leniently::<List>("\u{feff}{\"detail\":\"no\"}".as_bytes()).expect_err("no list");
    assert_eq!(error, "at $: invalid type: map, expected a sequence");
    let kept = leniently::<List>(b"[{\"n\":1,\"name\":\"\xff\",\"part\":7},{\"n\":\"\xff\"}]").expect("an item");
    let reported: Vec<_> = kept.drift.iter().map(|drift| (drift.path.as_str(), drift.dropped.as_deref())).collect();
    assert_eq!(
        reported,
        [("$[0].name", None), ("$[0].part", Some("$[0].part")), ("$[1].n", Some("$[1]")), ("$[1].n", None)]
    );
    assert_eq!(kept.skipped[0].as_json(), "{\"n\":\"\u{fffd}\"}");
}
