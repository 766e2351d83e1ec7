//! Lists that arrive in pages.

// From the top down: each module imports only from those below it.
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod concurrent;
mod cursors;
#[cfg(feature = "dynamic")]
pub(crate) mod dynamic;
mod items;
mod link;
mod list;
mod novelty;
mod onward;
mod page;
mod paginator;
mod pattern;
#[cfg(feature = "dynamic")]
mod places;
mod position;
mod resume;
mod summary;
#[cfg(all(test, feature = "cache"))]
mod uncached;

pub use concurrent::{ConcurrentPages, PagesEvent};
pub use items::Items;
pub use list::Pages;
pub use page::Page;
pub use summary::Summary;

pub use crate::checkpoint::{Checkpoint, EndReason};
pub use crate::request::{Endpoint, Paged};
