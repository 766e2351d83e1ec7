//! What a server can do wrong, and faults at random.

use hikerapi_runtime::service::{ErrorRules, Means, Service};

use crate::errors::status_of;

/// A fault of one response: an error status, broken HTTP, or JSON that does not match the spec.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> hikerapi::Result<()> {
/// use hikerapi_testing::{Fault, Server};
///
/// let server = Server::start().await;
/// let client = server.client();
/// server.on(client.user().by_id(787132)).fault(Fault::CutBody);
/// let error = client.user().by_id(787132).await.expect_err("half a body");
/// assert_eq!(error.kind(), hikerapi::error::ErrorKind::Transport);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// An error with this status, in the form of the service.
    Status(u16),
    /// An error with this status and this header `Retry-After`.
    RetryAfter(u16, String),
    /// An HTML page with this status, which may be 200.
    Html(u16),
    /// A redirect to this address, which the client must not follow.
    Redirect(String),
    /// The connection is reset before the first byte of the response.
    Reset,
    /// The connection is closed before the first byte of the response.
    Close,
    /// The connection is closed in the middle of the body.
    CutBody,
    /// The response is sent; the connection stays open, and is closed at its next request. So do servers that close
    /// connections which were idle.
    CloseNext,
    /// Nothing is sent, until the client gives up.
    Stall,
    /// These bytes are sent in place of a response, then the connection is closed.
    Raw(Vec<u8>),
    /// The body is larger than the client's limit by default.
    Oversized,
    /// The body does not end.
    Endless,
    /// The JSON is cut off, and the body has the announced length.
    TruncatedJson,
    /// Values have other types, except for the id.
    WrongTypes,
    /// Ids are objects.
    WrongIds,
    /// Every field but the id is null.
    Nulls,
    /// Objects have fields that the spec does not know.
    NewFields,
}

impl Fault {
    /// Returns the name in [`fault_counts`](crate::ServerOf::fault_counts): `reset`, `status 503`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Status(status) => format!("status {status}"),
            Self::RetryAfter(status, after) => format!("status {status}, retry after {after}"),
            Self::Html(status) => format!("HTML with {status}"),
            Self::Redirect(_) => "redirect to another server".to_owned(),
            Self::Reset => "reset".to_owned(),
            Self::Close => "closed".to_owned(),
            Self::CutBody => "body cut off".to_owned(),
            Self::CloseNext => "closed at the next request".to_owned(),
            Self::Stall => "stall".to_owned(),
            Self::Raw(_) => "raw bytes".to_owned(),
            Self::Oversized => "too large".to_owned(),
            Self::Endless => "endless".to_owned(),
            Self::TruncatedJson => "JSON truncated".to_owned(),
            Self::WrongTypes => "wrong types".to_owned(),
            Self::WrongIds => "wrong ids".to_owned(),
            Self::Nulls => "nulls".to_owned(),
            Self::NewFields => "new fields".to_owned(),
        }
    }

    /// Returns a fault of every kind, with the statuses that the service's own table names.
    #[must_use]
    pub fn all(service: &Service) -> Vec<Self> {
        let errors = &service.errors;
        let limited = status_of(errors, Means::RateLimited);
        let mut all = vec![Self::Status(limited)];
        all.extend(
            ["0", "Sun, 06 Nov 1994 08:49:37 GMT", "soon"].map(|after| Self::RetryAfter(limited, after.to_owned())),
        );
        all.extend(unavailable(errors).map(Self::Status));
        all.extend([Means::OutOfCredit, Means::NotFound].map(|means| Self::Status(status_of(errors, means))));
        all.extend([Self::Html(502), Self::Html(200), Self::Redirect("https://elsewhere.invalid/".to_owned())]);
        all.extend([
            Self::Reset,
            Self::Close,
            Self::CutBody,
            Self::CloseNext,
            Self::Stall,
            Self::Oversized,
            Self::Endless,
        ]);
        all.push(Self::Raw(b"what is this\r\n\r\n".to_vec()));
        all.extend([Self::TruncatedJson, Self::WrongTypes, Self::WrongIds, Self::Nulls, Self::NewFields]);
        all
    }

    /// How often it is chosen, relative to the others: slow ones are rare.
    fn weight(&self) -> u32 {
        match self {
            Self::Stall | Self::Oversized | Self::Endless => 1,
            _ => 3,
        }
    }

    /// Whether a response of the service is sent, which may be billed.
    pub(crate) fn sends_the_response(&self) -> bool {
        !matches!(self, Self::Reset | Self::Close | Self::Stall | Self::Raw(_))
    }
}

/// The statuses after which a retry can help.
fn unavailable(errors: &ErrorRules) -> impl Iterator<Item = u16> {
    let rows = errors.statuses.iter().filter(|row| row.verdict().means() == Means::Unavailable);
    rows.map(|row| *row.statuses().start())
}

/// Faults at random, by a seed: the same requests get the same faults in every run.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use hikerapi_testing::{Fault, Faults, Server};
///
/// let server = Server::start().await;
/// server.faults(Faults::seeded(7).rate(0.2)); // every fifth request, faults of all kinds
/// server.faults(Faults::seeded(7).kinds([Fault::Reset, Fault::Status(503)])); // these two alone
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Faults {
    seed: u64,
    rate: f64,
    kinds: Option<Vec<Fault>>,
}

impl Faults {
    /// Returns faults of every kind for a tenth of the requests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, rate: 0.1, kinds: None }
    }

    /// Sets the share of requests with a fault, from 0 to 1.
    #[must_use]
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// Sets the faults to choose from. The default is all of them: [`Fault::all`].
    #[must_use]
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Fault>) -> Self {
        self.kinds = Some(kinds.into_iter().collect());
        self
    }

    /// The fault of the nth of equal requests.
    pub(crate) fn pick(&self, service: &Service, request: u64, nth: u64) -> Option<Fault> {
        let seed =
            [request, nth].iter().fold(self.seed, |seed, part| (seed ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut random = fastrand::Rng::with_seed(seed);
        if random.f64() >= self.rate {
            return None;
        }
        let kinds = self.kinds.clone().unwrap_or_else(|| Fault::all(service));
        let mut place = random.u32(..kinds.iter().map(Fault::weight).sum::<u32>().max(1));
        kinds.into_iter().find(|kind| {
            let is_here = place < kind.weight();
            place = place.saturating_sub(kind.weight());
            is_here
        })
    }
}
