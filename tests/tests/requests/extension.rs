//! Endpoints of a crate of one's own, with types of the client.

use hikerapi::dynamic::{DynamicRequest, EndpointDescription};
use hikerapi::rows::{FlatCell, FlatSchema, schema};
use hikerapi::rt::ParamForm;
use hikerapi::types::{MediaType, UserShort};
use hikerapi::values::Json;
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts};

hikerapi::endpoints!(mod extension, "tests/data/guests.yaml");

/// A server that knows the endpoints of the client and of the extension.
async fn server() -> Server {
    Server::builder().endpoints(extension::samples::RESPONSES).start().await
}

fn page(accounts: &[(u64, Option<u64>)], next: &str) -> Answer {
    let id = |id: &Option<u64>| id.map_or("null".to_owned(), |id| id.to_string());
    let account = |(pk, other): &(u64, Option<u64>)| {
        format!(r#"{{"pk":{pk},"id":{},"username":"sample_{pk}","full_name":"","is_private":false}}"#, id(other))
    };
    let accounts: Vec<_> = accounts.iter().map(account).collect();
    Answer::json(200, format!("[[{}],{next}]", accounts.join(",")))
}

fn pks(accounts: &[UserShort]) -> Vec<u64> {
    accounts.iter().map(|account| account.pk.get()).collect()
}

#[tokio::test]
async fn a_key_identifies_items_of_a_type_of_the_client() {
    let server = server().await;
    let client = server.client();
    server.script("/v1/guests/all", [page(&[(1, None), (2, None)], "\"x\""), page(&[(2, None), (3, None)], "null")]);
    let mut pages = client.guests().all().pages().unique();
    let first = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    let second = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    assert_eq!((pks(&first.items), pks(&second.items)), (vec![1, 2], vec![3]));
    // Items without the field are all different.
    let items = [page(&[(1, Some(7)), (2, None)], "\"x\""), page(&[(3, None), (4, Some(7))], "null")];
    server.script("/v1/guests/by/id", items);
    let mut items = client.guests().by_id().items().unique();
    let mut found = Vec::new();
    while let Some(item) = items.next().await.unwrap_or_else(|error| panic!("{error}")) {
        found.push(item.pk.get());
    }
    assert_eq!(found, [1, 2, 3]);
}

#[test]
fn the_blocking_client_has_the_new_endpoints_too() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(server());
    let client = hikerapi::blocking::Client::builder().key(KEY).server(server.url()).build().expect("a client");
    server.script("/v1/guests/all", [page(&[(1, None), (2, None)], "\"x\""), page(&[(2, None), (3, None)], "null")]);
    let guests = client.guests().all().items().unique().try_collect().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(pks(&guests), [1, 2, 3]);
}

/// The facts of an endpoint of the extension.
fn described(name: &str) -> &'static EndpointDescription {
    let mut endpoints = extension::described::GROUPS.iter().flat_map(|group| group.endpoints);
    endpoints.find(|endpoint| endpoint.operation.name == name).expect("an endpoint")
}

#[tokio::test]
async fn parameters_have_the_form_of_the_client_s_types() {
    let server = server().await;
    let client = server.client();
    let invite = described("post_invite").operation;
    let forms: Vec<_> = invite.params.iter().map(|param| (param.name, param.form, param.is_nullable)).collect();
    let [host, guests, (media, numbers, true), (product, texts, false)] = forms[..] else { panic!("{forms:?}") };
    assert_eq!(host, ("host", ParamForm::Digits, false));
    assert_eq!(guests, ("guests", ParamForm::Json, false));
    assert!(media == "media" && matches!(numbers, ParamForm::OneOfNumbers(known) if known.contains(&2)), "{numbers:?}");
    assert!(product == "product" && matches!(texts, ParamForm::OneOf(known) if known.contains(&"clips")), "{texts:?}");
    assert_eq!(described("by_id").operation.params[1].form, ParamForm::Repeated(&ParamForm::Digits));
    let request = || DynamicRequest::new(&client, invite);
    assert!(request().with("host", &["natgeo"]).is_err());
    let request = request().with("host", &["7"]).and_then(|request| request.with("guests", &["[8,9]"]));
    drop(request.and_then(|request| request.with("media", &["2"])).expect("its parameters").send().await);
    drop(client.guests().post_invite(7, [8, 9]).media(MediaType::from(2)).send().await);
    let requests = server.requests();
    assert_eq!(&requests[0].body[..], br#"{"host":7,"guests":[8,9],"media":2}"#);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn rows_of_an_extension_have_the_types_of_the_client() {
    let rows = described("all").rows.expect("rows");
    assert_eq!((rows.list, rows.ty.schema()), (Some("$[0]"), schema::<UserShort>()));
    // A response that may be null is a row of nulls.
    let one = described("post_invite").rows.expect("rows");
    let row = one.ty.read(&Json::default()).expect("a row");
    let flat = FlatSchema::new(&one.ty.schema());
    let cells = flat.cells(&row);
    assert_eq!((one.list, cells.len()), (None, flat.columns().len()));
    assert!(cells.iter().all(FlatCell::is_null) && flat.columns().iter().all(|column| column.is_nullable));
}
