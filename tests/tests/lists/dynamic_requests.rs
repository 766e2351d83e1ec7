//! Requests by the names of their parameters send what the typed ones send: query, path, headers, JSON, forms, lists, objects.

use hikerapi::dynamic::{Described, DynamicRequest, InvalidArgument};
use hikerapi::rt::{Endpoint, Operation};
use hikerapi::values::Date;
use hikerapi_testing::{RecordedRequest, ServerOf};

use crate::everything;
use crate::everything::types::{BankAccount, Line, Names, Nest, Order, OrderId, Range, Source, Status};

/// The facts of an endpoint.
fn operation<C: Described>(name: &str) -> &'static Operation {
    let endpoints = C::GROUPS.iter().flat_map(|group| group.endpoints);
    let mut named = endpoints.filter(|endpoint| endpoint.operation.name == name);
    named.next().unwrap_or_else(|| panic!("no endpoint {name}")).operation
}

/// A request by the names of its parameters, each with its values.
fn dynamic<C>(client: &C, name: &str, values: &[(&str, &[&str])]) -> DynamicRequest
where
    C: Described + AsRef<hikerapi::rt::RuntimeClient>,
{
    let request = DynamicRequest::new(client, operation::<C>(name));
    let request = values.iter().try_fold(request, |request, (name, values)| request.with(name, values));
    let request = request.expect("its parameters");
    assert!(request.missing().is_empty(), "{name}: {:?}", request.missing());
    request
}

/// What a request has, without what is made anew for each.
fn sent(request: &RecordedRequest) -> String {
    let is_same = |(name, _): &&(String, String)| !matches!(name.as_str(), "idempotency-key" | "host");
    let mut headers: Vec<_> = request.headers.iter().filter(is_same).collect();
    headers.sort();
    let body = String::from_utf8_lossy(&request.body);
    format!("{} {}\n{headers:#?}\n{body}", request.method, request.target())
}

/// Sends a typed request and the same one by names, and compares what arrived.
macro_rules! check {
    ($server:ident, $client:ident: $typed:expr, $name:literal $(, $param:literal = [$($value:literal),*])*) => {{
        let before = $server.requests().len();
        // The server may find fault with the values: both are sent.
        drop($typed.send().await);
        drop(dynamic(&$client, $name, &[$(($param, &[$($value),*])),*]).send().await);
        let requests = $server.requests();
        let [typed, dynamic] = &requests[before..] else { panic!("{}: {} requests", $name, requests.len() - before) };
        assert_eq!(sent(typed), sent(dynamic), "{}", $name);
    }};
}

#[tokio::test]
async fn queries_paths_and_headers_are_the_same() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let (orders, things) = (|| client.orders(), || client.things());
    let typed = things().by_pk(7).color("dark-blue").size(1).exact(true).ratio(0.25).link("https://a.example/?b=c");
    check!(server, client: typed.key("k&").text("ü \"1\""), "by_pk", "pk" = ["7"], "color" = ["dark-blue"], "size" = ["1"],
        "exact" = ["true"], "ratio" = ["0.25"], "link" = ["https://a.example/?b=c"], "key" = ["k&"], "text" = ["ü \"1\""]);
    check!(server, client: things().parts(7, "red").after("next/1"), "parts", "pk" = ["7"], "color" = ["red"],
        "after" = ["next/1"]);
    check!(server, client: things().x_y_key_json(-1, 2, "a/b"), "x_y_key_json", "x" = ["-1"], "y" = ["2"], "key" = ["a/b"]);
    check!(server, client: things().count(), "count");
    let range = Range::new().gte(1).day(Date::new(2026, 1, 31).expect("a day")).status(["open", "paid"]);
    let typed = orders().list().status([Status::Open, Status::Paid]).colors(["red", "dark-blue"]).counts([1, 2]);
    let typed = typed.created(range).on(Date::new(2026, 1, 31).expect("a day")).if_none_match("\"e\"").after("o-9");
    check!(server, client: typed, "list", "status" = ["open", "paid"], "colors" = ["red", "dark-blue"], "counts[]" = ["1", "2"],
        "created" = ["{\"gte\": 1, \"day\": \"2026-01-31\", \"status\": [\"open\", \"paid\"]}"], "on" = ["2026-01-31"],
        "if_none_match" = ["\"e\""], "after" = ["o-9"]);
    check!(server, client: orders().list().since("2026-01-31T08:00:00Z".parse::<hikerapi::values::Timestamp>().expect("a time")),
        "list", "since" = ["2026-01-31T08:00:00Z"]);
    check!(server, client: orders().cancel("o 1"), "cancel", "id" = ["o 1"]);
}

