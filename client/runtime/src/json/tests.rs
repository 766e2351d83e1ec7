//! The reader against `serde_json`: both accept the same texts and return the same values.

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::{Number as JsonNumber, Value};

use super::{Decode, Decoded, Number, Reader, entries};
use crate::wire::Json;

/// A value that is skipped.
struct Ignored;

impl Ignored {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.ignore().map(|()| Self)
    }
}

impl Decode for Ignored {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self
    }
}

fn any_value(reader: &mut Reader<'_>) -> Decoded<Value> {
    Ok(match reader.peek()? {
        b'"' => Value::String(String::decode(reader)?),
        b'{' => {
            let mut object = serde_json::Map::new();
            entries(reader, |reader, name| {
                object.insert(name, Value::decode(reader)?);
                Ok(())
            })?;
            Value::Object(object)
        }
        b'[' => Value::Array(Vec::decode(reader)?),
        b't' | b'f' => Value::Bool(bool::decode(reader)?),
        b'n' => reader.word("null").map(|()| Value::Null)?,
        _ => match reader.number()? {
            Number::Unsigned(value) => Value::from(value),
            Number::Signed(value) => Value::from(value),
            Number::Float(value) => JsonNumber::from_f64(value).map_or(Value::Null, Value::Number),
        },
    })
}

/// Every part is read by our own reader.
impl Decode for Value {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = any_value(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::Null
    }
}

fn read<T: Decode>(text: &str) -> Result<T, String> {
    let mut reader = Reader::new(text);
    let value = T::decode(&mut reader).map_err(|mismatch| mismatch.to_string())?;
    if reader.is_at_end() { Ok(value) } else { Err("more follows".to_owned()) }
}

#[track_caller]
fn accepts(text: &str) {
    assert_eq!(read::<Value>(text).ok(), serde_json::from_str(text).ok(), "{text}");
    assert!(read::<Value>(text).is_ok(), "{text}");
    assert!(read::<Ignored>(text).is_ok(), "{text}");
}

#[track_caller]
fn refuses(text: &str) {
    assert!(read::<Value>(text).is_err(), "{text}");
    assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
}

/// Both accept the text or both refuse it, read or skipped, and return the same.
fn agrees(text: &str) {
    let (ours, theirs) = (read::<Value>(text).ok(), serde_json::from_str::<Value>(text).ok());
    assert_eq!(ours, theirs, "{text}");
    // Equal numbers may still be written in another way.
    assert_eq!(ours.map(|value| value.to_string()), theirs.map(|value| value.to_string()), "{text}");
    let (ours, theirs) = (read::<Ignored>(text), serde_json::from_str::<IgnoredAny>(text));
    assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}");
}

