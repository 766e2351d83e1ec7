//! What earlier runs of a job have fetched.

use std::collections::{HashMap, HashSet};

use hikerapi_runtime::pages::Checkpoint;

use super::entry::Progressed;
use crate::run::key::Key;

/// What is in a journal, by input. Memory grows by some bytes for each input, and by a checkpoint for each that is not done.
#[derive(Debug, Default)]
pub(crate) struct Past {
    states: HashMap<Option<Key>, State>,
    /// The units of all lines.
    pub(crate) units: u64,
}

/// What was fetched of an input.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// A part of a list.
    At(Box<Checkpoint>),
    Done,
    /// Another request would fail, too: why.
    Failed(Box<str>),
}

impl Past {
    pub(crate) fn add(&mut self, line: Progressed) {
        self.units = self.units.saturating_add(line.units);
        let state = match (line.failed, line.checkpoint) {
            (Some(why), _) => State::Failed(why.into()),
            _ if line.is_done => State::Done,
            (None, Some(checkpoint)) => State::At(Box::new(checkpoint)),
            // It has failed for now: what was fetched before counts.
            (None, None) => return,
        };
        self.states.insert(line.input.as_deref().map(Key::of), state);
    }

    /// Returns what was fetched of an input; of the one request, where the job has no inputs.
    pub(crate) fn state(&self, input: Option<&str>) -> Option<&State> {
        self.states.get(&input.map(Key::of))
    }

    /// Returns whether there is nothing left to do for an input.
    pub(crate) fn is_done(&self, input: Option<&str>) -> bool {
        matches!(self.state(input), Some(State::Done | State::Failed(_)))
    }

    /// Forgets what failed for good, so that it is tried again.
    pub(crate) fn retry_failed(&mut self) {
        self.states.retain(|_, state| !matches!(state, State::Failed(_)));
    }

    /// Returns how many inputs are not among those of a run.
    pub(crate) fn others(&self, inputs: &HashSet<Key>) -> u64 {
        self.states.keys().flatten().filter(|input| !inputs.contains(input)).count() as u64
    }
}
