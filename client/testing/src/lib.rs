//! A local server for the tests of programs that use [`hikerapi`], or another client of the same generator.
//!
//! It answers every endpoint with a sample, pages through lists, and checks keys, paths and parameters as the service does.
//! Tests need no key and cost nothing. Add it to `[dev-dependencies]`.
//!
//! # A first test
//!
//! ```
//! use hikerapi_testing::Server;
//!
//! /// The code to test.
//! async fn followers(client: &hikerapi::Client, name: &str) -> hikerapi::Result<Option<i64>> {
//!     let user = client.user().by_username(name).await?;
//!     Ok(user.follower_count)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! let server = Server::start().await; // on a free port of localhost
//! let client = server.client(); // a `hikerapi::Client` with the server's URL and key
//!
//! assert_eq!(followers(&client, "natgeo").await?, Some(274_984_769)); // from the endpoint's sample
//! assert_eq!(server.targets(), ["/v1/user/by/username?username=natgeo"]);
//! assert_eq!(server.units(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Scripts
//!
//! [`on`](ServerOf::on) takes a request and sets what the server answers to it. The request is not sent. Parameters that it has
//! must be the same in the requests that are answered; others are free.
//!
//! ```
//! # use hikerapi_testing::Server;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! # let server = Server::start().await;
//! # let client = server.client();
//! let mut user = client.user().by_id(787132).await?;
//! user.is_private = Some(true);
//! server.on(client.user().by_id(787132)).respond(&user); // a value: change the sample, or decode your own
//! server.on(client.user().by_id(1)).status(404, "UserNotFound"); // an error in the form of the service
//!
//! assert_eq!(client.user().by_id(787132).await?.is_private, Some(true));
//! assert!(client.user().by_id(1).await.is_err_and(|error| error.is_not_found()));
//! # Ok(())
//! # }
//! ```
//!
//! Several answers are sent in order, and the last one repeats; [`times`](Script::times) sends one several times. This tests
//! retries:
//!
//! ```
//! # use hikerapi_testing::Server;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! # let server = Server::start().await;
//! # let client = server.client();
//! server.on(client.user().by_id(1)).status(503, "").times(2).sample();
//! let response = client.user().by_id(1).send().await?;
//! assert_eq!((response.attempts(), server.units()), (3, 1));
//! # Ok(())
//! # }
//! ```
//!
//! [`respond_with`](ServerOf::respond_with) answers by a closure instead, and [`on_path`](ServerOf::on_path) takes a path.
//!
//! # Lists
//!
//! Where an endpoint has pages, the sample's items are on three pages, so that a program that reads only the first one fails its
//! test. Lists of any length, with any cursor and any end, are scripted in one line:
//!
//! ```
//! # use hikerapi_testing::{CursorForm, Ending, Server};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! # let server = Server::start().await;
//! # let client = server.client();
//! let followers = || client.user().followers_chunk(787132);
//! assert_eq!(followers().items().collect().await?.len(), 3);
//!
//! server.on(followers()).sample_items(250).page_size(25); // each item has an id of its own
//! assert_eq!(followers().items().unique().collect().await?.len(), 250);
//!
//! // Your own items, an empty page in the middle, and an unusual end.
//! let (accounts, _) = followers().await?;
//! server.on(followers()).list(&accounts[..2]).page_sizes([1, 0, 1]).cursors(CursorForm::Number).ending(Ending::False);
//! assert_eq!(followers().items().collect().await?.len(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! They are sent in the way of the endpoint: by a cursor, a number, an offset, the last item, a header `Link` or a URL, with the
//! flag, the total and the number of pages that the spec names.
//!
//! # Bodies
//!
//! [`requests`](ServerOf::requests) has what arrived, with the body as [JSON](RecordedRequest::json), as a
//! [form](RecordedRequest::form) or in [parts](RecordedRequest::parts). A request that is repeated with its idempotency key gets the
//! same answer and is charged once, so that a test sees that a retry does nothing twice.
//!
//! # Faults
//!
//! A [`Fault`] is one thing that a server does wrong: broken HTTP, an odd status, JSON that does not match the spec. Script one,
//! or let a seed choose among all:
//!
//! ```
//! # use hikerapi_testing::{Fault, Faults, Server};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! # let server = Server::start().await;
//! # let client = server.client();
//! server.on(client.user().by_id(1)).fault(Fault::Reset).sample();
//! assert!(client.user().by_id(1).await.is_err_and(|error| error.units().is_none())); // it may have been billed
//! assert!(client.user().by_id(1).await.is_ok());
//!
//! server.faults(Faults::seeded(7).rate(0.2).kinds([Fault::CutBody, Fault::WrongTypes, Fault::Status(500)]));
//! for pk in 1..50 {
//!     let _ = client.user().by_id(pk).await; // the same requests fail in every run
//! }
//! println!("{:?}", server.fault_counts());
//! # Ok(())
//! # }
//! ```
//!
//! # What the server checks
//!
//! A request without the key, without a header that the spec states, to an unknown path, with another method, or with a wrong
//! parameter or field is refused with the status and in the form of the service. What the spec does not know is refused as well,
//! since a test must show a typo. The server counts
//! [`units`](ServerOf::units): the price in the spec, for statuses that the service bills.
//! [`rate_limit`](Builder::rate_limit) and [`credit`](Builder::credit) end as those of the service:
//!
//! ```
//! # use hikerapi_testing::Server;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> hikerapi::Result<()> {
//! let server = Server::builder().credit(2).start().await; // `server.add_credit(..)` adds to it
//! let error = server.client().user().followers_chunk(7).items().collect().await.expect_err("three pages");
//! assert!(error.is_out_of_credit());
//! assert_eq!(error.checkpoint().map(|checkpoint| checkpoint.items()), Some(2)); // go on from here
//! # Ok(())
//! # }
//! ```
//!
//! # Without async
//!
//! The server has a thread of its own. [`start_blocking`](ServerOf::start_blocking) starts it in any test; with the feature
//! `blocking`, `BlockingServer::start_blocking().client()` is a blocking client.
//!
//! # Endpoints of your own, and other services
//!
//! Pass the samples that `endpoints!` has made to the [builder](Builder::endpoints):
//! `Server::builder().endpoints(endpoints::samples::RESPONSES)`.
//!
//! For the client of another service, name it. `default-features = false` leaves out `hikerapi`.
//!
//! ```
//! use hikerapi_testing::ServerOf;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> shop::Result<()> {
//! let server = ServerOf::<shop::Client>::start().await;
//! let client = server.client();
//! server.on(client.orders().by_id(7)).status(402, "NoFunds");
//! assert!(client.orders().by_id(7).await.is_err_and(|error| error.is_out_of_credit()));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `hikerapi` (default): [`Server`], for the client `hikerapi`.
//! - `blocking`: `BlockingServer`, whose client is the blocking one.

#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod auth;
mod body;
mod builder;
mod checks;
mod connection;
mod content;
mod division;
mod engine;
mod errors;
mod fault;
mod follow;
mod items;
mod json;
mod list;
mod mutation;
mod observe;
mod open;
mod page;
mod path;
mod places;
mod recorded;
mod replays;
#[cfg(test)]
mod requests;
mod rules;
mod script;
mod server;
mod table;
mod thread;
mod values;

pub use answer::Answer;
pub use auth::KEY;
pub use body::RecordedPart;
pub use builder::Builder;
pub use fault::{Fault, Faults};
pub use list::{CursorForm, Ending, List};
pub use observe::Served;
pub use recorded::RecordedRequest;
pub use script::Script;
pub use server::ServerOf;

/// A server for the tests of programs that use [`hikerapi`].
#[cfg(feature = "hikerapi")]
#[cfg_attr(docsrs, doc(cfg(feature = "hikerapi")))]
pub type Server = ServerOf<hikerapi::Client>;

/// The same server, whose [`client`](ServerOf::client) is the blocking one. Start it with
/// [`start_blocking`](ServerOf::start_blocking).
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub type BlockingServer = ServerOf<hikerapi::blocking::Client>;
