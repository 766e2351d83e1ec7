//! Unions: the tag anywhere in its object, members in one another, and what is known of neither.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Decode, Reader, from_json};
use crate::lenient::{DecodeOptions, decode};
use crate::raw::Body;
use crate::sample::UserPk;
use crate::wire::Json;

#[derive(Debug, PartialEq)]
enum Node {
    /// Its type has the tag as a field.
    Leaf(Box<Leaf>),
    /// Its type does not.
    Branch(Box<Branch>),
    Unknown(Json),
}

crate::schema::union! { Node by "object" { Leaf("leaf"), Branch("branch") } }

#[derive(Debug, PartialEq)]
struct Leaf {
    object: String,
    value: Option<i64>,
}

crate::schema::object! { Leaf { object: "object", value: "value" or absent, } }

#[derive(Debug, PartialEq)]
struct Branch {
    children: Vec<Node>,
    other: Option<Node>,
}

crate::schema::object! { Branch { children: "children", other: "other" or absent, } }

#[derive(Debug, PartialEq)]
enum Owner {
    Id(UserPk),
    Flag(bool),
    Many(Vec<Owner>),
    Whole(Box<Leaf>),
    Unknown(Json),
}

crate::schema::union! { Owner { Id(text, number), Flag(flag), Many(list), Whole(object) } }

fn words<T: Decode>(text: &str) -> String {
    match T::decode(&mut Reader::new(text)) {
        Ok(_) => "read".to_owned(),
        Err(mismatch) => {
            let (path, message) = mismatch.into_parts();
            format!("at {}: {message}", super::json_path(&path))
        }
    }
}

fn leaf(value: i64) -> Node {
    Node::Leaf(Box::new(Leaf { object: "leaf".to_owned(), value: Some(value) }))
}

