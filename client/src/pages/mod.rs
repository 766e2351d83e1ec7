//! Lists that come in pages.

mod chains;
mod checkpoint;
mod items;
mod list;
mod page;
mod run;
mod summary;

pub use chains::{Chains, Event, Step};
pub use checkpoint::Checkpoint;
pub use items::Items;
pub use list::Pages;
pub use page::Page;
pub use summary::{EndReason, Summary};
