//! Reports to the user: progress while the run goes on, and what was spent at its end.

// From the top down: each module imports only from those below it.
mod progress;
mod spent;
mod tally;

pub(super) use progress::Progress;
pub(super) use spent::Spent;
pub(super) use tally::Tally;
