//! Shared by the tests and the tour: this project's spec and fixtures, and servers on localhost.

mod checks;
pub mod faults;
mod fixtures;
mod lists;
pub mod project;
mod recorded;
mod response;
mod server;
pub mod storm;
mod synthetic;
mod traces;

pub use fixtures::{fixture, fixtures};
pub use lists::{ListRequest, Lists, Refusal};
pub use recorded::RecordedRequest;
pub use response::Response;
pub use server::{KEY, Server};
pub use synthetic::synthetic_spec;
pub use traces::{Recorded, Span, Traces};

use spec::Api;

/// This project's spec.
///
/// # Panics
/// Where it has problems: they are shown.
#[must_use]
pub fn api() -> Api {
    project::checked(&project::sources(&project::root().join("spec")))
}
