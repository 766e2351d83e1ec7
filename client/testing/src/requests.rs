//! What the server makes of requests with methods, bodies, headers and secrets, without a socket.

use bytes::Bytes;
use hikerapi_runtime::service::{
    BodyFormat, Cost, Credential, ErrorRules, Means, Method, Operation, Paging, Param, ParamForm, Place, Returned,
    Service, StatusRule, Verdict, ViolationRule, Way,
};

use crate::answer::Answer;
use crate::engine::{Engine, Reply, Settings};
use crate::fault::Fault;
use crate::rules::{Rule, Step};
use crate::table::{Sample, Table};

const STATUSES: &[StatusRule] = &[
    StatusRule::new(&[200, 299], Verdict::new(Means::Ok).billed(), ""),
    StatusRule::new(&[400], Verdict::new(Means::BadRequest), ""),
    StatusRule::new(&[401], Verdict::new(Means::Unauthorized), ""),
    StatusRule::new(&[404], Verdict::new(Means::NotFound), ""),
    StatusRule::new(&[503], Verdict::new(Means::Unavailable), ""),
];

static SERVICE: Service = Service {
    auth: &[Credential { header: "authorization", scheme: Some("Bearer"), env: &["TOKEN"] }],
    headers: &[("x-version", "1"), ("x-other", "2")],
    cost: Some(Cost { header: None }),
    errors: ErrorRules { message: &["error.message"], statuses: STATUSES, ..ErrorRules::DEFAULT },
    ..Service::DEFAULT
};

static FREE: Service = Service { auth: &[], headers: &[], cost: None, ..SERVICE_RULES };

const SERVICE_RULES: Service = Service {
    errors: ErrorRules { message: &["error.message"], statuses: STATUSES, ..ErrorRules::DEFAULT },
    ..Service::DEFAULT
};

static GET: Operation = Operation {
    path: "/orders/{id}",
    params: &[
        Param::required("id", ParamForm::Digits),
        Param::optional("tags[]", ParamForm::Repeated(&ParamForm::Integer)),
        Param::optional("made", ParamForm::Object),
        Param::optional("if_match", ParamForm::Integer).at(Place::Header("if-match")),
    ],
    headers: &[("X-Version", "2")],
    ..Operation::DEFAULT
};

static DELETE: Operation = Operation {
    method: Method::Delete,
    path: "/orders/{id}",
    params: &[Param::required("id", ParamForm::Digits)],
    returns: Returned::Nothing,
    ..Operation::DEFAULT
};

static POST: Operation = Operation {
    method: Method::Post,
    path: "/orders",
    params: &[
        Param::required("item", ParamForm::Integer).at(Place::Field),
        Param::optional("lines", ParamForm::Json).at(Place::Field),
    ],
    body: Some(BodyFormat::Json),
    idempotency: Some("idempotency-key"),
    units: 3,
    ..Operation::DEFAULT
};

static FORM: Operation = Operation { path: "/forms", body: Some(BodyFormat::Form), idempotency: None, ..POST_FACTS };

static UPLOAD: Operation = Operation {
    path: "/uploads",
    body: Some(BodyFormat::Upload),
    params: &[Param::required("file", ParamForm::Bytes).at(Place::Field)],
    ..POST_FACTS
};

static SEARCH: Operation = Operation {
    method: Method::Post,
    path: "/search",
    params: &[Param::optional("cursor", ParamForm::Cursor).at(Place::Field)],
    body: Some(BodyFormat::Json),
    paging: Some(&Paging {
        way: Way::Token { parameter: "cursor", next: "$.next", end: &[] },
        items: "$.items",
        ..Paging::DEFAULT
    }),
    ..Operation::DEFAULT
};

/// Names what is wrong by its place.
static PLACED: Service = Service {
    auth: &[],
    headers: &[],
    errors: ErrorRules {
        violations: Some(ViolationRule { list: "errors", path: "at", text: "why" }),
        ..SERVICE_RULES.errors
    },
    ..SERVICE_RULES
};

static FILE: Operation = Operation { path: "/file", returns: Returned::Bytes, ..Operation::DEFAULT };

const POST_FACTS: Operation = Operation {
    method: Method::Post,
    params: &[
        Param::required("item", ParamForm::Integer).at(Place::Field),
        Param::optional("lines", ParamForm::Json).at(Place::Field),
    ],
    ..Operation::DEFAULT
};

