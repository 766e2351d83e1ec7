//! Every endpoint of the spec with every parameter: the request has the exact path and query, and the
//! result is the fixture.

use hikerapi::values::Binary;
use hikerapi::{Response, Result};
use hikerapi_tests::{api, fixture, fixture_server};
use serde::Serialize;
use serde_json::Value;

// `every_call`, with every endpoint of the spec.
#[allow(deprecated, reason = "deprecated endpoints work as long as the service has them")]
mod calls {
    use super::Call;

    include!(concat!(env!("OUT_DIR"), "/calls.rs"));

    pub(super) async fn all(client: &hikerapi::Client) -> Vec<Call> {
        every_call(client).await
    }
}

struct Call {
    target: &'static str,
    /// The result and what it must be.
    results: [Value; 2],
    units: u64,
}

impl Call {
    fn new<T: Serialize>(
        group: &'static str,
        method: &'static str,
        target: &'static str,
        response: Result<Response<T>>,
    ) -> Self {
        let response = response.unwrap_or_else(|error| panic!("{error}"));
        let expected = serde_json::from_slice(&fixture(group, method)).expect("JSON");
        let value = serde_json::to_value(response.value()).expect("JSON");
        Self { target, results: [value, expected], units: response.units() }
    }

    /// The server has no fixture for bytes, and sends its own.
    fn of_bytes(
        _group: &'static str,
        _method: &'static str,
        target: &'static str,
        response: Result<Response<Binary>>,
    ) -> Self {
        let response = response.unwrap_or_else(|error| panic!("{error}"));
        let value = String::from_utf8_lossy(response.value()).into();
        Self { target, results: [value, "bytes of the test server".into()], units: response.units() }
    }
}

#[tokio::test]
async fn every_endpoint_sends_every_parameter_and_returns_its_fixture() {
    let server = fixture_server().await;
    let calls = calls::all(&server.client()).await;
    for call in &calls {
        let [value, expected] = &call.results;
        assert_eq!(value, expected, "{}", call.target);
    }
    let targets: Vec<_> = calls.iter().map(|call| call.target.to_owned()).collect();
    assert_eq!(server.targets(), targets);
    let spec: u64 = api().groups.iter().flat_map(|g| &g.endpoints).map(|e| u64::from(e.cost.units)).sum();
    assert_eq!(
        calls.iter().map(|call| call.units).sum::<u64>(),
        spec,
        "the units of the responses are those of the spec"
    );
}
