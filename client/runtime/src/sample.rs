//! A service, a client and types for the tests of this crate.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::client::{Admission, Async, ClientBuilder, Gate, RuntimeClient, ServiceClient, Settle};
use crate::schema::{DigitsId, TextId, UnknownInteger, UnknownText};
use crate::service::{
    BodyRule, Cost, CostHeader, Credential, ErrorRules, FieldValue, Limits, Means, Operation, Param, ParamForm, Retry,
    Service, Verdict, ViolationRule,
};

crate::rt::statuses! {
    STATUSES {
        200: Ok.billed(),
        401: Unauthorized,
        402: OutOfCredit,
        403: Forbidden.billed(),
        /// Nothing is there.
        404: NotFound.billed(),
        408: Unavailable.retry(Retry::Backoff),
        410: Gone,
        422: InvalidParameter,
        429: RateLimited.retry(Retry::Wait),
        500..=599: Unavailable.retry(Retry::Backoff),
    }
}

crate::rt::codes! {
    CODES {
        "UserNotFound": NotFound,
        /// The account
        /// hides its data.
        "PrivateAccount": Private,
        "InsufficientFunds": OutOfCredit,
        "EndpointDeprecated": Gone,
        "Busy": Unavailable.retry(Retry::Backoff),
        "Odd": Unavailable.billed(false).retry(Retry::Backoff),
    }
}

crate::rt::texts! {
    TEXTS {
        "error code: 10" at 403: Blocked,
        /// A challenge.
        "<title>Just a moment*</title>" at 403: Blocked,
        "try again" at 200: Unavailable.billed(),
    }
}

const BODIES: &[BodyRule] = &[
    BodyRule::new("exc_type"),
    BodyRule::new("state").is(FieldValue::Flag(false)),
    BodyRule::new("kind").is(FieldValue::Text("error")),
    BodyRule::new("level").is(FieldValue::Number(-1)),
    BodyRule::new("detail").alone(),
];

pub(crate) const ERRORS: ErrorRules = ErrorRules {
    code: "exc_type",
    message: &["detail", "error"],
    violations: Some(ViolationRule { list: "detail", path: "loc", text: "msg" }),
    bodies: BODIES,
    statuses: STATUSES,
    other: Verdict::new(Means::Unexpected),
    codes: CODES,
    texts: TEXTS,
};

pub(crate) static SERVICE: Service = Service {
    name: "Sample",
    user_agent: "sample",
    servers: &["https://api.sample.example"],
    auth: &[Credential { header: "x-sample-key", scheme: None, env: &["SAMPLE_KEY"] }],
    requests_per_second: Some(15),
    cost: Some(Cost { header: Some(CostHeader { header: "x-sample-cost", field: "reqs" }) }),
    limits: Limits {
        timeout: Duration::from_secs(10),
        connect: Duration::from_secs(2),
        idle: Duration::from_secs(5),
        body_bytes: 1_000_000,
    },
    cache_not_found_seconds: 60,
    errors: ERRORS,
    ..Service::DEFAULT
};

pub(crate) static ITEM: Operation = Operation {
    group: "shop",
    name: "item",
    path: "/v1/{id}/parts",
    params: &[Param::required("id", ParamForm::Text)],
    ..Operation::DEFAULT
};

#[derive(Debug, Clone)]
pub(crate) struct SampleClient(RuntimeClient);

impl AsRef<RuntimeClient> for SampleClient {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

impl ServiceClient for SampleClient {
    type Mode = Async;
    type Async = Self;

    const SERVICE: &'static Service = &SERVICE;
    const OPERATIONS: &'static [&'static Operation] = &[&ITEM];

    fn from_runtime(client: RuntimeClient) -> Self {
        Self(client)
    }
}

/// A gate with a number of units, which records its calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct SampleGate {
    pub(crate) left: Arc<Mutex<u64>>,
    pub(crate) notes: Arc<Mutex<Vec<String>>>,
}

impl SampleGate {
    fn note(&self, note: String) {
        self.notes.lock().expect("no panic").push(note);
    }
}

impl Gate for SampleGate {
    fn admit(&self, units: u64) -> Admission<'_> {
        Box::pin(async move {
            let mut left = self.left.lock().expect("no panic");
            *left = left.checked_sub(units).ok_or("the gate is empty")?;
            let gate = self.clone();
            Ok(Box::new(move |cost| gate.note(format!("{units} -> {cost}"))) as Settle)
        })
    }

    fn hold(&self, pause: Duration) {
        self.note(format!("hold {pause:?}"));
    }

    fn slow_down(&self, pause: Duration, admitted: Duration) {
        assert!(admitted < Duration::from_secs(60), "{admitted:?}");
        self.note(format!("slow down {pause:?}"));
    }
}

/// A builder with a key and a server on localhost.
pub(crate) fn builder() -> ClientBuilder<SampleClient> {
    ClientBuilder::new().key("k").server("http://localhost:1/base/")
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UserPk(DigitsId);

crate::schema::digits_id!(UserPk);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MediaId(TextId);

crate::schema::text_id!(MediaId);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum ProductType {
    Feed,
    Unknown(UnknownText),
}

crate::schema::text_enum! {
    ProductType {
        Feed: "feed",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum MediaType {
    Photo,
    Unknown(UnknownInteger),
}

crate::schema::integer_enum! {
    MediaType {
        Photo: 1,
    }
}
