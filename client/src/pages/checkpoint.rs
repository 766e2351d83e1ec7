//! Where a run through a list can be taken up again.

use std::fmt;

use super::summary::EndReason;
use crate::call::Call;
use crate::error::{Error, ErrorKind, Result};
use crate::wire::Cursor;

/// Where a run through a list can be taken up again, in another process too: keep it as JSON.
///
/// It knows the request by a fingerprint of its parameters, and holds neither the key nor their
/// values; only the cursor is in it. The cursors of the last 256 pages are in it as hashes, so
/// that a list that goes in a circle is noticed across processes too.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client, kept: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let checkpoint: hikerapi::Checkpoint = serde_json::from_str(kept)?;
/// let mut pages = hiker.user().following_chunk(787132).pages().resume(checkpoint)?;
/// while let Some(page) = pages.next().await? {
///     println!("{} accounts", page.items.len());
///     println!("go on from {}", serde_json::to_string(&pages.checkpoint())?);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Of this form. Another one is refused, not misread.
    pub(super) version: u64,
    pub(super) endpoint: String,
    /// In hexadecimal: 64 bits pass what some JSON readers can hold.
    pub(super) fingerprint: String,
    /// Where the next page starts; nothing before the first and after the last.
    pub(super) cursor: Option<Cursor>,
    /// The items of that page that were given out already.
    pub(super) offset: u64,
    pub(super) pages: u64,
    pub(super) items: u64,
    pub(super) units: u64,
    /// Hashes of the cursors of the last pages, in hexadecimal.
    pub(super) seen: Vec<String>,
    pub(super) end: Option<EndReason>,
}

crate::rt::object! {
    Checkpoint {
        version: "version",
        endpoint: "endpoint",
        fingerprint: "fingerprint",
        cursor: "cursor",
        offset: "offset",
        pages: "pages",
        items: "items",
        units: "units",
        seen: "seen",
        end: "end",
    }
}

/// The form of a checkpoint.
pub(super) const VERSION: u64 = 1;

/// As many cursors as a checkpoint remembers.
pub(super) const MOST_SEEN: usize = 256;

impl fmt::Debug for Checkpoint {
    /// Without the cursor: in some lists it says where somebody is.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, pages, items, units, end, .. } = self;
        let mut shown = formatter.debug_struct("Checkpoint");
        shown.field("endpoint", endpoint).field("pages", pages).field("items", items).field("units", units);
        shown.field("end", end).finish_non_exhaustive()
    }
}

impl Checkpoint {
    /// The path of the endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Whether the list ended: resuming gives nothing more.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.end.is_some()
    }

    /// The pages that were fetched so far.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.pages
    }

    /// The items that were given out so far.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The units that were billed so far, as far as replies say.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Refuses to resume another request.
    pub(super) fn check(&self, call: &Call, cursor: &str) -> Result<()> {
        let operation = call.operation();
        let refuse = |why: String| Err(Error::new(ErrorKind::Checkpoint, why).of(operation));
        if self.version != VERSION {
            return refuse(format!("the checkpoint is of version {}, this is {VERSION}", self.version));
        }
        if self.endpoint != operation.path {
            return refuse(format!("the checkpoint is of GET {}", self.endpoint));
        }
        if self.fingerprint != fingerprint(call, cursor) {
            return refuse("the checkpoint is of a request with other parameters".to_owned());
        }
        Ok(())
    }
}

pub(super) fn fingerprint(call: &Call, cursor: &str) -> String {
    format!("{:016x}", call.fingerprint(cursor))
}
