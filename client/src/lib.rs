//! A typed, unofficial client for all 147 endpoints of [HikerAPI](https://hikerapi.com).
//!
//! ```no_run
//! use hikerapi::Client;
//!
//! # async fn run() -> hikerapi::Result<()> {
//! let client = Client::from_env()?; // the key in HIKERAPI_TOKEN
//! let natgeo = client.user().by_username("natgeo").await?; // required parameters are arguments
//! println!("{} followers", natgeo.follower_count.unwrap_or_default());
//!
//! let mut pages = client.user().following_chunk(natgeo.pk).pages(); // where the endpoint has pages
//! while let Some(page) = pages.next().await? {
//!     for account in &page.items {
//!         println!("{}", account.username.as_deref().unwrap_or("?"));
//!     }
//! }
//! println!("{}", pages.summary()); // 193 items in 8 pages, 8 units, ended: last page
//! # Ok(())
//! # }
//! ```
//!
//! # Which endpoint
//!
//! Start with the groups of the client itself, such as `client.user()`: their objects are short, typed and documented. Use
//! `client.v2()` for a field that they lack and for the reels that use a sound, `g2()` for followers and followed accounts in
//! Instagram's own form, `gql()` for the order of comments, for replies in pages and for reposts, and `v3()` for the search of
//! accounts and places. `a2()` has a profile with its first posts in one request, at 2 units.
//!
//! # Requests
//!
//! A request is a value: `client.user().by_id(787132)` sends nothing.
//!
//! - `.await` sends it and returns the typed result.
//! - `.send()` returns a [`Response`] with status, headers, units and time.
//! - `.raw()` returns a [`RawResponse`](response::RawResponse) with the bytes.
//! - `.pages()` and `.items()` read a whole list, one request for each page, where the endpoint has pages. See [`pages`].
//!
//! Requests need a tokio runtime, and fail with an error without one. In a program that is not async, use the client of the
//! module `blocking`, with the feature of this name. It has the same requests:
//!
//! ```no_run
//! # #[cfg(feature = "blocking")]
//! # fn run() -> hikerapi::Result<()> {
//! let client = hikerapi::blocking::Client::from_env()?;
//! let natgeo = client.user().by_username("natgeo").get()?;
//! for account in client.user().following_chunk(natgeo.pk).items() {
//!     println!("{}", account?.username.as_deref().unwrap_or("?"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Types
//!
//! - Ids are types: a [`MediaPk`](types::MediaPk) is not accepted as a [`UserPk`](types::UserPk). A number converts into an
//!   id; use `parse` for text.
//! - A field that can be null, or that can be absent, is an `Option`. The few fields that can be both are
//!   [`Sparse`](values::Sparse), which tells null from absent.
//! - Enums are open: an unknown value is kept, and is never an error.
//! - [`Text`](values::Text) dereferences to `str`. It is a part of the response body, and keeps the whole body in memory;
//!   `to_string()` returns an independent `String`.
//! - JSON of unknown shape is [`Json`](values::Json), which is parsed when you use it.
//! - All types implement `serde::Serialize` and `Deserialize`. A result serializes
//!   as the service sent it, except for values that did not match their types (see [`Drift`](response::Drift)).
//!
//! # Cost and errors
//!
//! HikerAPI charges in units. The price of each endpoint is in its docs. A [`Response`] states the units that were billed, and
//! so does an [`Error`] where that is known. A [`Budget`] refuses the request that would exceed it, with the error kind
//! [`BudgetExhausted`](error::ErrorKind::BudgetExhausted).
//!
//! Clones of a client share one rate limit, 15 requests per second by default. An account with a lower one needs no setting:
//! the client slows down when requests are refused as too frequent, and requests the rate of the account. The client makes up
//! to three attempts if a failure is temporary. What may have been billed is not sent again unasked; see
//! [`RetryPolicy`](client::RetryPolicy) for the whole table.
//!
//! If single values of a response do not match their types, they are dropped and reported as [`Drift`](response::Drift), counted
//! in [`Usage`](client::Usage), and logged once for each place as a warning of `tracing`. If nothing can be kept, the request
//! fails with a decode error, which contains the response.
//!
//! With the feature `cache`, responses are kept on disk, and what is requested again costs nothing: profiles for 6 hours, that
//! nothing was found for a minute. See `ClientBuilder::cache`.
//!
//! The key is sent in one header, only to HikerAPI's servers or to the server that you set. It is in no error and no `Debug`
//! output.
//!
//! # Examples in the docs
//!
//! Some types, such as [`Pages`](pages::Pages), are the same in every generated client. Their examples use the client of an
//! imaginary shop. Where they say `shop`, substitute `hikerapi`; where they say `orders()`, substitute a group of this crate,
//! such as `user()`.
//!
//! # Features
//!
//! - `rustls` (default): TLS with the roots of the platform and the cryptography of ring.
//! - `rustls-aws-lc`: the same with the cryptography of aws-lc, which has post-quantum key exchange and takes longer to build. Where
//!   both are on, aws-lc is used; with `default-features = false, features = ["rustls-aws-lc", "http2", "gzip"]`, ring is not built.
//! - `rustls-no-provider`: the same with the `CryptoProvider` that your program installs before it builds a client. With any of the
//!   three, one that is installed is used; the client installs none itself.
//! - `http2`, `gzip` (default): HTTP/2, and compressed responses.
//! - `v2`, `v3`, `gql`, `g2`, `a2` (default): the families of endpoints besides those of v1, such as `client.v2()`, with their types.
//! - `socks`: SOCKS proxies.
//! - `blocking`: `blocking::Client`, a client for programs that are not async.
//! - `cache`: responses on disk, so that they are paid for once; see `client::Cache`.
//! - `rows`: values with one type for each column, for files and tables; see `rows`.
//! - `dynamic`: the endpoints as data, and requests that are made at run time; see `dynamic`.
//! - `macros`: `endpoints!`, which adds endpoints of the service in your own crate.
//! - `jiff`: conversions between [`Timestamp`](values::Timestamp) and jiff's type.
//!
//! Without TLS, the client only accepts servers on localhost.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
// Its code needs this crate.
#![cfg_attr(all(doctest, feature = "macros"), doc = include_str!("../../macros/README.md"))]

