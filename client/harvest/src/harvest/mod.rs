//! A run: workers that do the jobs of a store.

mod balance;
mod builder;
mod claim;
mod claims;
mod context;
mod endpoints;
mod event;
mod outcome;
mod run;
mod stop;
mod summary;
mod walk;
mod worker;

pub use builder::Harvest;
pub use event::Event;
pub use stop::Stop;
pub use summary::{End, Summary};
