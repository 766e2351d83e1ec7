//! One page.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::Json;
use crate::decode::Drift;
use crate::wire::Cursor;

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
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
    pub drift: Vec<Drift>,
    /// Items that could not be kept, as they came.
    pub unsaved: Vec<Json>,
}

/// The items with their place in the list. What did not fit is not written: it is the reply's, not the list's.
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
