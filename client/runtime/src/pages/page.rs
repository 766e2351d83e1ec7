//! One page of a list.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::lenient::Drift;
use crate::wire::{Cursor, Json};

/// One page of a list.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// Its items. A page in the middle of a list can be empty.
    pub items: Vec<T>,
    /// The position of the next page, as it is requested: the cursor, the number, the offset, the value of the last item, or the
    /// query of a URL. `None` on the last page.
    pub next: Option<Cursor>,
    /// Its number in the list, from 1.
    pub number: u64,
    /// The units billed for it.
    pub units: u64,
    /// The places where the page is not as the spec says. Values that do not match are dropped from the items.
    pub drift: Vec<Drift>,
    /// The items that could not be decoded, as they arrived.
    pub skipped: Vec<Json>,
}

impl<T> Page<T> {
    /// Returns a page that no server has sent, for tests: with the number 1, for one unit. Without a cursor it is the last one.
    ///
    /// ```
    /// let page = shop::pages::Page::synthetic(vec!["a", "b"], Some("next".into()));
    /// assert_eq!((page.items.len(), page.number, page.units), (2, 1, 1));
    /// ```
    #[must_use]
    pub fn synthetic(items: Vec<T>, next: Option<Cursor>) -> Self {
        Self { items, next, number: 1, units: 1, drift: Vec::new(), skipped: Vec::new() }
    }
}

impl<T> fmt::Debug for Page<T> {
    /// Numbers and no values: items are about people, and so is a cursor in some lists.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, next, number, units, drift, skipped } = self;
        let mut shown = formatter.debug_struct("Page");
        shown.field("items", &items.len()).field("next", next).field("number", number).field("units", units);
        shown.field("drift", &drift.len()).field("skipped", &skipped.len()).finish()
    }
}

/// The items with their position in the list, without drift and skipped items.
impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_struct("Page", 4)?;
        page.serialize_field("items", &self.items)?;
        page.serialize_field("next", &self.next)?;
        page.serialize_field("number", &self.number)?;
        page.serialize_field("units", &self.units)?;
        page.end()
    }
}