#[tokio::test]
async fn values_in_other_forms_are_sent_as_typed_requests_send_them() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let (orders, things) = (|| client.orders(), || client.things());
    let since = |text: &str| orders().list().since(text.parse::<hikerapi::values::Timestamp>().expect("a time"));
    check!(server, client: since("1769846400"), "list", "since" = ["1769846400"]);
    check!(server, client: since("2026-01-31T10:00:00+02:00"), "list", "since" = ["2026-01-31T10:00:00+02:00"]);
    check!(server, client: since("2026-01-31T08:00:00.500Z"), "list", "since" = ["2026-01-31T08:00:00.5Z"]);
    check!(server, client: orders().list().counts([7, 0]), "list", "counts[]" = ["+7", "-0"]);
    check!(server, client: things().by_pk(7).color("red").size(1).ratio(1e3), "by_pk", "pk" = ["7"], "color" = ["red"],
        "size" = ["001"], "ratio" = ["1e3"]);
    check!(server, client: orders().post_orders_id_refunds("o-1", 7), "post_orders_id_refunds", "id" = ["o-1"],
        "amount" = ["+7"]);
    check!(server, client: orders().post_search([1]).limit(5), "post_search", "query" = ["[1]"], "limit" = ["005"]);
}

#[tokio::test]
async fn null_is_sent_where_a_parameter_takes_it() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    drop(client.orders().change("o-1").note(None::<hikerapi::values::Text>).send().await);
    let change = || dynamic(&client, "change", &[("id", &["o-1"])]);
    drop(change().null("note").expect("it is nullable").send().await);
    let requests = server.requests();
    let [typed, dynamic] = &requests[..] else { panic!("{} requests", requests.len()) };
    assert_eq!(sent(typed), sent(dynamic));
    assert_eq!(&dynamic.body[..], b"{\"note\":null}");
    assert!(matches!(change().null("status").err(), Some(InvalidArgument::Null { name: "status", .. })));
    assert!(matches!(change().null("x").err(), Some(InvalidArgument::Unknown { .. })));
}

#[tokio::test]
async fn a_request_without_a_parameter_that_it_needs_is_not_sent() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let kind = hikerapi::error::ErrorKind::InvalidParameter;
    for (name, missing) in [("by_pk", "pk"), ("post_search", "query"), ("replace", "id"), ("post_lines", "body")] {
        let request = || DynamicRequest::new(&client, operation::<everything::Client>(name));
        let missing = format!("`{missing}` is missing; nothing was sent");
        let message = |error: &hikerapi::Error| (error.kind(), error.to_string().contains(&missing));
        let error = request().send().await.expect_err(name);
        assert_eq!(message(&error), (kind, true), "{name}: {error}");
        assert_eq!(message(&request().raw().await.expect_err(name)), (kind, true), "{name}");
        if let Some(mut pages) = request().pages() {
            assert_eq!(message(&pages.next().await.expect_err(name)), (kind, true), "{name}");
        }
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_idempotency_key_is_that_of_the_program() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let all = everything::service::OPERATIONS;
    let with_key = all.iter().find(|operation| operation.idempotency.is_some()).expect("one with a key");
    let header = with_key.idempotency.expect("a header").to_lowercase();
    let request = with_key.params.iter().filter(|param| param.is_required).try_fold(
        DynamicRequest::new(&client, with_key),
        |request, param| {
            let value = if matches!(param.form, hikerapi::service::ParamForm::Json) { "{}" } else { "1" };
            request.with(param.name, &[value])
        },
    );
    drop(request.expect("its parameters").idempotency_key("one-and-only").send().await);
    let requests = server.requests();
    let sent: Vec<_> = requests[0].headers.iter().filter(|(name, _)| *name == header).collect();
    assert_eq!(sent, [&(header.clone(), "one-and-only".to_owned())]);
}

#[tokio::test]
async fn bodies_of_json_are_the_same() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let orders = || client.orders();
    let typed = orders().create(Status::Paid, [Line::new(7, 2, None)], BankAccount::new("DE1"), "ribbons");
    let typed =
        typed.count(3).labels([("a", true)]).weights([("b", 4)]).created(Range::new().lt(2)).flags([[true], [false]]);
    check!(server, client: typed.extra([1, 2]), "create", "status" = ["paid"],
        "lines" = ["[{\"thing\":7,\"count\":2,\"wishes\":null}]"], "source" = ["{\"object\":\"bank_account\",\"iban\":\"DE1\"}"],
        "wishes" = ["ribbons"], "count" = ["3"], "labels" = ["{\"a\":true}"], "weights" = ["{\"b\":4}"],
        "created" = ["{\"lt\":2}"], "flags" = ["[[true],[false]]"], "extra" = ["[1,2]"]);
    check!(server, client: orders().change("o-1").status("open").note("x"), "change", "id" = ["o-1"], "status" = ["open"],
        "note" = ["x"]);
    check!(server, client: orders().many("a", "b", "c", "d", 1, "e", false, [2, 3]), "many", "client" = ["a"], "call" = ["b"],
        "name" = ["c"], "self" = ["d"], "value" = ["1"], "key" = ["e"], "output" = ["false"], "item" = ["[2,3]"]);
    let typed = orders().post_names(Names::new().number(1).pk(7), "open", ("x", 1)).id("o-1").thing(7);
    check!(server, client: typed.source(BankAccount::new("DE1")), "post_names", "names" = ["{\"number\":1,\"pk\":7}"],
        "status" = ["open"], "pair" = ["[\"x\",1]"], "id" = ["o-1"], "thing" = ["7"],
        "source" = ["{\"object\":\"bank_account\",\"iban\":\"DE1\"}"]);
    check!(server, client: orders().post_search([1]).cursor("c").limit(5), "post_search", "query" = ["[1]"], "cursor" = ["c"],
        "limit" = ["5"]);
}