// Generated code names the client's crate by its absolute path, inside this crate and outside of it.
extern crate self as hikerapi;

#[rustfmt::skip]
mod generated;

pub use generated::*;

#[doc(inline)]
pub use hikerapi_runtime::{client, error, pages, response, values};

#[cfg(feature = "dynamic")]
#[cfg_attr(docsrs, doc(cfg(feature = "dynamic")))]
#[doc(inline)]
pub use hikerapi_runtime::dynamic;
#[cfg(feature = "rows")]
#[cfg_attr(docsrs, doc(cfg(feature = "rows")))]
#[doc(inline)]
pub use hikerapi_runtime::rows;

#[doc(inline)]
pub use hikerapi_runtime::client::Budget;
#[doc(inline)]
pub use hikerapi_runtime::error::{Error, Result};
#[doc(inline)]
pub use hikerapi_runtime::response::Response;

#[doc(hidden)]
pub use hikerapi_runtime::rt;

/// Adds endpoints of the service to the client, from a spec in YAML.
///
/// ```no_run
/// hikerapi::endpoints!(r"
/// uses: [Media]
/// group: { name: posts, doc: Posts., base: /v1/media }
/// endpoints:
///   /v1/media/by/code:
///     doc: The post with this code.
///     params: { code: string }
///     returns: Media
/// ");
///
/// # async fn run() -> hikerapi::Result<()> {
/// let client = hikerapi::Client::from_env()?;
/// let post = client.posts().by_code("DWllQsJCPX_").await?;
/// println!("{} likes", post.like_count);
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "macros")]
#[cfg_attr(docsrs, doc(cfg(feature = "macros")))]
pub use hikerapi_macros::endpoints;