fn engine(service: &'static Service) -> Engine {
    let mut table = Table::default();
    for operation in [&GET, &DELETE, &POST, &FORM, &UPLOAD, &FILE, &SEARCH] {
        table.add(operation, Sample::Json("{\"id\":7}".parse().expect("JSON")));
    }
    Engine::new(service, table, Settings::default())
}

/// The reply to a request with the headers that it needs, and others.
fn send(engine: &Engine, line: &str, more: &[(&str, &str)], body: &str) -> Reply {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let version = if target.starts_with("/orders/") && method == "GET" { "2" } else { "1" };
    let secret = format!("Bearer {}", crate::KEY);
    let usual = [("user-agent", "x"), ("authorization", secret.as_str()), ("x-version", version), ("x-other", "2")];
    let usual = usual.iter().filter(|(name, _)| !more.iter().any(|(known, _)| known == name));
    let headers = usual.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let request = engine.record(
        method,
        target.split_once('?').unwrap_or((target, "")),
        headers,
        Bytes::copy_from_slice(body.as_bytes()),
    );
    engine.reply(&request)
}

/// The units, and the number of requests.
fn counts(engine: &Engine) -> (u64, usize) {
    let state = engine.lock();
    (state.units, state.requests.len())
}

const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
const URLENCODED: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=B");

#[track_caller]
fn check(line: &str, more: &[(&str, &str)], body: &str, status: u16, words: &str) {
    let reply = send(&engine(&SERVICE), line, more, body);
    let text = String::from_utf8_lossy(&reply.body);
    assert!(reply.status == status && text.contains(words), "{line} {more:?} {body}: {} {text}", reply.status);
}

#[test]
fn requests_are_routed_by_method_and_path() {
    check("GET /orders/7", &[], "", 200, "7");
    check("DELETE /orders/7", &[], "", 204, "");
    check("PUT /orders/7", &[], "", 405, "answers DELETE and GET there, not PUT");
    check("POST /order", &[], "", 404, "the nearest is POST /orders");
    check("GET /file", &[], "", 200, "bytes of the test server");
}

