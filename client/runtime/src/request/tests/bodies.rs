//! Bodies, lists in queries, and results that are no JSON.

use std::collections::BTreeMap;

use super::{CANCEL, LIST, ORDER, REPLACE};
use crate::error::ErrorKind;
use crate::raw_server::{Answer, RawServer, json, response};
use crate::request::{Binary, Call, Endpoint, Part};
use crate::service::{BodyFormat, Method, Operation, Param, ParamForm, Place, Returned};
use crate::wire::Json;

static FORM: Operation = Operation {
    body: Some(BodyFormat::Form),
    params: &[
        Param::required("amount", ParamForm::Integer).at(Place::Field),
        Param::optional("expand[]", ParamForm::Repeated(&ParamForm::Text)).at(Place::Field),
    ],
    ..ORDER
};
static UPLOAD: Operation = Operation { body: Some(BodyFormat::Upload), ..ORDER };
static BYTES: Operation = Operation { body: Some(BodyFormat::Bytes), ..ORDER };
static BARE: Operation = Operation { body: None, ..ORDER };
static PATCH: Operation = Operation { method: Method::Patch, ..ORDER };

/// Sends a call that `make` completes, and returns its request as it arrived.
async fn sent(operation: &'static Operation, make: impl FnOnce(Call) -> Call) -> crate::raw_server::Received {
    let server = RawServer::start([json("{}")]);
    let client = server.builder().build().expect("a client");
    make(Call::new(client.as_ref(), operation)).raw().await.expect("a response");
    server.requests().remove(0)
}

