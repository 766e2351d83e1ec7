//! Lists, endpoints that are known only at run time, and rows.
//!
//! One program, so that it is linked once and its tests run side by side.

#[path = "../../golden/everything/generated/mod.rs"]
#[rustfmt::skip]
pub mod everything;

mod dynamic_pages;
mod dynamic_requests;
mod golden_requests;
mod lists;
mod lists_in_lists;
mod pages;
mod rows;
mod stale_pages;
