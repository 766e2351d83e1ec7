//! The part of a cache that belongs to one client: to its service, its server and its key.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use super::Cache;
use super::entry::{Entry, HEAD};
use super::folder;
use super::name::{HASH, Hashed, Name};
use super::sweep::{size, sweep};

/// After this time a file is removed, however long it may be used: file systems have no time that is later than all others.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 86_400);

/// The cache of a client. Clones share it. Its methods read and write files: call them where that may take a while.
#[derive(Clone)]
pub(crate) struct Store(Arc<Shared>);

struct Shared {
    cache: Cache,
    /// A hash of the key and what it is for. Without the key no one can tell which request a file is for, nor seal another one.
    secret: [u8; HASH],
    /// The largest body that the client reads.
    max_body_bytes: u64,
    has_warned: AtomicBool,
    /// The bytes that were written since the folder was swept; at first as many as it takes to sweep it.
    written: AtomicU64,
}

/// What the responses of a store belong to.
pub(crate) struct Scope<'a> {
    pub(crate) service: &'a str,
    pub(crate) server: &'a str,
    pub(crate) key: &'a [u8],
    pub(crate) max_body_bytes: u64,
}

impl Store {
    pub(crate) fn new(cache: Cache, scope: &Scope<'_>) -> Self {
        let Scope { service, server, key, max_body_bytes } = *scope;
        let secret = Hashed::by(key).with(service.as_bytes()).with(server.as_bytes()).hash();
        let (has_warned, written) = (AtomicBool::new(false), AtomicU64::new(u64::MAX / 2));
        Self(Arc::new(Shared { cache, secret, max_body_bytes, has_warned, written }))
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// The name of a request's response. The order of the parameters makes no difference.
    pub(crate) fn name<'a>(&self, path: &str, params: impl Iterator<Item = (&'a str, &'a str)>) -> Name {
        let mut params: Vec<_> = params.collect();
        // Those of one name are a list, which keeps its order.
        params.sort_by_key(|(name, _)| *name);
        let start = Hashed::by(&self.0.secret).with(path.as_bytes());
        let add = |hashed: Hashed, (name, value): (&str, &str)| hashed.with(name.as_bytes()).with(value.as_bytes());
        Name(params.into_iter().fold(start, add).hash())
    }

    /// A response and its age, if it is there.
    pub(crate) fn read(&self, name: Name) -> Option<(Entry, Duration)> {
        let Shared { secret, max_body_bytes, .. } = &*self.0;
        let bytes = folder::read(self.folder(), name, max_body_bytes.saturating_add(HEAD as u64))?;
        Entry::of_bytes(bytes, secret, name, SystemTime::now())
    }

    /// Writes a response under all of these names.
    pub(crate) fn write(&self, names: &[Name], entry: &Entry, time_to_live: Duration) -> io::Result<()> {
        let now = SystemTime::now();
        let expires = now + time_to_live.min(LONGEST);
        for name in names {
            let bytes = entry.to_bytes(&self.0.secret, *name, now);
            folder::write(self.folder(), *name, &bytes, expires)?;
            self.0.written.fetch_add(size(bytes.len() as u64), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Warns that a response could not be written, once.
    pub(crate) fn warn(&self, error: &io::Error) {
        if !self.0.has_warned.swap(true, Ordering::Relaxed) {
            let folder = self.folder().display();
            tracing::warn!(%folder, %error, "a response cannot be cached, and others may not be either");
        }
    }

    pub(crate) fn remove(&self, name: Name) {
        folder::remove(self.folder(), name);
    }

    /// Whether enough was written to look through the folder, for one of those who ask.
    pub(crate) fn is_due(&self) -> bool {
        let most = self.cache().max_bytes / 8;
        let written = &self.0.written;
        written.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |bytes| (bytes > most).then_some(0)).is_ok()
    }

    /// Removes what has expired and what is too much.
    pub(crate) fn sweep(&self) {
        sweep(self.folder(), self.cache().max_bytes, SystemTime::now());
    }

    fn folder(&self) -> &Path {
        &self.cache().folder
    }
}
