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
//! `client.v2()` for a field that they lack, for the reels that use a sound and for followers, `gql()` for the order of comments,
//! for replies in pages and for reposts, and `v3()` for the search of accounts and places. `g2()` has followers and followed
//! accounts, too, and `a2()` a profile with its first posts in one request, at 2 units.
//!
//! | You want | Use |
//! |---|---|
//! | a profile | [`user().by_id`], or [`user().by_username`] once for the id |
//! | the posts of an account, or its reels | [`user().medias_chunk`], [`user().clips_chunk`] |
//! | the followers of an account | [`v2().user().followers`], [`g2().user().followers`] |
//! | the accounts that an account follows | [`user().following_chunk`], [`g2().user().following`] |
//! | one follower among many | [`user().search_followers`] |
//! | a post | [`media().by_code`], [`media().by_url`], [`media().by_id`] |
//! | the comments of a post, the latest first | [`gql().comment().comments_chunk`] |
//! | the comments of a post that Instagram shows first | [`media().comments_chunk`] |
//! | who likes a post | [`media().likers`] |
//! | who is tagged in a photo | the `usertags` of [`media().by_id`] |
//! | the reels that use a sound | [`v2().track().by_id`], [`v2().track().by_canonical_id`] |
//! | the posts in which an account is tagged | [`user().tag_medias_chunk`] |
//! | stories, highlights | [`user().stories`], [`user().highlights`], [`v2().highlight().by_id`] |
//! | posts with a hashtag | [`hashtag().medias_top_chunk`], [`hashtag().medias_top_recent_chunk`] |
//! | a place, and its posts | [`search().places`], [`location().medias_recent_chunk`] |
//! | accounts, hashtags or music by a text | [`v3().search().accounts`], [`search().hashtags`], [`search().music`] |
//!
//! The page "Which endpoint" of the guide has the whole table, with what speaks against the others.
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
//! when requests are refused as too frequent, the client slows down, and asks `system().balance` (free) for the account's rate. The
//! client makes up to three attempts if a failure is temporary. What may have been billed is not sent again unasked; see
//! [`RetryPolicy`](client::RetryPolicy) for the whole table.
//!
//! If single values of a response do not match their types, they are dropped and reported as [`Drift`](response::Drift), counted
//! in [`Usage`](client::Usage), and logged once for each place as a warning of `tracing`. If nothing can be kept, the request
//! fails with a decode error, which contains the response.
//!
//! With `ClientBuilder::cache`, of the feature `cache`, profiles are kept on disk for 6 hours and their 404s for a minute. A
//! repeated request then costs nothing.
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
//!   both are on, aws-lc is used; with `default-features = false, features = ["rustls-aws-lc", "http2", "gzip", "families"]`, ring is not built.
//! - `rustls-no-provider`: the same with the `CryptoProvider` that your program installs before it builds a client. With any of the
//!   three, one that is installed is used; the client installs none itself.
//! - `http2`, `gzip` (default): HTTP/2, and compressed responses.
//! - `families` (default): all of `v2`, `v3`, `gql`, `g2` and `a2`, the families of endpoints besides those of v1, such as
//!   `client.v2()`, with their types.
//! - `socks`: SOCKS proxies.
//! - `blocking`: `blocking::Client`, a client for programs that are not async.
//! - `cache`: responses on disk, so that they are paid for once; see `client::Cache`.
//! - `rows`: values with one type for each column, for files and tables; see `rows`.
//! - `dynamic`: the endpoints as data, and requests that are made at run time; see `dynamic`.
//! - `samples`: a response of each endpoint and a value of each type, such as `User::sample()`, for tests; see [`samples`].
//! - `macros`: `endpoints!`, which adds endpoints of the service in your own crate.
//! - `jiff`: conversions between [`Timestamp`](values::Timestamp) and jiff's type.
//!
//! Without TLS, the client only accepts servers on localhost.
//!
//! [`user().by_id`]: user::UserApi::by_id
//! [`user().by_username`]: user::UserApi::by_username
//! [`user().medias_chunk`]: user::UserApi::medias_chunk
//! [`user().clips_chunk`]: user::UserApi::clips_chunk
//! [`user().following_chunk`]: user::UserApi::following_chunk
//! [`user().search_followers`]: user::UserApi::search_followers
//! [`user().tag_medias_chunk`]: user::UserApi::tag_medias_chunk
//! [`user().stories`]: user::UserApi::stories
//! [`user().highlights`]: user::UserApi::highlights
//! [`media().by_code`]: media::MediaApi::by_code
//! [`media().by_url`]: media::MediaApi::by_url
//! [`media().by_id`]: media::MediaApi::by_id
//! [`media().comments_chunk`]: media::MediaApi::comments_chunk
//! [`media().likers`]: media::MediaApi::likers
//! [`hashtag().medias_top_chunk`]: hashtag::HashtagApi::medias_top_chunk
//! [`hashtag().medias_top_recent_chunk`]: hashtag::HashtagApi::medias_top_recent_chunk
//! [`search().places`]: search::SearchApi::places
//! [`search().hashtags`]: search::SearchApi::hashtags
//! [`search().music`]: search::SearchApi::music
//! [`location().medias_recent_chunk`]: location::LocationApi::medias_recent_chunk

// Links to families: without its feature, one leads to the client.
#![cfg_attr(feature = "g2", doc = "[`g2().user().followers`]: g2::user::UserApi::followers")]
#![cfg_attr(feature = "g2", doc = "[`g2().user().following`]: g2::user::UserApi::following")]
#![cfg_attr(feature = "gql", doc = "[`gql().comment().comments_chunk`]: gql::comment::CommentApi::comments_chunk")]
#![cfg_attr(feature = "v2", doc = "[`v2().highlight().by_id`]: v2::highlight::HighlightApi::by_id")]
#![cfg_attr(feature = "v2", doc = "[`v2().track().by_id`]: v2::track::TrackApi::by_id")]
#![cfg_attr(feature = "v2", doc = "[`v2().track().by_canonical_id`]: v2::track::TrackApi::by_canonical_id")]
#![cfg_attr(feature = "v2", doc = "[`v2().user().followers`]: v2::user::UserApi::followers")]
#![cfg_attr(feature = "v3", doc = "[`v3().search().accounts`]: v3::search::SearchApi::accounts")]
#![cfg_attr(not(feature = "g2"), doc = "[`g2().user().followers`]: Client")]
#![cfg_attr(not(feature = "g2"), doc = "[`g2().user().following`]: Client")]
#![cfg_attr(not(feature = "gql"), doc = "[`gql().comment().comments_chunk`]: Client")]
#![cfg_attr(not(feature = "v2"), doc = "[`v2().highlight().by_id`]: Client")]
#![cfg_attr(not(feature = "v2"), doc = "[`v2().track().by_id`]: Client")]
#![cfg_attr(not(feature = "v2"), doc = "[`v2().track().by_canonical_id`]: Client")]
#![cfg_attr(not(feature = "v2"), doc = "[`v2().user().followers`]: Client")]
#![cfg_attr(not(feature = "v3"), doc = "[`v3().search().accounts`]: Client")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
// Its code needs this crate.
#![cfg_attr(all(doctest, feature = "macros"), doc = include_str!("../../macros/README.md"))]

// Generated code names the client's crate by its absolute path, inside this crate and outside of it.
extern crate self as hikerapi;

#[rustfmt::skip]
mod generated;

pub use generated::*;

// As `generated::*` has them, with their features in the docs.
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub use generated::blocking;
#[cfg(feature = "samples")]
#[cfg_attr(docsrs, doc(cfg(feature = "samples")))]
pub use generated::samples;

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
