//! Checkpoints of a list: made, and continued at.

use super::novelty::Novelty;
use super::paginator::{Paginator, cursor_hash};
use super::position::{Passed, Position, Totals, can_go_on};
use crate::checkpoint::{self, Checkpoint, EndReason};
use crate::error::{ErrorKind, Result};
use crate::lenient::Dropped;

impl Paginator {
    /// The start of the page after the last one that was yielded.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        let Totals { pages, items, units, .. } = self.totals;
        let (cursor, end) = match &self.position {
            Position::Before(cursor) => (cursor.clone(), None),
            Position::Lost(_) => (self.start.clone(), None),
            Position::Stuck(reason) | Position::Ended(reason) if can_go_on(*reason) => (self.start.clone(), None),
            Position::Stuck(reason) | Position::Ended(reason) => (None, Some(*reason)),
        };
        let fingerprint = self.fingerprint();
        let endpoint = self.call.operation().key().into_owned();
        let counts = self.paging.total.is_some() || self.paging.pages.is_some();
        let passed = Some(self.passed).filter(|_| counts);
        let seen = self.recent.iter().map(|hash| format!("{hash:016x}")).collect();
        let version = checkpoint::VERSION;
        Checkpoint {
            version,
            endpoint,
            fingerprint,
            cursor,
            offset: self.skip,
            seen,
            pages,
            items,
            units,
            passed_items: passed.map(|passed| passed.items),
            passed_pages: passed.map(|passed| passed.pages),
            largest_page: self.largest.filter(|_| self.paging.size.is_some()),
            end,
        }
    }

    /// Continues at a checkpoint of the same request.
    pub(super) fn resume(&mut self, checkpoint: Checkpoint) -> Result<()> {
        self.check(&checkpoint)?;
        let Checkpoint { cursor, offset, seen, pages, items, units, passed_items, passed_pages, end, .. } = checkpoint;
        self.largest = checkpoint.largest_page;
        self.recent = seen.iter().filter_map(|hash| u64::from_str_radix(hash, 16).ok()).collect();
        self.recent.extend(cursor.iter().map(cursor_hash).filter(|hash| !seen.contains(&format!("{hash:016x}"))));
        self.seen = self.recent.iter().copied().collect();
        self.start.clone_from(&cursor);
        self.position = match end {
            None => Position::Before(cursor),
            // Not an end like the others: it is reported again.
            Some(EndReason::CursorRepeated) => Position::Stuck(EndReason::CursorRepeated),
            Some(reason) => Position::Ended(reason),
        };
        self.skip = offset;
        // Too few are counted where the checkpoint does not know them: the list ends later, and loses nothing.
        self.passed = Passed { items: passed_items.unwrap_or_default(), pages: passed_pages.unwrap_or_default() };
        self.totals = Totals { pages, items, units, dropped: Dropped::default() };
        self.novelty = Novelty::new(self.novelty.max_stale_pages);
        self.in_flight = None;
        Ok(())
    }

    /// Refuses a checkpoint of another request.
    fn check(&self, checkpoint: &Checkpoint) -> Result<()> {
        let operation = self.call.operation();
        let refuse = |why: String| Err(self.call.error(ErrorKind::Checkpoint, why));
        if checkpoint.version != checkpoint::VERSION {
            let (found, expected) = (checkpoint.version, checkpoint::VERSION);
            return refuse(format!(
                "the checkpoint has version {found} of the format, this client reads version {expected}"
            ));
        }
        if checkpoint.endpoint != operation.key() {
            let get = if checkpoint.endpoint.starts_with('/') { "GET " } else { "" };
            return refuse(format!("the checkpoint belongs to {get}{}", checkpoint.endpoint));
        }
        if checkpoint.fingerprint != self.fingerprint() {
            return refuse("the checkpoint belongs to a request with other parameters".to_owned());
        }
        let parameter = self.paging.way.parameter();
        if let Some((name, cursor)) = parameter.zip(checkpoint.cursor.as_ref())
            && !self.call.takes_cursor(name, cursor)
        {
            return refuse(format!("the position in the checkpoint is not a number, as `{name}` is"));
        }
        Ok(())
    }

    fn fingerprint(&self) -> String {
        format!("{:016x}", self.call.fingerprint(self.paging.way.parameter().unwrap_or_default()))
    }
}
