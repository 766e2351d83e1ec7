//! Responses on disk, so that what was paid for is not paid for again.
//!
//! One file for each response, whose name is a hash. It is written beside its place and renamed, so that other processes see
//! all of it or nothing, and it is sealed, so that whatever else is found in its place is a miss.

mod entry;
mod folder;
mod name;
mod store;
mod sweep;

pub(crate) use entry::Entry;
pub(crate) use name::Name;
pub(crate) use store::{Scope, Store};

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::service::{Method, Operation, Returned};

/// A cache of responses in a folder, for [`ClientBuilder::cache`](crate::client::ClientBuilder::cache).
///
/// A request whose response is in the cache is not sent: it costs nothing, needs no permit of the rate limit and no budget, and
/// works without a network. [`Response::is_cached`](crate::response::Response::is_cached) says so, and
/// [`Usage::saved`](crate::client::Usage::saved) counts the units that it would have cost.
///
/// ```no_run
/// use shop::client::Cache;
///
/// # async fn run() -> shop::Result<()> {
/// let client = shop::Client::builder().key_from_env().cache(Cache::in_folder("responses")).build()?;
/// client.orders().by_id(7).await?;
/// client.orders().by_id(7).await?; // from the cache, in another run of the program, too
/// client.orders().by_id(7).skip_cache().await?; // sent
/// println!("{} units saved", client.usage().saved);
/// # Ok(())
/// # }
/// ```
///
/// # What is cached, and for how long
///
/// - Responses of the endpoints for which the spec says how long: their docs have it. [`time_to_live`](Self::time_to_live) sets
///   another time for all of them, [`time_to_live_of`](Self::time_to_live_of) one for any endpoint.
/// - That nothing was found, for the time that the spec says, `SERVICE.cache_not_found_seconds`, or that of
///   [`not_found`](Self::not_found). No other error is cached.
/// - Only what answers a GET, is JSON and decodes. A cached response has its status and its body, and no headers.
///
/// The time counts from the arrival of a response, by the settings of the client that reads it. Where the spec says so, a
/// response answers another request, too, such as a profile that was requested by name and then is requested by its id. A
/// request with an optional parameter answers itself alone.
///
/// # Files
///
/// - Any number of clients and processes can share a folder. Requests for the same response that are under way at the same time
///   are all sent.
/// - A file that is damaged, incomplete, foreign, unreadable or from the future counts as absent. Where nothing can be written, as
///   on a full disk, requests are sent as without a cache, and `tracing` gets one warning.
/// - The responses of a key, a server and a service are their own: a client with another key does not see them. Where a service
///   needs no key, whoever can read the folder can tell by a guess which request a file is for, and whoever can write there can make
///   such files.
/// - Neither the names nor the contents of the files have the key or the parameters of a request. A body can have what was
///   asked for, though, as a profile has its name. The folder is made for its owner alone (mode 0700, files 0600, on Unix);
///   one that exists keeps its mode.
/// - Files whose time is over are removed now and then, while others are written. Where all together exceed
///   [`max_bytes`](Self::max_bytes), those go first whose time is over soonest. [`clear`](Self::clear) removes
///   all. Other files in the folder stay.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    max_bytes: u64,
    time_to_live: Option<Duration>,
    /// By endpoints.
    times: Vec<(&'static Operation, Duration)>,
    not_found: Option<Duration>,
}

impl Cache {
    /// Returns a cache in this folder, which is made when the first response is written.
    #[must_use]
    pub fn in_folder(path: impl Into<PathBuf>) -> Self {
        Self { folder: path.into(), max_bytes: 256 << 20, time_to_live: None, times: Vec::new(), not_found: None }
    }

    /// Sets how long a response is used, up to ten years, of all endpoints whose responses may be cached. Zero turns the cache
    /// off for those that [`time_to_live_of`](Self::time_to_live_of) does not name. The default is that of the spec for each endpoint.
    #[must_use]
    pub fn time_to_live(mut self, time: Duration) -> Self {
        self.time_to_live = Some(time);
        self
    }

    /// Sets how long it is remembered that something was not found, by endpoints whose responses are cached, and no longer
    /// than those. Zero turns that off. The default is that of the spec.
    #[must_use]
    pub fn not_found(mut self, time: Duration) -> Self {
        self.not_found = Some(time);
        self
    }

    /// Sets how many bytes the files of the folder may have together. Each client can exceed it by an eighth for a while.
    /// The default is 256 MB.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Removes all responses in the folder, of all services and keys.
    ///
    /// # Errors
    /// Where the folder cannot be read or a file cannot be removed. A folder that is not there is empty.
    pub fn clear(&self) -> io::Result<()> {
        sweep::clear(&self.folder)
    }

    /// Sets the time of an endpoint.
    pub(crate) fn set_time_of(&mut self, operation: &'static Operation, time: Duration) {
        self.times.push((operation, time));
    }

    /// How long the responses of an endpoint are used; `None` where they are not cached. Bytes have a type, which is in a header
    /// and so would be lost, and a response that is not read has no use.
    pub(crate) fn time_of(&self, operation: &Operation) -> Option<Duration> {
        let is_json = matches!(operation.returns, Returned::Json | Returned::JsonOrNothing);
        if operation.method != Method::Get || !is_json {
            return None;
        }
        let named = self.times.iter().rfind(|(known, _)| known.is(operation)).map(|(_, time)| *time);
        let usual = || operation.cache.map(|cache| Duration::from_secs(cache.seconds.into()));
        let time = named.or_else(|| usual().map(|usual| self.time_to_live.unwrap_or(usual)));
        time.filter(|time| !time.is_zero())
    }

    /// How long it is remembered that something was not found; `usual` are the seconds of the spec.
    pub(crate) fn time_of_not_found(&self, usual: u32) -> Duration {
        self.not_found.unwrap_or(Duration::from_secs(usual.into()))
    }
}
