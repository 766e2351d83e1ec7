//! What a store has, for people and programs.

// From the top down: `prometheus`; `facts`; `balance` and `estimate`; `time`. Each imports only from those after it.
mod balance;
mod estimate;
mod facts;
mod prometheus;
mod time;

pub(super) use estimate::ToGo;
pub(super) use facts::{Day, OfEndpoint, Process, Reason, Report};
pub(super) use prometheus::prometheus;