#[tokio::test]
async fn forms_and_whole_bodies_are_the_same() {
    let server = ServerOf::<everything::Client>::start().await;
    let client = server.client();
    let orders = || client.orders();
    let typed = orders().post_orders_id_refunds("o-1", 500).lines([Line::new(7, 1, None)]).colors(["red", "1"]);
    check!(server, client: typed.metadata([("why", "late")]).reason("it is"), "post_orders_id_refunds", "id" = ["o-1"],
        "amount" = ["500"], "lines" = ["[{\"thing\":7,\"count\":1,\"wishes\":null}]"], "colors[]" = ["red", "1"],
        "metadata" = ["{\"why\":\"late\"}"], "reason" = ["it is"]);
    check!(server, client: orders().post_lines([Line::new(7, 1, None)]), "post_lines",
        "body" = ["[{\"thing\":7,\"count\":1,\"wishes\":null}]"]);
    check!(server, client: orders().post_labels([("a", true)]), "post_labels", "body" = ["{\"a\":true}"]);
    check!(server, client: orders().post_anything("text"), "post_anything", "body" = ["\"text\""]);
    check!(server, client: orders().post_pairs(("a", 1)), "post_pairs", "body" = ["[\"a\",1]"]);
    check!(server, client: orders().post_references(Range::new().lt(2)), "post_references", "body" = ["{\"lt\":2}"]);
    let nest = Nest::new((1, None), None, "text");
    check!(server, client: orders().post_nests(nest), "post_nests", "body" = ["{\"pair\":[1,null],\"next\":null,\"value\":\"text\"}"]);
    let order =
        Order::new(OrderId::from("o-1"), "open", Date::new(2026, 1, 31).expect("a day"), [Line::new(7, 1, None)]);
    let order = order.source(Source::from(BankAccount::new("DE1")));
    check!(server, client: orders().replace("o-1", "tag", order), "replace", "id" = ["o-1"], "if_match" = ["tag"],
        "body" = ["{\"id\":\"o-1\",\"status\":\"open\",\"placed_on\":\"2026-01-31\",\"source\":{\"object\":\"bank_account\",\"iban\":\"DE1\"},\"lines\":[{\"thing\":7,\"count\":1,\"wishes\":null}]}"]);
}

// `every_call`, with everything in the spec.
mod every_call {
    use super::{Endpoint, Operation};

    pub(super) fn operation<E: Endpoint>() -> &'static Operation {
        E::OPERATION
    }

    include!(concat!(env!("OUT_DIR"), "/requests.rs"));

    pub(super) fn operations() -> Vec<&'static Operation> {
        each_request!(operation).to_vec()
    }
}

#[test]
fn every_endpoint_of_the_client_is_described_once() {
    let described = hikerapi::Client::GROUPS.iter().flat_map(|group| group.endpoints);
    let described: Vec<_> = described.map(|endpoint| endpoint.operation.path).collect();
    let all: Vec<_> = every_call::operations().iter().map(|operation| operation.path).collect();
    assert_eq!(described, all);
}

#[tokio::test]
async fn what_a_parameter_does_not_take_is_refused_before_anything_is_sent() {
    let server = hikerapi_testing::Server::start().await;
    let client = server.client();
    let by_id = || DynamicRequest::new(&client, operation::<hikerapi::Client>("about"));
    let refused = by_id().with("id", &["natgeo"]).err();
    assert!(matches!(refused, Some(InvalidArgument::Value { name: "id", .. })), "{refused:?}");
    let refused = by_id().with("id", &["1", "2"]).err();
    assert!(matches!(refused, Some(InvalidArgument::Several { name: "id", .. })), "{refused:?}");
    let refused = by_id().with::<&str>("id", &[]).err();
    assert!(matches!(refused, Some(InvalidArgument::Several { name: "id", .. })), "{refused:?}");
    let refused = by_id().with("pk", &["1"]).err();
    assert!(matches!(refused, Some(InvalidArgument::Unknown { .. })), "{refused:?}");
    assert_eq!(by_id().missing().iter().map(|param| param.name).collect::<Vec<_>>(), ["id"]);
    assert!(server.requests().is_empty());
    let again = by_id().with("id", &["1"]).and_then(|request| request.with("id", &["787132"])).expect("an id");
    again.send().await.expect("a response");
    assert_eq!(server.targets(), ["/v1/user/about?id=787132"]);
}

#[test]
fn groups_are_described_by_the_name_that_their_endpoints_have() {
    fn check<C: Described>() {
        for group in C::GROUPS {
            for endpoint in group.endpoints {
                assert_eq!(group.name, endpoint.operation.group);
            }
        }
    }
    check::<hikerapi::Client>();
    check::<everything::Client>();
    assert!(everything::Client::GROUPS.iter().any(|group| group.name == "type"), "a keyword");
}
