//! A typed, unofficial client for [HikerAPI](https://hikerapi.com)'s user endpoints.
//!
//! ```no_run
//! use hikerapi::Client;
//!
//! # async fn run() -> hikerapi::Result<()> {
//! let hiker = Client::from_env()?; // the key in HIKERAPI_TOKEN
//! let natgeo = hiker.user().by_username("natgeo").await?; // required parameters are arguments
//! println!("{} followers", natgeo.follower_count.unwrap_or_default());
//!
//! let mut pages = hiker.user().following_chunk(natgeo.pk).pages(); // only where there are pages
//! while let Some(page) = pages.next().await? {
//!     for account in &page.items {
//!         println!("{}", account.username.as_deref().unwrap_or("?"));
//!     }
//! }
//! println!("{}", pages.summary()); // 193 items in 8 pages, 8 units, ended: no further cursor
//! # Ok(())
//! # }
//! ```
//!
//! # A request is a value
//!
//! `client.user().by_id(787132)` asks nothing yet. Awaited, it gives the typed result. `.send()`
//! gives a [`Response`] with status, headers, units and time; `.raw()` gives the bytes with the
//! same facts as a [`Reply`]; `.pages()` and `.items()` exist where the endpoint has pages.
//!
//! # What a result is made of
//!
//! - Ids are types: a [`MediaPk`](types::MediaPk) does not pass for a [`UserPk`](types::UserPk).
//!   Both come from numbers and from strings on the wire, and go back as they came.
//! - `Option` is what the service leaves empty, as null or by leaving the field out; [`Sparse`]
//!   tells the two apart for the few fields that do both.
//! - Enums are open: a value that is not known yet is kept, never an error.
//! - A [`Text`] reads like a `&str` and is a part of the reply that it came in: reading a reply
//!   copies no text. `to_string()` makes one that stands alone.
//! - All are `serde::Serialize`, and `Deserialize` from formats that say what they hold, such as JSON,
//!   YAML and MessagePack.
//! - What no source gives a shape is [`Json`]: as it came, and not read until it is asked for a part.
//! - A [`Timestamp`] comes from RFC 3339 and from Unix seconds, a [`Cursor`] from text or number.
//!
//! Many lists go next to each other with [`Chains`].
//!
//! # What it costs, and what goes wrong
//!
//! Every reply says its [units](Reply::units), and so does every [`Error`], with whether it was
//! billed, whether another try can help, and, from pages, the [`Checkpoint`] to resume at. All
//! clones of a client share one pace; a [`Budget`] stops before the request that would pass it;
//! what can be tried again is, by the [`RetryPolicy`]; a reply that does not fit is kept as far as
//! it goes, with what did not fit as [`Drift`]. The key is in one header of requests to the
//! service's own servers, and nowhere else: not in errors, not in `Debug`.
//!
//! # Features
//!
//! - `rustls` (default): TLS with the platform's roots and aws-lc's cryptography. `rustls-ring` in its
//!   place has ring's, which builds a third faster: `default-features = false, features =
//!   ["rustls-ring", "http2", "gzip"]`. The first client then sets rustls's provider for the process,
//!   unless the program has set one before. Without either, only a server on this machine is asked.
//! - `http2`, `gzip` (default): requests over one connection, and smaller replies.
//! - `macros`: `endpoints!`, more endpoints of the service in a crate of one's own.
//! - `jiff`: conversions between [`Timestamp`] and jiff's.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../../README.md"))]

// Generated code names the runtime by its absolute path, inside this crate and outside of it.
extern crate self as hikerapi;

mod budget;
mod builder;
mod call;
mod client;
mod cost;
mod decode;
mod error;
mod execute;
#[rustfmt::skip]
mod generated;
mod hash;
mod headers;
mod key;
mod observe;
mod operation;
mod pace;
mod pages;
mod reply;
mod retry;
#[doc(hidden)]
pub mod rt;
mod server;
mod service;
mod tls;
mod transport;
mod usage;
mod wire;

pub use budget::Budget;
pub use builder::ClientBuilder;
pub use call::Pending;
pub use client::Client;
pub use decode::{Decode, Drift, from_json};
pub use error::{Error, ErrorKind, Violation};
pub use generated::*;
pub use headers::Headers;
/// Whole, with the YAML in the code:
///
/// ```no_run
/// hikerapi::endpoints!(r"
/// uses: [Media]
/// group: { name: media, doc: Posts., base: /v1/media }
/// endpoints:
///   /v1/media/by/code:
///     doc: The post with this code.
///     params: { code: string }
///     returns: Media
/// ");
///
/// # async fn run() -> hikerapi::Result<()> {
/// let hiker = hikerapi::Client::from_env()?;
/// let post = hiker.media().by_code("DWllQsJCPX_").await?;
/// println!("{} likes", post.like_count);
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "macros")]
#[cfg_attr(docsrs, doc(cfg(feature = "macros")))]
pub use hikerapi_macros::endpoints;
pub use key::Key;
pub use observe::Attempt;
pub use operation::{End, Endpoint, Operation, Paged, Paging, UnitsWhen};
pub use pages::{Chains, Checkpoint, EndReason, Event, Items, Page, Pages, Step, Summary};
pub use reply::{Reply, Response};
pub use retry::RetryPolicy;
pub use service::{CostHeader, ErrorRules, Limits, Service};
pub use usage::Usage;
pub use wire::{Cursor, InvalidId, InvalidTimestamp, Json, Sparse, Text, Timestamp, UnknownInteger, UnknownText, Url};

/// What requests give.
pub type Result<T, E = Error> = std::result::Result<T, E>;
