//! Objects in any order against serde's derive: one of more fields than a word has bits, with names of all lengths.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{Decode, Reader};

/// Declares a struct that both readers read.
macro_rules! both {
    ($name:ident { $($field:ident: $wire:literal,)* }) => {
        #[derive(Debug, Clone, PartialEq, derived::Deserialize)]
        #[serde(crate = "derived")]
        struct $name {
            $(#[serde(rename = $wire)] $field: Option<i64>,)*
            required: i64,
        }

        crate::schema::read_object! { $name { $($field: $wire,)* required: "required", } }

        const NAMES: &[&str] = &[$($wire,)* "required"];
    };
}

both! {
    Wide {
        f0: "", f1: "a", f2: "ab", f3: "abc", f4: "abcd", f5: "abcde", f6: "abcdef", f7: "abcdefg", f8: "abcdefgh",
        f9: "abcdefghi", f10: "abcdefghij", f11: "abcdefghijk", f12: "abcdefghijkl", f13: "abcdefghijklm",
        f14: "abcdefghijklmn", f15: "abcdefghijklmno", f16: "abcdefghijklmnop", f17: "abcdefghijklmnopq",
        f18: "abcdefghijklmnopqr", f19: "abcdefghijklmnopqrs", f20: "abcdefghijklmnopqrst",
        f21: "abcdefghijklmnopqrstu", f22: "abcdefghijklmnopqrstuv", f23: "abcdefghijklmnopqrstuvw",
        f24: "abcdefghijklmnopqrstuvwx", f25: "abcdefghijklmnopqrstuvwxy", f26: "abcdefghijklmnopqrstuvwxyz",
        f27: "abcdefghijklmnopqrstuvwxyz_", f28: "abcdefghijklmnopqrstuvwxyz_0",
        f29: "abcdefghijklmnopqrstuvwxyz_01", f30: "abcdefghijklmnopqrstuvwxyz_012",
        f31: "abcdefghijklmnopqrstuvwxyz_0123", f32: "abcdefghijklmnopqrstuvwxyz_01234",
        f33: "abcdefghijklmnopqrstuvwxyz_012345", f34: "abcdefghijklmnopqrstuvwxyz_0123456",
        f35: "abcdefghijklmnopqrstuvwxyz_01234567", f36: "x", f37: "xa", f38: "xab", f39: "xabc", f40: "xabcd",
        f41: "xabcde", f42: "xabcdef", f43: "xabcdefg", f44: "xabcdefgh", f45: "xabcdefghi", f46: "xabcdefghij",
        f47: "xabcdefghijk", f48: "xabcdefghijkl", f49: "xabcdefghijklm", f50: "xabcdefghijklmn",
        f51: "xabcdefghijklmno", f52: "xabcdefghijklmnop", f53: "xabcdefghijklmnopq", f54: "xabcdefghijklmnopqr",
        f55: "xabcdefghijklmnopqrs", f56: "xabcdefghijklmnopqrst", f57: "xabcdefghijklmnopqrstu",
        f58: "xabcdefghijklmnopqrstuv", f59: "xabcdefghijklmnopqrstuvw", f60: "xabcdefghijklmnopqrstuvwx",
        f61: "xabcdefghijklmnopqrstuvwxy", f62: "xabcdefghijklmnopqrstuvwxyz", f63: "xabcdefghijklmnopqrstuvwxyz_",
        f64: "xabcdefghijklmnopqrstuvwxyz_0", f65: "xabcdefghijklmnopqrstuvwxyz_01", f66: "pk", f67: "id",
        f68: "profile_pic_url", f69: "profile_pic_url_hd", f70: "é",
    }
}

/// An object with some of the fields, and some that the type does not have, as its entries in some order.
fn object() -> impl Strategy<Value = Vec<(String, Value)>> {
    let known = vec(any::<Option<i64>>(), NAMES.len());
    let is_there = vec(prop_oneof![8 => Just(true), 1 => Just(false)], NAMES.len());
    let unknown = vec(("[a-z]{0,24}!", Just(serde_json::json!({"a": [1, {}]}))), 0..4);
    (known, is_there, unknown).prop_flat_map(|(values, is_there, unknown)| {
        let known = NAMES.iter().zip(values).zip(is_there).filter(|(_, is_there)| *is_there);
        let known = known.map(|((name, value), _)| {
            let value = if *name == "required" { Some(value.unwrap_or(7)) } else { value };
            ((*name).to_owned(), value.map_or(Value::Null, Value::from))
        });
        Just(known.chain(unknown).collect::<Vec<_>>()).prop_shuffle()
    })
}

fn ours<T: Decode>(text: &str) -> Result<T, String> {
    T::decode(&mut Reader::new(text)).map_err(|mismatch| mismatch.to_string())
}

fn written(entries: &[(String, Value)]) -> String {
    Value::Object(entries.iter().cloned().collect::<Map<_, _>>()).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Each list teaches the shape other orders, which must not change what the next one is read as.
    #[test]
    fn lists_of_objects_in_any_order_are_what_serde_reads(objects in vec(object(), 1..6)) {
        let texts: Vec<_> = objects.iter().map(|entries| written(entries)).collect();
        for text in texts.iter().cloned().chain([format!("[{}]", texts.join(", "))]) {
            let theirs = if text.starts_with('[') {
                serde_json::from_str::<Vec<Wide>>(&text)
            } else {
                serde_json::from_str::<Wide>(&text).map(|wide| vec![wide])
            };
            let ours = if text.starts_with('[') { ours::<Vec<Wide>>(&text) } else { ours(&text).map(|wide| vec![wide]) };
            let words = |error: serde_json::Error| error.to_string().split(" at line ").next().map(str::to_owned);
            prop_assert_eq!(ours.map_err(Some), theirs.map_err(words), "{}", text);
        }
    }

    /// Of two fields of one name, wherever they are, serde refuses the second.
    #[test]
    fn a_field_that_comes_twice_is_refused(mut entries in object(), which: prop::sample::Index, at: prop::sample::Index) {
        entries.retain(|(name, _)| name != "required");
        entries.push(("required".to_owned(), 7.into()));
        let entry = which.get(&entries).clone();
        let at = at.index(entries.len());
        let text = |entry: &(String, Value)| format!("{}:{}", Value::from(entry.0.as_str()), entry.1);
        let mut texts: Vec<_> = entries.iter().map(text).collect();
        texts.insert(at, text(&entry));
        let body = format!("{{{}}}", texts.join(","));
        let is_known = NAMES.contains(&entry.0.as_str());
        prop_assert_eq!(ours::<Wide>(&body).is_err(), is_known, "{}", body);
        prop_assert_eq!(serde_json::from_str::<Wide>(&body).is_err(), is_known, "{}", body);
    }
}

#[test]
fn threads_that_teach_one_shape_other_orders_read_the_same() {
    let mut orders: Vec<Vec<&str>> = vec![NAMES.to_vec(), NAMES.iter().rev().copied().collect()];
    orders.push(NAMES[40..].iter().chain(&NAMES[..40]).copied().collect());
    std::thread::scope(|scope| {
        for names in &orders {
            scope.spawn(move || {
                let entries: Vec<_> = names.iter().map(|name| ((*name).to_owned(), Value::from(name.len()))).collect();
                let text = written(&entries);
                let expected: Wide = serde_json::from_str(&text).expect("a struct");
                for _ in 0..200 {
                    assert_eq!(ours::<Wide>(&text).as_ref(), Ok(&expected));
                }
            });
        }
    });
}
