use super::url::LONGEST_URL;
use super::*;

use crate::sample::{ITEM, builder};
use crate::service::{ParamForm, Place};
use crate::wire::Cursor;

fn call() -> Call {
    let client = builder().build().expect("a client");
    Call::new(client.as_ref(), &ITEM)
}

#[test]
fn values_are_percent_encoded_and_replaced() {
    let call = call().with("id", "a/b?c").with("q", "x=1&y z").with("q", "é/=+").with("flag", false);
    let url = call.url().expect("a url");
    assert_eq!(url.as_str(), "http://localhost:1/base/v1/a%2Fb%3Fc/parts?q=%C3%A9%2F%3D%2B&flag=false");
}

#[test]
fn the_query_of_a_page_replaces_parameters_of_the_same_names() {
    let url = |query: &str| {
        let mut call = call().with("id", 7).with("q", "x").with("tags[]", "a").with("made", "b");
        call.set_query(query.to_owned());
        call.url().expect("a url").to_string()
    };
    let path = "http://localhost:1/base/v1/7/parts";
    assert_eq!(url("after=A%2FB==&q=y"), format!("{path}?tags%5B%5D=a&made=b&after=A%2FB==&q=y"));
    assert_eq!(url("tags%5B0%5D=c&made[gte]=d"), format!("{path}?q=x&tags%5B0%5D=c&made[gte]=d"));
    assert_eq!(url("id=8&p=%FF"), format!("{path}?q=x&tags%5B%5D=a&made=b&id=8&p=%FF"), "the path stays");
    assert_eq!(url("p=a b#c"), format!("{path}?q=x&tags%5B%5D=a&made=b&p=a%20b%23c"));
}

#[test]
fn a_value_cannot_lead_to_another_path() {
    for value in ["", ".", "..", ".\t.", "..\n", "\t", "a\rb"] {
        assert_eq!(call().with("id", value).url().expect_err(value).kind(), ErrorKind::InvalidParameter);
    }
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let longest = |length: usize| call().with("id", 1).with("q", "x".repeat(length)).url();
    let around = LONGEST_URL - longest(0).expect("a URL").as_str().len();
    assert_eq!(longest(around).expect("just short enough").as_str().len(), LONGEST_URL);
    let error = longest(around + 1).expect_err("too long");
    assert_eq!((error.kind(), error.units()), (ErrorKind::InvalidParameter, Some(0)));
    assert!(error.to_string().contains("`q` is the longest"), "{error}");
}

#[test]
fn the_fingerprint_covers_everything_but_the_cursor() {
    let print = |call: Call| call.fingerprint("cursor");
    let one = print(call().with("id", 1).with("q", "x"));
    assert_eq!(one, print(call().with("q", "x").with("id", 1).with("cursor", "c")));
    assert_ne!(one, print(call().with("id", 2).with("q", "x")));
    assert_ne!(print(call().with("a", "bc")), print(call().with("ab", "c")));
    // Stored checkpoints depend on it: it must not change from one version to the next.
    assert_eq!(one, 2_087_293_532_816_772_714);
}

#[test]
fn debug_shows_no_value() {
    assert!(!format!("{:?}", call().with("id", "private")).contains("private"));
}

#[test]
fn a_cursor_in_a_body_is_what_it_was_in_the_response() {
    use crate::service::{BodyFormat, Param};

    static SEARCH: Operation = Operation {
        body: Some(BodyFormat::Json),
        params: &[
            Param::optional("cursor", ParamForm::Cursor).at(Place::Field),
            Param::optional("page", ParamForm::Integer).at(Place::Field),
            Param::optional("after", ParamForm::Text).at(Place::Field),
        ],
        ..ITEM
    };
    let body = |name, cursor: Cursor| {
        let client = builder().build().expect("a client");
        let mut call = Call::new(client.as_ref(), &SEARCH);
        call.set_cursor(name, &cursor);
        String::from_utf8(call.body().expect("a body").into()).expect("a text")
    };
    assert_eq!(body("cursor", Cursor::from(7)), r#"{"cursor":7}"#);
    assert_eq!(body("cursor", Cursor::from("7")), r#"{"cursor":"7"}"#);
    assert_eq!(body("page", Cursor::from("7")), r#"{"page":7}"#);
    assert_eq!(body("page", Cursor::from("1,\"x\":2")), r#"{"page":"1,\"x\":2"}"#);
    assert_eq!(body("after", Cursor::from(7)), r#"{"after":"7"}"#);
}

#[test]
fn a_valid_value_replaces_a_refused_one() {
    let named = || call().with("id", 1);
    let refused = [
        named().with_joined("tags", ["a,b"]),
        named().with_header("x", "\n"),
        named().with_field("note", f64::NAN),
        named().with_body(f64::NAN),
        named().with_object("made", f64::NAN),
        named().idempotency_key(String::new()),
    ];
    let valid: [fn(Call) -> Call; 6] = [
        |call| call.with_joined("tags", ["a"]),
        |call| call.with_header("x", "a"),
        |call| call.with_field("note", "a"),
        |call| call.with_body("a"),
        |call| call.with("made", 1),
        |call| call.idempotency_key("a".to_owned()),
    ];
    for (index, refused) in refused.iter().enumerate() {
        for (other, valid) in valid.iter().enumerate() {
            let result = valid(refused.clone()).url();
            assert_eq!(result.is_ok(), index == other, "{index} {other}");
        }
    }
}