#[test]
fn a_tag_may_come_last_and_need_not_be_a_field() {
    let node: Node =
        from_json(br#"{"children":[{"value":1,"object":"leaf"}, {"object":"leaf"}],"object":"branch"}"#).unwrap();
    let empty = Node::Leaf(Box::new(Leaf { object: "leaf".to_owned(), value: None }));
    assert_eq!(node, Node::Branch(Box::new(Branch { children: vec![leaf(1), empty], other: None })));
    let written = r#"{"object":"branch","children":[{"object":"leaf","value":1},{"object":"leaf"}]}"#;
    assert_eq!(serde_json::to_string(&node).unwrap(), written);
    assert_eq!(serde_json::from_str::<Node>(written).unwrap(), node);
    let escaped: Node = from_json(br#"{"\u006fbject":"lea\u0066"}"#).unwrap();
    assert!(matches!(escaped, Node::Leaf(_)));
}

#[test]
fn an_unknown_tag_is_kept_as_json() {
    for text in [r#"{"object":"tree","n":[1]}"#, r#"{"n":1,"object":7}"#, r#"{"object":true}"#] {
        let node: Node = from_json(text.as_bytes()).unwrap();
        assert_eq!(node, Node::Unknown(text.parse().unwrap()));
        assert_eq!(serde_json::to_value(&node).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }
}

#[test]
fn what_is_no_member_is_named() {
    assert_eq!(words::<Node>("7"), "at $: invalid type: integer `7`, expected union Node");
    assert_eq!(words::<Node>("{}"), "at $: missing field `object`");
    assert_eq!(words::<Node>(r#"{"object":null}"#), "at $.object: invalid type: null, expected a text");
    let wrong = r#"{"object":"branch","children":[{"object":"branch"}]}"#;
    assert_eq!(words::<Node>(wrong), "at $.children[0]: missing field `children`");
    assert_eq!(words::<Owner>("null"), "at $: invalid type: null, expected union Owner");
    assert_eq!(words::<Owner>("{\"object\":1}"), "at $.object: invalid type: integer `1`, expected a string");
    assert_eq!(words::<Node>(r#"{"object":"leaf""#), "at $: JSON that is cut off");
    assert!(words::<Node>(r#"{"a":1 "object":"leaf"}"#).starts_with("at $: broken JSON"));
    assert!(words::<Owner>("x").starts_with("at $: broken JSON"));
}

#[test]
fn the_kind_of_json_tells_members_apart() {
    let owners: Vec<Owner> = from_json(br#"[7,"8",true,[9],{"object":"x"}]"#).unwrap();
    let whole = Owner::Whole(Box::new(Leaf { object: "x".to_owned(), value: None }));
    let many = Owner::Many(vec![Owner::Id(UserPk::new(9))]);
    let eight = serde_json::from_str("\"8\"").unwrap();
    assert_eq!(owners, [Owner::Id(UserPk::new(7)), eight, Owner::Flag(true), many, whole]);
    assert_eq!(serde_json::to_string(&owners).unwrap(), r#"[7,"8",true,[9],{"object":"x"}]"#);
    #[derive(Debug, PartialEq)]
    enum Small {
        Text(String),
        Unknown(Json),
    }
    crate::schema::union! { Small { Text(text) } }
    let small: Vec<Small> = from_json(b"[\"a\",1,{}]").unwrap();
    let unknown = |text: &str| Small::Unknown(text.parse().unwrap());
    assert_eq!(small, [Small::Text("a".to_owned()), unknown("1"), unknown("{}")]);
}

#[test]
fn a_member_that_does_not_match_is_dropped_as_a_field_is() {
    let body = r#"{"object":"branch","children":[{"object":"leaf","value":"x"},{"object":"branch"},{},{"object":"new"}],"other":7}"#;
    let options = DecodeOptions { is_strict: false, report_unknown_fields: true };
    let decoded = decode::<Node>(&Body::new(body.as_bytes().to_vec()), options).unwrap();
    let empty = Node::Leaf(Box::new(Leaf { object: "leaf".to_owned(), value: None }));
    let children = vec![empty, Node::Unknown(r#"{"object":"new"}"#.parse().unwrap())];
    assert_eq!(decoded.value, Node::Branch(Box::new(Branch { children, other: None })));
    let paths: Vec<_> = decoded.drift.iter().map(|drift| drift.path.as_str()).collect();
    // The tag of a branch is no unknown field.
    assert_eq!(paths, ["$.children[0].value", "$.children[1]", "$.children[2]", "$.other"]);
    assert_eq!(decoded.skipped.len(), 2);
}

#[test]
fn unions_in_one_another_end_at_the_limits() {
    let deep = |levels: usize| {
        let (open, close) = (r#"{"children":["#, r#"],"object":"branch"}"#);
        format!("{}{}", open.repeat(levels), close.repeat(levels))
    };
    assert!(from_json::<Node>(deep(63).as_bytes()).is_ok());
    assert!(from_json::<Node>(deep(64).as_bytes()).unwrap_err().to_string().contains("nested too deep"));
    // Each level is read to its end for its tag.
    let filled = |filler: usize| {
        let filler = format!(r#"{{"object":"leaf","value":1}},{}"#, " ".repeat(filler));
        let (open, close) = (r#"{"children":["#, r#"],"object":"branch"}"#);
        format!("{}{filler}{}{}", open.repeat(60), r#"{"object":"leaf"}"#, close.repeat(60))
    };
    assert!(from_json::<Node>(filled(100).as_bytes()).is_ok());
    let error = words::<Node>(&filled(1 << 20));
    assert!(error.ends_with("objects in one another whose tags come last"), "{error}");
    let many = format!("[{}]", vec![r#"{"object":"leaf"}"#; 100_000].join(","));
    assert!(from_json::<Vec<Node>>(many.as_bytes()).is_ok(), "many tags beside one another cost nothing");
}

#[derive(Debug, PartialEq)]
enum Numbered {
    One(Box<One>),
    Yes(Box<One>),
    Unknown(Json),
}

crate::schema::union! { Numbered by "type" { One("1"), Yes("true") } }

/// The field of the tag is optional here.
#[derive(Debug, PartialEq)]
struct One {
    kind: Option<String>,
    value: Option<i64>,
}

crate::schema::object! { One { kind: "type" or absent, value: "value" or absent, } }

#[test]
fn the_tag_of_a_variant_is_written_whatever_its_object_has() {
    let kinds = [None, Some("1"), Some("true"), Some("other")];
    for (kind, value) in kinds.into_iter().flat_map(|kind| [(kind, None), (kind, Some(7))]) {
        let one = || Box::new(One { kind: kind.map(str::to_owned), value });
        let rest = if value.is_some() { r#","value":7"# } else { "" };
        let json = |union: Numbered| serde_json::to_string(&union).unwrap();
        assert_eq!(json(Numbered::One(one())), format!(r#"{{"type":"1"{rest}}}"#), "{kind:?}");
        assert_eq!(json(Numbered::Yes(one())), format!(r#"{{"type":"true"{rest}}}"#), "{kind:?}");
    }
}

/// Otherwise it would be written as a text.
#[test]
fn a_tag_that_is_no_text_is_unknown() {
    for (text, is_known) in [
        (r#"{"type":"1"}"#, true),
        (r#"{"value":7,"type":"true"}"#, true),
        (r#"{"type":1}"#, false),
        (r#"{"type":true}"#, false),
    ] {
        let read: Numbered = from_json(text.as_bytes()).unwrap();
        assert_eq!(!matches!(read, Numbered::Unknown(_)), is_known, "{text}");
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }
}

/// A value of a tree, with its JSON.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|value| json!({"object": "leaf", "value": value})),
        Just(json!({"object": "leaf"})),
        any::<bool>().prop_map(|flag| json!({"object": "new", "flag": flag})),
    ];
    leaf.prop_recursive(6, 40, 5, |inner| {
        let other = prop::option::of(inner.clone());
        (prop::collection::vec(inner, 0..5), other).prop_map(|(children, other)| {
            let mut branch = json!({"object": "branch", "children": children});
            if let Some(other) = other {
                branch["other"] = other;
            }
            branch
        })
    })
}

/// The same JSON with the fields of each object in another order, and one more that no type has.
fn shuffled(value: &Value, random: &mut impl FnMut() -> usize) -> String {
    match value {
        Value::Object(fields) => {
            let mut texts: Vec<_> =
                fields.iter().map(|(name, value)| format!("{}: {}", json!(name), shuffled(value, random))).collect();
            texts.push(r#""more": {"object": [1, "leaf"]}"#.to_owned());
            for last in (1..texts.len()).rev() {
                texts.swap(last, random() % (last + 1));
            }
            format!("{{{}}}", texts.join(" ,"))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| shuffled(item, random)).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_tree_is_read_whatever_the_order_of_its_fields(tree in tree(), seed in any::<u64>()) {
        let mut state = seed;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let in_order: Node = from_json(tree.to_string().as_bytes()).unwrap();
        prop_assert_eq!(serde_json::to_value(&in_order).unwrap(), tree.clone());
        let text = shuffled(&tree, &mut random);
        let read: Node = from_json(text.as_bytes()).unwrap();
        let without_more = |node: &Node| without(serde_json::to_value(node).unwrap());
        prop_assert_eq!(without_more(&read), without_more(&in_order), "{}", text);
        for end in 0..text.len() {
            prop_assert!(from_json::<Node>(&text.as_bytes()[..end]).is_err());
        }
    }
}

/// JSON without the field that no type has, which unknown members keep.
fn without(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("more");
            fields.values_mut().for_each(|field| *field = without(field.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without(item.take())),
        _ => {}
    }
    value
}