#[test]
fn secrets_and_constant_headers_must_be_there() {
    check("GET /orders/7", &[("authorization", crate::KEY)], "", 401, "the header authorization is not the key");
    check("GET /orders/7", &[("x-version", "1")], "", 400, r#"the header X-Version is not \"2\""#);
    check("GET /file", &[("x-version", "2")], "", 400, r#"the header x-version is not \"1\""#);
    check("GET /file", &[("user-agent", "")], "", 403, "no user agent");
}

#[test]
fn parameters_are_checked_where_they_are() {
    check("GET /orders/7?tags[]=1&tags%5B%5D=2&made[gte]=1", &[("if-match", "3")], "", 200, "");
    check("GET /orders/7?tags[]=x", &[], "", 400, "tags[]: expected a whole number");
    check("GET /orders/7", &[("if-match", "x")], "", 400, "if_match: expected a whole number");
    check("GET /orders/7?if_match=3", &[], "", 400, "if_match: /orders/{id} has no such parameter");
    check("GET /orders/x", &[], "", 400, "id: expected digits");
}

#[test]
fn fields_of_bodies_are_checked() {
    check("POST /orders", &[JSON], r#"{"item":7,"lines":[{}]}"#, 200, "");
    check("POST /orders", &[JSON], "{}", 400, "item: field required");
    check("POST /orders", &[], "", 400, "item: field required");
    check("POST /orders", &[JSON], r#"{"item":"7"}"#, 400, "item: expected a whole number");
    check("POST /orders", &[JSON], r#"{"item":7,"note":1}"#, 400, "note: POST /orders has no such field");
    check("POST /orders", &[JSON], "{", 400, "not written as application/json");
    check("POST /orders", &[URLENCODED], "item=7", 400, "expected as application/json");
    check("POST /orders?item=7", &[JSON], r#"{"item":7}"#, 400, "item: POST /orders has no such parameter");
    check("GET /file", &[JSON], "{}", 400, "takes no body");
    check("POST /forms", &[URLENCODED], "item=7&lines[0][count]=1", 200, "");
    check("POST /forms", &[URLENCODED], "item=x", 400, "item: expected a whole number");
    check("POST /forms", &[URLENCODED], "item=7&other[0]=1", 400, "other[0]: POST /forms has no such field");
    let part = |name: &str| format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n\u{0}\r\n--B--\r\n");
    check("POST /uploads", &[MULTIPART], &part("file"), 200, "");
    check("POST /uploads", &[MULTIPART], &part("other"), 400, "file: field required");
    check("POST /uploads", &[MULTIPART], "--C", 400, "not written as multipart/form-data");
}

#[test]
fn a_position_that_is_wrong_is_named_where_it_is() {
    let reply = send(&engine(&PLACED), "POST /search", &[JSON], r#"{"cursor":"nowhere"}"#);
    let text = String::from_utf8_lossy(&reply.body);
    assert!(reply.status == 400 && text.contains(r#""at":["body","cursor"]"#), "{} {text}", reply.status);
}

const ITEM: &str = r#"{"item":7}"#;

fn script(engine: &Engine, answers: impl IntoIterator<Item = Answer>) {
    let steps = answers.into_iter().map(|answer| Step { answer, left: None }).collect();
    engine.lock().rules.push(Rule { operation: &POST, params: Vec::new(), body: None, steps });
}

#[test]
fn what_is_repeated_with_its_key_is_done_once() {
    let engine = engine(&SERVICE);
    let one = Answer::json(200, "{\"id\":1}");
    let failed = Answer::error(503, "");
    script(&engine, [failed, one.fault(Fault::Reset), Answer::json(200, "{\"id\":2}")]);
    let reply = |key: &str, body: &str| send(&engine, "POST /orders", &[JSON, ("idempotency-key", key)], body);
    assert_eq!(reply("a", ITEM).status, 503, "a request that failed is processed again");
    assert_eq!((reply("a", ITEM).fault, counts(&engine).0), (Some(Fault::Reset), 0));
    for _ in 0..2 {
        let again = reply("a", ITEM);
        assert_eq!((&again.body[..], again.fault), (&b"{\"id\":1}"[..], None));
    }
    assert_eq!(reply("b", ITEM).body, "{\"id\":2}");
    assert_eq!(reply("b", ITEM).body, "{\"id\":2}");
    let misused = reply("b", r#"{"item":8}"#);
    assert!(misused.status == 400 && misused.body.windows(7).any(|text| text == b"another"));
    assert_eq!(counts(&engine), (6, 7), "each order is paid for once");
}

#[test]
fn without_a_price_each_request_counts() {
    let engine = engine(&FREE);
    let plain = |line: &str, more: &[(&str, &str)]| send(&engine, line, &[&[("x-version", "2")], more].concat(), ITEM);
    let first = plain("POST /orders", &[JSON, ("idempotency-key", "a")]);
    assert_eq!(first.headers, [("content-type".to_owned(), "application/json".to_owned())]);
    plain("POST /orders", &[JSON, ("idempotency-key", "a")]);
    plain("POST /orders", &[JSON]);
    assert_eq!(plain("GET /nowhere", &[]).status, 404);
    assert_eq!(counts(&engine), (4, 4), "one that is repeated with its key is a request, too");
}

#[test]
fn a_request_shows_its_body() {
    let engine = engine(&SERVICE);
    send(&engine, "POST /orders", &[JSON, ("idempotency-key", "a")], r#"{"item":7,"lines":[1]}"#);
    send(&engine, "POST /forms", &[URLENCODED], "item=7&lines[0]=a+b");
    send(&engine, "GET /orders/7", &[("if-match", "3")], "");
    let [json, form, get] = <[_; 3]>::try_from(engine.lock().requests.clone()).expect("three");
    assert_eq!((json.method.as_str(), json.idempotency_key()), ("POST", Some("a")));
    assert_eq!((json.param("item"), json.param("lines"), json.param("other")), (Some("7"), Some("[1]"), None));
    assert_eq!(
        json.json().and_then(|json| json.pointer("/lines/0")).map(|json| json.to_string()).as_deref(),
        Some("1")
    );
    assert_eq!(
        form.form(),
        [("item", "7"), ("lines[0]", "a b")].map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!((get.param("id"), get.param("if_match"), get.idempotency_key()), (Some("7"), Some("3"), None));
    assert!(get.parts().is_empty() && get.json().is_none());
}
