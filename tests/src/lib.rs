//! What the tests and the tour share: this project's spec and fixtures, and a server on this
//! machine that answers with them.

mod checks;
pub mod faults;
mod fixtures;
mod lists;
mod made_up;
pub mod project;
mod recorded;
mod reply;
mod server;
pub mod storm;

pub use fixtures::{fixture, fixtures};
pub use lists::{Asked, Lists, Refusal};
pub use made_up::made_up_spec;
pub use recorded::Recorded;
pub use reply::Reply;
pub use server::{KEY, Server};

use spec::Api;

/// This project's spec.
///
/// # Panics
/// Where it has problems: they are shown.
#[must_use]
pub fn api() -> Api {
    project::checked(&project::sources(&project::root().join("spec")))
}
