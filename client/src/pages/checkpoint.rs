//! Where a run through a list can be taken up again.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::{Error, ErrorKind, Result};
use crate::wire::Cursor;

/// Where a run through a list can be taken up again, in another process too: keep it as JSON.
///
/// It knows the request by a fingerprint, and holds neither the key nor any parameter but the
/// cursor.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
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
    pub(super) ended: bool,
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
        self.ended
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
