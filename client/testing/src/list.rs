//! Lists in pages: from given items or from the sample, with cursors and ends of every form.

use hikerapi_runtime::values::Json;
use serde::Serialize;

use crate::items::{Items, Source};
use crate::json::{first, is_digits, json_of, list, text};

/// A list that the server sends in pages: its items, the sizes of its pages, its cursors and its end.
///
/// The pages are those of the endpoint: the server reads the cursor, the number, the offset, the last item or the query of a
/// request, and sends what leads to the next page, with the flag, the total and the number of pages that the spec names.
///
/// [`Script::list`](crate::Script::list) and [`Script::sample_items`](crate::Script::sample_items) make one.
///
/// ```
/// use hikerapi_testing::{CursorForm, Ending, List};
///
/// // Four pages, the second one empty, with numbers as cursors.
/// let list = List::sample_items(60).page_sizes([25, 0, 25]).cursors(CursorForm::Number).ending(Ending::Null);
/// ```
#[derive(Debug, Clone)]
pub struct List {
    pub(crate) items: Items,
    pub(crate) sizes: Vec<u64>,
    pub(crate) cursors: Option<CursorForm>,
    pub(crate) ending: Option<Ending>,
}

/// The form of a list's cursors. The default is the form of the cursor in the endpoint's sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CursorForm {
    /// A text that must be escaped in a URL.
    Text,
    /// A text of digits.
    Digits,
    /// A number, larger than a float represents exactly.
    Number,
}

/// The end of a list: what the last page has in place of a cursor. The default is the first one in the spec's table. Lists
/// without a cursor in the response end as their spec says, unless they go round in a [`Cycle`](Self::Cycle).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// `null`.
    Null,
    /// `false`.
    False,
    /// This text; the empty one is common.
    Text(String),
    /// Nothing: the field or the element is absent.
    Absent,
    /// The cursor of the second page again, so that the list never ends. Numbers and offsets beyond the end return the last
    /// page again.
    Cycle,
}

impl Ending {
    /// Returns the end with this text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// The first number of the cursors: larger than what a float represents exactly.
const FIRST: u64 = (1 << 53) + 1;

impl List {
    /// Returns a list of these items: values of the item's type, or anything else that is written as JSON.
    ///
    /// # Panics
    /// Where an item cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn of<T: Serialize>(items: impl IntoIterator<Item = T>) -> Self {
        let mut written = Vec::new();
        for item in items {
            written.push(json_of(&item));
        }
        Self::new(Items::Given(written.into()))
    }

    /// Returns a list of the sample's items.
    #[must_use]
    pub fn sample() -> Self {
        Self::new(Items::Sample(None))
    }

    /// Returns a list of this many items: those of the sample again and again, each with an id of its own. Items are made when
    /// their page is requested, so that a list of a million costs nothing.
    #[must_use]
    pub fn sample_items(count: u64) -> Self {
        Self::new(Items::Sample(Some(count)))
    }

    fn new(items: Items) -> Self {
        Self { items, sizes: Vec::new(), cursors: None, ending: None }
    }

    /// Sets the number of items of every page. The default is what the request says, where the spec names the parameter, or
    /// else a third of the list: three pages.
    #[must_use]
    pub fn page_size(self, items: u64) -> Self {
        self.page_sizes([items.max(1)])
    }

    /// Sets the number of items of each page; 0 is an empty page. Where items are left, pages of the last size follow.
    #[must_use]
    pub fn page_sizes(mut self, sizes: impl IntoIterator<Item = u64>) -> Self {
        self.sizes = sizes.into_iter().collect();
        self
    }

    /// Sets the form of the cursors.
    #[must_use]
    pub fn cursors(mut self, form: CursorForm) -> Self {
        self.cursors = Some(form);
        self
    }

    /// Sets the end of the list.
    #[must_use]
    pub fn ending(mut self, ending: Ending) -> Self {
        self.ending = Some(ending);
        self
    }

    /// The whole list in the place of the sample: for an endpoint without pages whose sample is a list.
    pub(crate) fn whole(&self, sample: &Json, seed: Option<u64>) -> String {
        let source = Source::new(&self.items, sample, &[], seed);
        list(&source.items(0..source.count))
    }
}

impl CursorForm {
    /// The form of a cursor in a sample.
    pub(crate) fn of(cursor: Option<&Json>) -> Self {
        let Some(cursor) = cursor else { return Self::Text };
        match first(cursor) {
            b'0'..=b'9' => Self::Number,
            _ if is_digits(&cursor.read::<String>().unwrap_or_default()) => Self::Digits,
            _ => Self::Text,
        }
    }

    /// The cursor of a page, as JSON.
    pub(crate) fn cursor(self, index: u64) -> String {
        match self {
            Self::Text => text(&format!("p{index}==")),
            Self::Digits => text(&(FIRST + index).to_string()),
            Self::Number => (FIRST + index).to_string(),
        }
    }
}

/// The page of a cursor of any form, as it is sent.
pub(crate) fn index_of(cursor: &str) -> Option<u64> {
    match cursor.strip_prefix('p').and_then(|rest| rest.strip_suffix("==")) {
        Some(index) => index.parse().ok(),
        None => cursor.parse::<u64>().ok()?.checked_sub(FIRST),
    }
}
