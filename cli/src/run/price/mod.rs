//! The price of a run before it begins, and consent to it.

// From the top down: each module imports only from those below it.
mod confirm;
mod plan;

pub(super) use confirm::confirm;
pub(super) use plan::{CONFIRM_ABOVE, Count, Pages, Plan};
