//! Services that need no key, one with a scheme, or several; constant headers; header parameters.

use super::LIST;
use crate::client::{Async, ClientBuilder, RetryPolicy, ServiceClient};
use crate::error::{ErrorKind, Result};
use crate::raw_server::{RawServer, json, response};
use crate::request::Call;
use crate::service::{Operation, Param, ParamForm, Place};

/// Clients of services that differ in what they need.
macro_rules! services {
    ($($module:ident: $auth:ident $($keys:literal)?, $credentials:expr;)*) => {$(
        #[allow(unreachable_pub, dead_code, reason = "the macros of generated code declare public items")]
        pub(super) mod $module {
            use crate::service::{Credential, Operation, Service};

            pub(super) static SERVICE: Service = Service {
                name: "Sample",
                user_agent: "sample",
                servers: &["https://api.sample.example"],
                auth: CREDENTIALS,
                headers: &[("X-Version", "2.16")],
                errors: crate::sample::ERRORS,
                ..Service::DEFAULT
            };
            const CREDENTIALS: &[Credential] = $credentials;
            pub(super) const OPERATIONS: &[&Operation] = &[];

            crate::rt::client! {
                /// A client.
                Client: self, auth: $auth $($keys)? {}
                /// The same.
                mod blocking;
            }
        }
    )*};
}

services! {
    keyless: none, &[];
    bearer: key, &[Credential { header: "Authorization", scheme: Some("Bearer"), env: &["NO_SUCH_TOKEN"] }];
    basic: keys 2, &[Credential { header: "Authorization", scheme: Some("Basic"), env: &["NO_SUCH_ID", "NO_SUCH_SECRET"] }];
    two: keys 2, &[
        Credential { header: "X-Id", scheme: None, env: &["NO_SUCH_ID"] },
        Credential { header: "X-Secret", scheme: None, env: &["NO_SUCH_SECRET"] },
    ];
}

/// A client of this server.
fn client<C: ServiceClient<Mode = Async>>(builder: ClientBuilder<C>, server: &RawServer) -> C {
    builder.server(server.url()).retry(RetryPolicy::never()).build().expect("a client")
}

const KEYS: [&str; 2] = ["account-7", "pass-word"];

#[tokio::test]
async fn each_service_gets_the_secrets_that_it_needs() {
    for (name, expected) in [
        ("keyless", [None, None, None]),
        ("bearer", [Some("Bearer account-7"), None, None]),
        ("basic", [Some("Basic YWNjb3VudC03OnBhc3Mtd29yZA=="), None, None]),
        ("two", [None, Some("account-7"), Some("pass-word")]),
    ] {
        let server = RawServer::start([json("{}")]);
        send(name, &server, &LIST).await.expect("a response");
        let request = &server.requests()[0];
        let headers = ["authorization", "x-id", "x-secret"].map(|name| request.header(name));
        assert_eq!(headers.each_ref().map(Option::as_deref), expected, "{name}");
        assert_eq!(request.header("x-version").as_deref(), Some("2.16"));
    }
}

/// Sends a request by the client of this service.
async fn send(service: &str, server: &RawServer, operation: &'static Operation) -> Result<crate::raw::RawResponse> {
    match service {
        "keyless" => Call::new(client(keyless::Client::builder(), server).as_ref(), operation).raw().await,
        "bearer" => Call::new(client(bearer::Client::builder().key(KEYS[0]), server).as_ref(), operation).raw().await,
        "basic" => Call::new(client(basic::Client::builder().keys(KEYS), server).as_ref(), operation).raw().await,
        _ => Call::new(client(two::Client::builder().keys(KEYS), server).as_ref(), operation).raw().await,
    }
}