#[test]
fn values_of_every_kind_are_accepted() {
    for text in ["null", "true", " false\n", "[]", "[ ]", "{}", "[[],{}]", r#"{"a":[1,2],"b":{"c":null}}"#] {
        accepts(text);
    }
    for text in ["0", "7", "-7", "-0", "1.5", "-1.5e3", "1e-7", "0.1", "18446744073709551615", "18446744073709551616"] {
        accepts(text);
    }
    for text in ["-9223372036854775808", "-9223372036854775809", "123456789012345678", "9007199254740993", "1E+2"] {
        accepts(text);
    }
    for text in
        [r#""""#, r#""a""#, r#""é \" \\ \/ \b\f\n\r\t""#, r#""\u00e9\ud83d\ude00""#, r#""eight by""#, "\"\u{7f}\""]
    {
        accepts(text);
    }
}

#[test]
fn broken_json_is_refused() {
    for text in
        ["", " ", "nul", "[1,]", "[,]", "[1 2]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{1:1}", "[", "{", "[1", "1 1"]
    {
        refuses(text);
    }
    for text in ["01", "-", "+1", ".5", "1.", "1e", "1e+", "1e999", "0x1", "--1", "00", "-01"] {
        refuses(text);
    }
    for text in
        ["\"", "\"\\\"", r#""\x""#, r#""\u12""#, r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, "\"\n\"", "\"\u{1f}\""]
    {
        refuses(text);
    }
}

#[test]
fn half_a_surrogate_pair_is_skipped_where_its_text_is_not_needed() {
    for text in [r#""\ud83d""#, r#""\ude00x""#, r#"{"a":"\ud83d\u0041"}"#] {
        agrees(text);
        assert!(read::<Ignored>(text).is_ok(), "{text}");
    }
}

#[test]
fn too_deep_nesting_is_refused() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    accepts(&deep(127));
    refuses(&deep(128));
    assert!(read::<Value>(&"[".repeat(1_000_000)).is_err());
    assert!(read::<Ignored>(&r#"{"a":"#.repeat(1_000_000)).is_err());
}

/// Read by our own reader and by serde's derive.
#[derive(Debug, PartialEq, derived::Deserialize)]
#[serde(crate = "derived")]
struct Entry {
    id: u64,
    #[serde(rename = "a longer name")]
    long: Option<String>,
    #[serde(default)]
    last: Option<bool>,
}

crate::schema::read_object! {
    Entry {
        id: "id",
        long: "a longer name",
        last: "last",
    }
}

#[test]
fn names_are_found_in_any_order_and_unknown_ones_are_skipped() {
    let entry = Entry { id: 7, long: Some("x".to_owned()), last: Some(true) };
    for text in [
        r#"{"id":7,"a longer name":"x","last":true}"#,
        r#"{"last":true,"a longer name":"x","id":7}"#,
        r#"{"id":7,"new":[{"id":8}],"a longer name":"x","idd":0,"i":0,"last":true}"#,
        r#"{ "id" : 7 , "a longer n\u0061me" : "x" , "last" : true }"#,
    ] {
        assert_eq!(read::<Entry>(text).as_ref(), Ok(&entry), "{text}");
    }
    let without = Entry { last: None, ..entry };
    assert_eq!(read::<Entry>(r#"{"id":7,"a longer name":"x"}"#), Ok(without));
    for text in [r#"{"id":7,"id":7}"#, r#"{"a longer name":"x"}"#, r#"[7,"x",true]"#, r#"{"id":"7"}"#] {
        assert!(read::<Entry>(text).is_err(), "{text}");
    }
}

#[derive(Debug, PartialEq)]
struct Node {
    id: Option<i64>,
    next: Option<Box<Self>>,
}

crate::schema::read_object! {
    Node {
        id: "id",
        next: "next",
    }
}

#[test]
fn nested_objects_in_another_order_are_read_once() {
    let deep = |levels: usize| format!("{}null{}", r#"{"next":"#.repeat(levels), r#","id":7}"#.repeat(levels));
    let mut node = &read::<Node>(&deep(127)).expect("as deep as can be");
    let mut levels = 1;
    while let Some(next) = &node.next {
        assert_eq!(node.id, Some(7));
        node = next;
        levels += 1;
    }
    assert_eq!(levels, 127);
    assert!(read::<Node>(&deep(128)).is_err());
    // The values inside of them, too.
    let list = format!("[{}0]", "0,".repeat(100_000));
    let wide = deep(100).replacen("null", &format!(r#"{{"id":7,"new":{list}}}"#), 1);
    assert!(read::<Node>(&wide).is_ok());
}

#[derive(Debug, PartialEq, derived::Deserialize)]
#[serde(crate = "derived")]
struct Sample {
    text: String,
    number: i64,
    count: u64,
    flag: bool,
    list: Vec<f64>,
    object: std::collections::BTreeMap<String, i64>,
    maybe: Option<bool>,
    entry: Entry,
}

crate::schema::read_object! {
    Sample {
        text: "text",
        number: "number",
        count: "count",
        flag: "flag",
        list: "list",
        object: "object",
        maybe: "maybe",
        entry: "entry",
    }
}

#[test]
fn mismatches_have_the_words_of_serde_json() {
    let fits = r#"{"text":"","number":1,"count":1,"flag":true,"list":[1],"object":{"a":1},"maybe":null,"entry":{"id":1,"a longer name":null}}"#;
    read::<Sample>(fits).expect(fits);
    let fits: Value = serde_json::from_str(fits).expect(fits);
    let others =
        [r#""a \" text""#, "7", "-7", "300", "1.5", "1e3", "true", "null", "[]", "{}", "[7,[]]", r#"{"a":"x"}"#];
    let mut mismatches = 0;
    for (name, other) in ["text", "number", "count", "flag", "list", "object", "maybe", "entry"]
        .iter()
        .flat_map(|name| others.iter().map(move |other| (name, other)))
    {
        let mut body = fits.clone();
        body[name] = serde_json::from_str(other).expect(other);
        let body = body.to_string();
        let ours = read::<Sample>(&body).err();
        let theirs = serde_json::from_str::<Sample>(&body).err().map(|error| error.to_string());
        let theirs = theirs.as_deref().map(|text| text.split(" at line ").next().unwrap_or(text).to_owned());
        // `serde_json` accepts a struct in the form of a list.
        if !(*name == "entry" && other.starts_with('[')) {
            assert_eq!(ours, theirs, "{body}");
        }
        mismatches += usize::from(ours.is_some());
    }
    assert_eq!(mismatches, 85);
}

fn json() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        "[\\[\\]{},:]",
        "\"[a-z\\\\\"\\x00-\\x20é]{0,12}\"",
        "-?[0-9]{1,22}(\\.[0-9]{0,4})?([eE][+-]?[0-9]{0,3})?",
        "[ \\n\\t]",
        "true|false|null|\\\\u[0-9a-fA-F]{3,4}",
    ];
    proptest::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// An entry of an object, nearly always one that matches `Entry`.
fn entry() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => Just(r#""id":7"#.to_owned()),
        4 => Just(r#""a longer name":"x\n""#.to_owned()),
        2 => Just(r#" "a longer name" : null "#.to_owned()),
        4 => Just(r#""last":true"#.to_owned()),
        2 => Just(r#""other":[{"id":[]}]"#.to_owned()),
        1 => Just(r#""i\u0064":8"#.to_owned()),
        1 => Just(r#""last":"x""#.to_owned()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn serde_json_agrees_on_every_text(text in prop_oneof![json(), any::<String>()]) {
        agrees(&text);
    }

    #[test]
    fn serde_agrees_on_fields_in_any_order(entries in proptest::collection::vec(entry(), 0..7)) {
        let text = format!("{{{}}}", entries.join(","));
        for text in [text.clone(), format!("[{text},{text}]")] {
            let ours = read::<Vec<Entry>>(&text).ok();
            prop_assert_eq!(ours, serde_json::from_str::<Vec<Entry>>(&text).ok(), "{}", text);
            let (ours, theirs) = (read::<Entry>(&text).ok(), serde_json::from_str::<Entry>(&text).ok());
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }

    #[test]
    fn decimals_are_read_to_the_last_digit(whole in 0_u64..1_000_000_000_000, fraction in "[0-9]{1,8}", sign in "-?") {
        accepts(&format!("{sign}{whole}.{fraction}"));
    }

    #[test]
    fn every_written_value_is_read(value in value(), cut in any::<prop::sample::Index>()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).expect("json")] {
            accepts(&text);
            // JSON of unknown shape, to serde and back.
            let json: Json = text.parse().expect("JSON");
            prop_assert_eq!(&serde_json::to_value(&json).expect("JSON"), &value);
            prop_assert_eq!(&serde_json::from_str::<Json>(&text).expect("JSON"), &json);
            prop_assert_eq!(&serde_json::from_value::<Json>(value.clone()).expect("JSON"), &json);
            let cut = text.floor_char_boundary(cut.index(text.len()));
            agrees(&text[..cut]);
            // A cut list is reported as cut.
            let list = format!("[{text}]");
            let rest = &list[..=cut];
            prop_assert!(Reader::new(rest).ignore().is_err_and(|mismatch| mismatch.is_cut()), "{}", rest);
        }
    }
}
