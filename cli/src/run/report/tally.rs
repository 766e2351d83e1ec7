//! What a run has fetched, and what it has left out.

/// Counts of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// The items that arrived.
    pub(crate) items: u64,
    /// The inputs of which nothing is left to fetch.
    pub(crate) done: u64,
    /// The inputs that earlier runs have done.
    pub(crate) done_before: u64,
    /// The inputs that failed in earlier runs, and would fail again.
    pub(crate) failed_before: u64,
    /// The inputs that failed, and would fail again.
    pub(crate) failed: u64,
    /// The inputs that failed, and may not fail again.
    pub(crate) failed_for_now: u64,
    /// The lines without a value.
    pub(crate) bad: u64,
    /// The lines with the value of an earlier line.
    pub(crate) repeated: u64,
    /// The lists that go on after the last page that was requested.
    pub(crate) longer: u64,
}

impl Tally {
    /// The inputs on which this run does not go on.
    pub(crate) fn ended(&self) -> u64 {
        self.done + self.done_before + self.failed + self.failed_before + self.failed_for_now
    }

    /// Whether something that was asked for could not be fetched.
    pub(crate) fn has_failures(&self) -> bool {
        self.failed + self.failed_before + self.failed_for_now + self.bad > 0
    }
}
