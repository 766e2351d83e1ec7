//! The gate of a process: its requests are sent at the rate and within the budget that all processes of a store share.

mod ahead;
mod backoff;
mod clock;
mod driver;
mod job_gate;
mod outbox;
mod process;
mod queue;
mod refused;
mod slot;
mod store_gate;

pub(crate) use backoff::Backoff;
pub use job_gate::JobGate;
pub use refused::Refused;
pub use store_gate::StoreGate;

#[cfg(test)]
mod tests;
