//! Shared by the tests and the tour: this project's spec and fixtures, and what they script on the server of `hikerapi-testing`.

mod fixtures;
mod lists;
pub mod project;
mod scripts;
pub mod storm;
mod synthetic;
mod traces;

pub use fixtures::{edited, fixture, fixtures};
pub use hikerapi_testing::KEY;
pub use lists::{ListRequest, Lists, Refusal};
pub use scripts::{Scripts, always, fixture_server};
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
