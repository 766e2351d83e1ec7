//! The parts of a page.

use crate::wire::Cursor;

/// The parts of a page: its items, and what the response has about the pages after it. Generated code makes it.
#[doc(hidden)]
#[derive(Debug)]
pub struct PageParts<Item> {
    pub(crate) items: Vec<Item>,
    pub(crate) facts: PageFacts,
}

/// What a response has about the pages after it.
#[derive(Debug, Default)]
pub(crate) struct PageFacts {
    /// The cursor or the URL of the next page.
    pub(crate) next: Option<Cursor>,
    /// Whether there is a next page.
    pub(crate) more: Option<bool>,
    /// The number of items in the list.
    pub(crate) total: Option<i64>,
    /// The number of pages in the list.
    pub(crate) pages: Option<i64>,
}

impl<Item> PageParts<Item> {
    /// Returns the items.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// A page of which only the items are known.
    #[must_use]
    pub fn new(items: Vec<Item>) -> Self {
        Self { items, facts: PageFacts::default() }
    }

    /// Sets the cursor or the URL of the next page.
    #[must_use]
    pub fn next<T: Into<Cursor>>(mut self, next: Option<T>) -> Self {
        self.facts.next = next.map(Into::into);
        self
    }

    /// Sets whether there is a next page.
    #[must_use]
    pub fn more(mut self, more: Option<bool>) -> Self {
        self.facts.more = more;
        self
    }

    /// Sets the number of items in the list.
    #[must_use]
    pub fn total(mut self, total: Option<i64>) -> Self {
        self.facts.total = total;
        self
    }

    /// Sets the number of pages in the list.
    #[must_use]
    pub fn pages(mut self, pages: Option<i64>) -> Self {
        self.facts.pages = pages;
        self
    }
}
