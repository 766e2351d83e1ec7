//! A tree as JSON.

use std::fmt::Write;

use super::tree::Tree;

/// Adds the value to a text, without white space.
pub(in crate::request) fn write(tree: &Tree, to: &mut String) {
    match tree {
        Tree::Null => to.push_str("null"),
        Tree::Bool(_) | Tree::Number(_) => to.push_str(tree.scalar().unwrap_or_default()),
        Tree::Text(value) => text(value, to),
        Tree::List(items) => {
            to.push('[');
            for (index, item) in items.iter().enumerate() {
                comma(index, to);
                write(item, to);
            }
            to.push(']');
        }
        Tree::Object(fields) => object(fields.iter().map(|(name, value)| (name.as_str(), value)), to),
    }
}

/// Adds an object of these fields.
pub(super) fn object<'n, 'a>(fields: impl Iterator<Item = (&'n str, &'a Tree)>, to: &mut String) {
    to.push('{');
    for (index, (name, value)) in fields.enumerate() {
        comma(index, to);
        text(name, to);
        to.push(':');
        write(value, to);
    }
    to.push('}');
}

fn comma(index: usize, to: &mut String) {
    if index > 0 {
        to.push(',');
    }
}

/// Adds a text with its quotes and escapes.
pub(crate) fn text(value: &str, to: &mut String) {
    to.push('"');
    for character in value.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            // A `String` never fails.
            '\0'..='\u{1f}' => drop(write!(to, "\\u{:04x}", u32::from(character))),
            _ => to.push(character),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use derived::Serialize;
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[derive(Serialize)]
    #[serde(crate = "derived")]
    enum Kind {
        Unit,
        New(i8),
        Tuple(u8, f32),
        Struct { field: Option<char> },
    }

    #[derive(Serialize)]
    #[serde(crate = "derived")]
    struct Pair(u64, ());

    #[derive(Serialize)]
    #[serde(crate = "derived")]
    struct All {
        kinds: Vec<Kind>,
        pair: Pair,
        map: BTreeMap<i32, [i128; 2]>,
        flag: (bool, f64),
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<u8>,
    }

    fn json<T: serde::Serialize>(value: &T) -> String {
        let mut text = String::new();
        write(&Tree::of(value).expect("a tree"), &mut text);
        text
    }

    #[test]
    fn everything_is_as_serde_json_has_it() {
        let kinds = vec![Kind::Unit, Kind::New(-8), Kind::Tuple(1, 0.1), Kind::Struct { field: Some('é') }];
        let map = BTreeMap::from([(-7, [i128::from(u64::MAX), -1])]);
        let all = All { kinds, pair: Pair(u64::MAX, ()), map, flag: (true, 1e-7), absent: None };
        assert_eq!(json(&all), serde_json::to_string(&all).expect("json"));
        assert_eq!(
            json(&"a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}\u{2028}é🦀"),
            "\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f\u{7f}\u{2028}é🦀\""
        );
    }

    #[test]
    fn json_of_unknown_shape_is_sent_as_it_is() {
        use crate::wire::Json;

        let text = r#"{"a":[123456789012345678901,1e400,-0.0,1.50,1E2,18446744073709551615,-7],"b":{"c":0.1}}"#;
        let value: Json = text.parse().expect("JSON");
        assert_eq!(json(&value), text);
        assert_eq!(json(&(Some(value), 1.5, "1.5")), format!("[{text},1.5,\"1.5\"]"));
        // Another serializer gets a float, also after one that asked for the text.
        let number: Json = "1.50".parse().expect("JSON");
        assert_eq!(json(&number) + &serde_json::to_string(&number).expect("JSON"), "1.501.5");
    }

    #[test]
    fn what_json_cannot_have_is_refused() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Tree::of(&[value]).is_err());
        }
        assert!(Tree::of(&BTreeMap::from([(vec![1], 2)])).is_err());
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..4)
                    .prop_map(|map| Value::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same(value in value()) {
            let text = json(&value);
            prop_assert_eq!(serde_json::from_str::<Value>(&text).expect("json"), value);
        }
    }
}
