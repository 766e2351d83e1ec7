//! Money: what may still be spent, by a run or a session, and by all of them in a day.

// `spending` imports from `day`.
mod day;
mod spending;

pub(crate) use spending::{Limit, Spending};
