use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::value::{Error as SerdeError, MapDeserializer};

use super::*;
use crate::sample::UserPk;

fn json(text: &str) -> Json {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn parts_are_found_by_name_index_and_pointer() {
    let whole = json(r#"{"a/b": [10, {"~": [1.50, "x"]}], "\u0061": true, "0": {}, "": 7, "a": false}"#);
    for (pointer, expected) in
        [("/a~1b/0", "10"), ("/a~1b/1/~0/0", "1.50"), ("/a", "true"), ("/0", "{}"), ("/", "7"), ("", whole.as_json())]
    {
        assert_eq!(whole.pointer(pointer).expect(pointer).as_json(), expected, "{pointer}");
    }
    for pointer in ["a", "/b", "/a~1b/2", "/a~1b/-1", "/a~1b/00", "/a~1b/+1", "/a~1b/", "/a/b", "/0/0", "//"] {
        assert_eq!(whole.pointer(pointer), None, "{pointer}");
    }
    assert_eq!((whole.at(0), whole.get("no"), json("7").get("a"), json("[]").at(0)), (None, None, None, None));
}

#[test]
fn a_part_is_decoded_as_the_expected_type() {
    let whole = json(r#"{"pk":"7","names":["a","\""],"counts":{"b":2},"none":null}"#);
    assert_eq!(whole.get("pk").map(|pk| pk.read::<UserPk>().ok()), Some(Some(UserPk::from(7))));
    assert_eq!(whole.pointer("/names").expect("names").read::<Vec<String>>().expect("texts"), ["a", "\""]);
    let counts: BTreeMap<String, u64> = whole.get("counts").expect("counts").read().expect("counts");
    assert_eq!(counts["b"], 2);
    assert!(
        whole.get("none").is_some_and(|none| none.is_null() && none.read::<Option<i64>>().is_ok_and(|n| n.is_none()))
    );
    let error = whole.get("names").expect("names").read::<Vec<i64>>().expect_err("texts");
    assert!(error.to_string().contains("$[0]"), "{error}");
}

#[test]
fn it_is_kept_as_it_arrived() {
    let digits = r#"{"id":123456789012345678901234567890,"ratio":0.10000000000000000000001,"ratio":1}"#;
    assert_eq!(json(digits).to_string(), digits);
    let body = Arc::new(r#"[ {"b":1, "a":[ ]} ,2]"#.into());
    let items = Vec::<Json>::decode(&mut Reader::sharing(&body)).expect("a list");
    assert_eq!((items[0].as_json(), items[1].as_json()), (r#"{"b":1, "a":[ ]}"#, "2"));
    let part = items[0].get("a").expect("a");
    // The two, the part, and the body itself.
    assert_eq!((Arc::strong_count(&body), part.detached()), (4, part));
    assert_eq!(Arc::strong_count(&body), 3);
    assert_eq!(serde_json::to_string(&items[0]).expect("JSON"), r#"{"b":1,"a":[]}"#);
}

#[test]
fn equal_content_is_equal_however_it_is_written() {
    assert_eq!(json(" { \"a b\" :\n[1, 2] } "), json(r#"{"a b":[1,2]}"#));
    assert_ne!(json(r#"{"a b":1}"#), json(r#"{"ab":1}"#));
    assert_eq!(json(r#"{"a":"\u00e9/","b":[1e2,-0.5]}"#), json(r#"{"b":[100.0,-5e-1],"a":"é\/"}"#));
    for (one, other) in
        [("1", "1.0"), ("1", "\"1\""), ("[]", "{}"), ("null", "[]"), ("true", "false"), ("[1]", "[1,1]")]
    {
        assert!(json(one) != json(other) && json(other) != json(one), "{one} {other}");
    }
    assert_ne!(json(r#"["\\ "," \" "]"#), json(r#"["\\"," \" "]"#));
}

#[test]
fn broken_json_is_refused() {
    for text in ["", " ", "nul", "{", "1 2", "[1,]", "\u{feff}1"] {
        assert!(text.parse::<Json>().is_err(), "{text}");
    }
}

#[test]
fn what_rust_cannot_express_is_kept_and_written_approximately() {
    let odd = json(r#"{"\ud83d":"a\ude00b","\u0069d":1e999,"low":-1e999}"#);
    let written = "{\"\u{fffd}\":\"a\u{fffd}b\",\"id\":null,\"low\":null}";
    assert_eq!(serde_json::to_string(&odd).expect("JSON"), written);
    assert_eq!(odd.get("id").expect("after an odd name").as_json(), "1e999");
    assert!(odd.get("id").expect("id").read::<f64>().is_err() && odd.pointer("/low").is_some());
}

#[test]
fn digits_of_arbitrary_precision_are_a_number() {
    let from = |value: &'static str| {
        let entries = [("$serde_json::private::Number", value)].into_iter();
        <Json as serde::Deserialize>::deserialize(MapDeserializer::<_, SerdeError>::new(entries))
    };
    assert_eq!(from("1.50").expect("a number").as_json(), "1.50");
    assert!(from("1,2").is_err() && from("").is_err());
    let hidden = r#"[{"$serde_json::private::Number":""}]"#;
    assert!(serde_json::from_str::<Json>(hidden).is_err());
}

#[test]
fn every_serde_value_is_written_as_json() {
    let text = "\u{0}\u{1f}\n\t\"\\é\u{2028}";
    let value = serde_json::json!([text, f64::MAX, -0.0, 1e-7, u64::MAX, i64::MIN, null, true, {"\"": {}}, []]);
    let taken: Json = serde_json::from_value(value.clone()).expect("JSON");
    assert_eq!(serde_json::from_str::<serde_json::Value>(taken.as_json()).expect("JSON"), value);
    let float =
        <Json as serde::Deserialize>::deserialize(serde::de::value::F64Deserializer::<SerdeError>::new(f64::NAN));
    assert!(float.expect("null").is_null());
}
