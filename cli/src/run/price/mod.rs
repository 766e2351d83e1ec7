//! The price of a run before it begins, and consent to it.

// From the top down: each module imports only from those below it.
mod confirm;
mod plan;

#[cfg(feature = "harvest")]
pub(crate) use confirm::ask;
pub(super) use confirm::confirm;
pub(crate) use plan::CONFIRM_ABOVE;
pub(super) use plan::{Count, Pages, Plan};
