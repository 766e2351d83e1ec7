//! Where pages go while the run goes on: to the output, or to the journal of a run that can be resumed.

use hikerapi_runtime::values::Json;

use super::journal::{Entry, EntryState as State, Journal};
use super::rows::Rows;
use super::walk::Arrived;
use crate::failure::Failure;

/// Where pages go.
pub(super) struct Destination {
    pub(super) to: To,
    /// It has failed, and takes no more.
    is_broken: bool,
}

pub(super) enum To {
    Output(Box<Rows>),
    Journal(Journal),
}

impl Destination {
    pub(super) fn new(to: To) -> Self {
        Self { to, is_broken: false }
    }

    /// Keeps a page. In a journal it is on the disk afterwards.
    pub(super) fn page(&mut self, input: Option<&str>, page: &Arrived) -> Result<(), Failure> {
        self.keep(|to| match to {
            To::Output(rows) => rows.write(input, &page.items),
            To::Journal(journal) => journal.add(&Entry {
                input,
                items: &page.items,
                units: page.units,
                checkpoint: page.checkpoint.as_deref().filter(|_| !page.is_last),
                state: if page.is_last { State::Done } else { State::Open },
            }),
        })
    }

    /// Keeps that nothing is left to request of an input.
    pub(super) fn done(&mut self, input: Option<&str>) -> Result<(), Failure> {
        self.state(input, 0, State::Done)
    }

    /// Keeps that another request of an input would fail, too.
    pub(super) fn failed(&mut self, input: Option<&str>, units: u64, why: &str) -> Result<(), Failure> {
        self.state(input, units, State::Failed(why))
    }

    /// Keeps what a request has cost that failed, and is tried again by the next run.
    pub(super) fn failed_for_now(&mut self, input: Option<&str>, units: u64) -> Result<(), Failure> {
        if units == 0 { Ok(()) } else { self.state(input, units, State::Open) }
    }

    fn state(&mut self, input: Option<&str>, units: u64, state: State<'_>) -> Result<(), Failure> {
        const NOTHING: &[Json] = &[];
        self.keep(|to| match to {
            To::Output(_) => Ok(()),
            To::Journal(journal) => journal.add(&Entry { input, items: NOTHING, units, checkpoint: None, state }),
        })
    }

    fn keep(&mut self, keep: impl FnOnce(&mut To) -> Result<(), Failure>) -> Result<(), Failure> {
        if self.is_broken {
            return Ok(());
        }
        let kept = keep(&mut self.to);
        self.is_broken = kept.is_err();
        kept
    }
}