/// A service that echoes what it got must not make us print it, whatever it echoes.
#[tokio::test]
async fn no_secret_is_in_the_message_of_an_error() {
    for service in ["bearer", "basic", "two"] {
        let echo =
            "account-7 pass-word Basic YWNjb3VudC03OnBhc3Mtd29yZA== YWNjb3VudC03OnBhc3Mtd29yZA%3D%3D account%2D7";
        for body in [format!(r#"{{"detail":"{echo}","exc_type":"{echo}"}}"#), echo.to_owned()] {
            let server = RawServer::start([response(403, &[], body)]);
            let error = send(service, &server, &LIST).await.expect_err("forbidden");
            let shown = format!("{error} {error:?} {:?} {:?}", error.code(), error.message());
            let mut secrets = vec!["account-7", "account%2D7"];
            secrets.extend((service != "bearer").then_some("pass-word"));
            secrets.extend((service == "basic").then_some("YWNjb3VudC03OnBhc3Mtd29yZA"));
            assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{service}: {shown}");
            assert!(shown.contains("[key]"), "{shown}");
        }
    }
}

#[test]
fn a_client_is_made_by_the_secrets_that_its_service_needs() {
    if !crate::client::tls::IS_BUILT {
        return;
    }
    assert!(keyless::Client::new().is_ok() && keyless::Client::from_env().is_ok());
    assert!(bearer::Client::new("a-key").is_ok() && bearer::Client::from_env().is_err());
    assert!(basic::Client::new(KEYS).is_ok() && two::Client::new(KEYS.map(str::to_owned)).is_ok());
    #[cfg(feature = "blocking")]
    assert!(keyless::blocking::Client::new().is_ok() && two::blocking::Client::new(KEYS).is_ok());
    let shown = format!("{:?}", basic::Client::new(KEYS).expect("a client"));
    assert!(!shown.contains(KEYS[0]) && !shown.contains(KEYS[1]), "{shown}");
}

#[test]
fn another_number_of_secrets_is_refused() {
    let refused = |error: Option<crate::Error>, part: &str| {
        let error = error.expect("an error");
        assert!(error.kind() == ErrorKind::Config && error.to_string().contains(part), "{error}");
        assert!(!error.to_string().contains("a-key"), "{error}");
    };
    refused(keyless::Client::builder().key("a-key").build().err(), "needs none");
    refused(bearer::Client::builder().keys(["a-key", "a-key"]).build().err(), "needs one");
    refused(bearer::Client::builder().build().err(), "`.key(..)`");
    refused(basic::Client::builder().key("a-key").build().err(), "1 of 2 keys");
    refused(two::Client::builder().build().err(), "NO_SUCH_ID and NO_SUCH_SECRET");
    refused(two::Client::builder().key_from_env().build().err(), "NO_SUCH_ID is not set");
    refused(two::Client::builder().keys(["a-key", "a-key "]).build().err(), "key 2 begins or ends");
}

static VERSIONED: Operation = Operation {
    headers: &[("X-Preview", "on")],
    params: &[Param::optional("if_match", ParamForm::Text).at(Place::Header("If-Match"))],
    ..LIST
};

#[tokio::test]
async fn headers_of_an_endpoint_and_of_parameters_are_sent() {
    let server = RawServer::start([json("{}"), json("{}")]);
    let client = client(keyless::Client::builder(), &server);
    let call = Call::new(client.as_ref(), &VERSIONED);
    call.clone()
        .with_header("If-Match", "\"first\"")
        .with_header("If-Match", "\"etag\", W/\"7\"")
        .raw()
        .await
        .expect("a response");
    let mut paged = call.clone();
    paged.set("if_match", "from a page".to_owned());
    paged.raw().await.expect("a response");
    let sent: Vec<_> =
        server.requests().iter().map(|request| (request.header("x-preview"), request.header("if-match"))).collect();
    let expected = ["\"etag\", W/\"7\"", "from a page"].map(|value| (Some("on".to_owned()), Some(value.to_owned())));
    assert_eq!(sent, expected);
    assert_eq!(server.lines(), ["GET /orders", "GET /orders"]);
}

#[tokio::test]
async fn a_value_that_no_header_can_have_is_refused() {
    let server = RawServer::start([]);
    let client = client(keyless::Client::builder(), &server);
    for value in ["private\r\nX-Evil: 1", "private\0", "privaté", " private", "private\t"] {
        let call = Call::new(client.as_ref(), &VERSIONED).with_header("If-Match", value);
        assert!(!format!("{call:?}").contains("priv"));
        let error = call.raw().await.expect_err(value);
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
        assert!(error.to_string().contains("`If-Match`") && !error.to_string().contains("priv"), "{error}");
    }
    assert!(server.lines().is_empty());
}

/// The service's own header is `X-Version: 2.16`.
#[tokio::test]
async fn a_header_is_there_once() {
    static OWN: Operation = Operation { headers: &[("x-version", "3"), ("X-Mode", "a")], ..LIST };
    let server = RawServer::start((0..3).map(|_| json("{}")));
    let client = client(keyless::Client::builder(), &server);
    Call::new(client.as_ref(), &LIST).raw().await.expect("a response");
    Call::new(client.as_ref(), &OWN).raw().await.expect("a response");
    Call::new(client.as_ref(), &OWN).with_header("X-Mode", "b").raw().await.expect("a response");
    let sent: Vec<_> =
        server.requests().iter().map(|request| ["x-version", "x-mode"].map(|name| request.header(name))).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(sent, [[text("2.16"), None], [text("3"), text("a")], [text("3"), text("b")]]);
}

#[tokio::test]
async fn nothing_replaces_the_header_of_the_key() {
    static CONSTANT: Operation = Operation { headers: &[("x-id", "me")], ..LIST };
    static ONCE: Operation = Operation { idempotency: Some("x-id"), ..super::ORDER };
    let server = RawServer::start([]);
    let client = client(two::Client::builder().keys(KEYS), &server);
    let client = client.as_ref();
    for (call, kind) in [
        (Call::new(client, &LIST).with_header("x-id", "me"), ErrorKind::InvalidParameter),
        (Call::new(client, &CONSTANT), ErrorKind::Config),
        (Call::new(client, &ONCE), ErrorKind::InvalidParameter),
    ] {
        let error = call.raw().await.expect_err("not sent");
        assert_eq!((error.kind(), error.units()), (kind, Some(0)), "{error}");
        assert!(error.to_string().contains("`x-id`"), "{error}");
    }
    assert!(server.lines().is_empty());
}
