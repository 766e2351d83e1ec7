//! Each form of a response has the content of the response, and is what its name says.

use hikerapi_benches::orders::{Form, INDENTED, NOTATIONS, SHUFFLED, STABLE_ORDERS, UNKNOWN_FIELDS};
use hikerapi_benches::responses::{edited, uncut, with_long_texts};
use serde_json::Value;

const SMALL: &str = r#"[{"b":1,"d":"é🚨","a":[{"y":null,"x":2.50}],"c":true},{"b":1,"d":"","a":[],"c":false}]"#;

fn made(form: &Form) -> String {
    (form.make)(SMALL)
}

#[track_caller]
fn check(forms: &[Form], name: &str, expected: &str) {
    let form = forms.iter().find(|form| form.name == name).unwrap_or_else(|| panic!("no form `{name}`"));
    assert_eq!(made(form), expected);
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).expect("JSON")
}

fn without_unknown(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_unknown).collect(),
        Value::Object(fields) => {
            let known = fields.into_iter().filter(|(name, _)| !name.starts_with("unknown_"));
            known.map(|(name, value)| (name, without_unknown(value))).collect()
        }
        value => value,
    }
}

#[test]
fn every_form_has_the_content_of_its_response() {
    let page = edited("user/medias_chunk").expect("the edited page");
    let bodies = [SMALL.to_owned(), with_long_texts(&page), page, uncut("user/medias_chunk"), uncut("user/by_id")];
    let single = [SHUFFLED, INDENTED];
    for form in [STABLE_ORDERS, UNKNOWN_FIELDS, NOTATIONS, &single].into_iter().flatten() {
        for body in &bodies {
            let made = (form.make)(body);
            assert_ne!(&made, body, "{}", form.name);
            assert_eq!(without_unknown(parsed(&made)), parsed(body), "{}", form.name);
        }
    }
}

#[test]
fn orders_change_the_fields_of_every_object() {
    check(
        STABLE_ORDERS,
        "reversed",
        r#"[{"c":true,"a":[{"x":2.5,"y":null}],"d":"é🚨","b":1},{"c":false,"a":[],"d":"","b":1}]"#,
    );
    check(
        STABLE_ORDERS,
        "alphabetical",
        r#"[{"a":[{"x":2.5,"y":null}],"b":1,"c":true,"d":"é🚨"},{"a":[],"b":1,"c":false,"d":""}]"#,
    );
    check(
        STABLE_ORDERS,
        "the second half first",
        r#"[{"a":[{"x":2.5,"y":null}],"c":true,"b":1,"d":"é🚨"},{"a":[],"c":false,"b":1,"d":""}]"#,
    );
    check(
        STABLE_ORDERS,
        "one field moved to the front",
        r#"[{"a":[{"x":2.5,"y":null}],"b":1,"d":"é🚨","c":true},{"a":[],"b":1,"d":"","c":false}]"#,
    );
}

#[test]
fn a_shuffle_is_another_for_each_object_and_the_same_in_each_run() {
    let page = edited("user/medias_chunk").expect("the edited page");
    let shuffled = (SHUFFLED.make)(&page);
    assert_eq!(shuffled, (SHUFFLED.make)(&page));
    let names = |item: &Value| item.as_object().expect("a post").keys().cloned().collect::<Vec<_>>();
    let items = parsed(&shuffled)[0].as_array().expect("posts").iter().map(names).collect::<Vec<_>>();
    assert!(items.len() == 3 && items[0] != items[1] && items[1] != items[2] && items[0] != items[2]);
}

#[test]
fn unknown_fields_are_where_the_name_says() {
    let unknown = r#""unknown_text":"a text that no type has","unknown_status":{"following":false,"is_private":false,"since":1775566804}"#;
    let with_unknown = |fields: &[&str], at: usize| {
        let (before, after) = fields.split_at(at);
        format!("{{{}}}", [before, &[unknown], after].concat().join(","))
    };
    // After so many of the four fields of an object, and of the two of the object inside of it.
    for (form, outside, inside) in [
        ("unknown fields at the front", 0, 0),
        ("unknown fields in the middle", 2, 1),
        ("unknown fields at the end", 4, 2),
    ] {
        let list = format!(r#""a":[{}]"#, with_unknown(&[r#""y":null"#, r#""x":2.5"#], inside));
        let first = with_unknown(&[r#""b":1"#, r#""d":"é🚨""#, &list, r#""c":true"#], outside);
        let second = with_unknown(&[r#""b":1"#, r#""d":"""#, r#""a":[]"#, r#""c":false"#], outside);
        check(UNKNOWN_FIELDS, form, &format!("[{first},{second}]"));
    }
}

#[test]
fn notations_are_those_of_python_and_of_people() {
    check(
        NOTATIONS,
        "Python's separators",
        r#"[{"b": 1, "d": "é🚨", "a": [{"y": null, "x": 2.5}], "c": true}, {"b": 1, "d": "", "a": [], "c": false}]"#,
    );
    check(
        NOTATIONS,
        r"`\uXXXX` for what is not ASCII",
        r#"[{"b":1,"d":"\u00e9\ud83d\udea8","a":[{"y":null,"x":2.50}],"c":true},{"b":1,"d":"","a":[],"c":false}]"#,
    );
    assert!(made(&INDENTED).starts_with("[\n  {\n    \"b\": 1,\n    \"d\": \"é🚨\",\n    \"a\": [\n      {\n"));
}

#[test]
fn most_of_the_page_of_texts_is_not_ascii() {
    let texts = with_long_texts(&edited("user/medias_chunk").expect("the edited page"));
    let other = texts.bytes().filter(|byte| !byte.is_ascii()).count();
    assert!(other * 3 > texts.len(), "{other} of {} bytes", texts.len());
}
