//! The types of values that a spec does not describe yet, as far as the values show them.

pub(crate) mod define;
pub(crate) mod keys;
pub(crate) mod reach;
pub(crate) mod scalars;
pub(crate) mod siblings;
pub(crate) mod types;