#[tokio::test]
async fn a_body_has_its_form_and_its_type() {
    let metadata = BTreeMap::from([("why", "late")]);
    let request = sent(&ORDER, |call| call.with_field("note", "é\"").with_field("lines", [1, 2])).await;
    let content_type = |request: &crate::raw_server::Received| request.header("content-type").expect("a type");
    assert_eq!((request.text(), &*content_type(&request)), (r#"{"note":"é\"","lines":[1,2]}"#, "application/json"));
    let whole = sent(&PATCH, |call| call.with_body([Some(1.5), None])).await;
    assert_eq!((&*whole.line, whole.text()), ("PATCH /orders", "[1.5,null]"));
    let form = sent(&FORM, |call| {
        call.with_field("amount", 7).with_field("expand[]", ["a", "b c"]).with_field("metadata", &metadata)
    });
    let form = form.await;
    assert_eq!(form.text(), "amount=7&expand%5B%5D=a&expand%5B%5D=b+c&metadata%5Bwhy%5D=late");
    assert_eq!(content_type(&form), "application/x-www-form-urlencoded");
    let upload = sent(&UPLOAD, |call| {
        call.with_field("purpose", "batch").with_part("file", Part::new("a.csv", "1,2").media_type("text/csv"))
    });
    let upload = upload.await;
    let boundary = content_type(&upload).strip_prefix("multipart/form-data; boundary=").expect("a boundary").to_owned();
    assert!(
        upload
            .text()
            .ends_with(&format!("filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n--{boundary}--\r\n"))
    );
    let bytes = sent(&BYTES, |call| call.with_bytes(Part::from(vec![0, 255]).media_type("image/png"))).await;
    assert_eq!((bytes.body.as_slice(), &*content_type(&bytes)), ([0, 255].as_slice(), "image/png"));
}

#[tokio::test]
async fn where_there_is_no_body_its_length_says_so_if_there_usually_is_one() {
    for (operation, length) in [(&BARE, Some("0")), (&CANCEL, None), (&LIST, None)] {
        let request = sent(operation, |call| call).await;
        assert_eq!(request.header("content-length").as_deref(), length, "{}", request.line);
        assert_eq!((request.header("content-type"), request.header("transfer-encoding")), (None, None));
    }
    let empty = sent(&FORM, |call| call).await;
    assert_eq!((empty.header("content-length").as_deref(), empty.text()), (Some("0"), ""));
    let nothing = sent(&REPLACE, |call| call).await;
    assert_eq!((nothing.text(), nothing.header("content-length").as_deref()), ("{}", Some("2")));
}

#[tokio::test]
async fn a_large_body_arrives_whole_in_each_attempt() {
    let server = RawServer::start([response(503, &[], ""), json("{}")]);
    let client = server.builder().build().expect("a client");
    let note = "x".repeat(6_000_000);
    Call::new(client.as_ref(), &REPLACE).with_field("note", &note).raw().await.expect("a response");
    let sizes: Vec<_> = server.requests().iter().map(|request| request.body.len()).collect();
    assert_eq!(sizes, [note.len() + 11; 2]);
}

#[tokio::test]
async fn lists_and_objects_are_in_the_query() {
    let range = BTreeMap::from([("gte", Some(1)), ("lt", None)]);
    let request = sent(&LIST, |call| {
        let call = call.with_list("tags[]", ["x", "y"]).with_list("tags[]", ["a b", "c"]).with_joined("fields", [1, 2]);
        call.with_object("created", BTreeMap::from([("eq", 3)]))
            .with_object("created", &range)
            .with_list("none", [0; 0])
    });
    assert_eq!(request.await.line, "GET /orders?tags%5B%5D=a+b&tags%5B%5D=c&fields=1%2C2&created%5Bgte%5D=1");
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_that_names_it_and_shows_nothing() {
    let server = RawServer::start([]);
    let client = server.builder().build().expect("a client");
    let get = || Call::new(client.as_ref(), &LIST);
    let post = |operation| Call::new(client.as_ref(), operation);
    let media_type = Part::from(b"private").media_type("private\r\nx: 1");
    for (call, name) in [
        (get().with_joined("fields", ["private,1"]), "`fields`"),
        (post(&ORDER).with_field("count", f64::NAN), "`count`"),
        (post(&ORDER).with_body(f64::INFINITY), "the body"),
        (post(&BYTES).with_bytes(media_type.clone()), "media type"),
        (post(&UPLOAD).with_part("file", media_type), "media type"),
        (post(&UPLOAD).with_field("list", ["private"]), "`list`"),
        (post(&BYTES), "no bytes"),
    ] {
        assert!(!format!("{call:?}").contains("private"));
        let error = call.raw().await.expect_err(name);
        assert_eq!((error.kind(), error.units(), error.is_retryable()), (ErrorKind::InvalidParameter, Some(0), false));
        let message = error.to_string();
        assert!(
            message.contains(name) && message.contains("nothing was sent") && !message.contains("private"),
            "{message}"
        );
    }
    assert!(server.lines().is_empty());
}

/// An endpoint with this result.
macro_rules! endpoints {
    ($($name:ident: $output:ty, $returns:ident;)*) => {$(
        struct $name;

        impl Endpoint for $name {
            type Output = $output;

            const OPERATION: &'static Operation = &Operation { returns: Returned::$returns, ..LIST };
        }
    )*};
}

endpoints! {
    File: Binary, Bytes;
    Nothing: (), Nothing;
    Maybe: Option<Json>, JsonOrNothing;
    Always: Json, Json;
}

/// The result of an endpoint whose response this is.
async fn received<E: Endpoint>(answer: Answer) -> crate::Result<E::Output> {
    let server = RawServer::start([answer]);
    let client = server.builder().build().expect("a client");
    Call::new(client.as_ref(), E::OPERATION).get::<E>().await
}

#[tokio::test]
async fn bytes_are_returned_with_their_type() {
    for body in [b"\x89PNG\r\n\xff".as_slice(), b"", br#"{"exc_type":"a file, no error"}"#] {
        let file = received::<File>(response(200, &["content-type: image/png"], body)).await.expect("a file");
        assert_eq!((&*file, file.media_type()), (body, Some("image/png")));
        assert_eq!(format!("{file:?}"), format!("Binary({} bytes)", body.len()));
        assert_eq!(file.into_bytes(), body);
    }
    let plain = received::<File>(response(200, &[], "x")).await.expect("a file");
    assert_eq!(plain.media_type(), None);
    let error = received::<File>(response(404, &[], r#"{"detail":"no file"}"#)).await.expect_err("none");
    assert!(error.is_not_found() && error.message() == "no file", "{error}");
}

#[tokio::test]
async fn a_result_of_nothing_reads_no_body() {
    for answer in [response(204, &[], ""), response(200, &[], ""), response(202, &[], "OK"), json("{broken")] {
        received::<Nothing>(answer).await.expect("nothing");
    }
    assert!(received::<Nothing>(response(404, &[], "")).await.expect_err("an error").is_not_found());
    assert!(received::<Nothing>(json(r#"{"exc_type":"Busy"}"#)).await.is_err(), "an error with status 200");
}

#[tokio::test]
async fn an_empty_body_is_none_where_it_may_be() {
    for answer in [response(204, &[], ""), response(200, &[], " \n"), json("null")] {
        assert_eq!(received::<Maybe>(answer).await.expect("nothing"), None);
    }
    assert!(received::<Maybe>(json("[7]")).await.expect("a value").is_some());
    assert!(received::<Always>(response(200, &[], "")).await.expect_err("no value").is_decode());
}
