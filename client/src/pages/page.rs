//! One page.

use serde::Serialize;

use crate::Json;
use crate::decode::Drift;
use crate::wire::Cursor;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// What is on it. A page in the middle of a list can be empty.
    pub items: Vec<T>,
    /// Where the next one starts; `None` on the last.
    pub next: Option<Cursor>,
    /// Its number in the list, from 1.
    pub number: u64,
    /// The units that it was billed with.
    pub units: u64,
    /// Where the page was not as the spec says: what does not fit is left out of its items.
    #[serde(skip)]
    pub drift: Vec<Drift>,
    /// Items that could not be kept, as they came.
    #[serde(skip)]
    pub unsaved: Vec<Json>,
}
