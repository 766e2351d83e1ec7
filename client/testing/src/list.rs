//! Lists in pages: from given items or from the sample, with cursors and ends of every form.

use std::ops::Range;
use std::sync::Arc;

use hikerapi_runtime::service::{End, Paging};
use hikerapi_runtime::values::Json;
use serde::Serialize;

use crate::json::{at, fields, first, json_of, list, text, with};

/// A list that the server sends in pages: its items, the sizes of its pages, its cursors and its end.
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
    items: Items,
    sizes: Vec<u64>,
    cursors: Option<CursorForm>,
    ending: Option<Ending>,
}

#[derive(Debug, Clone)]
enum Items {
    /// Each as JSON.
    Given(Arc<[String]>),
    /// Those of the sample, with new ids where there are more; at least three, so that there are pages.
    Sample(Option<u64>),
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

/// The end of a list: what the last page has in place of a cursor. The default is the first one in the spec's table.
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
    /// The cursor of the second page again, so that the list never ends.
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

/// The first number of new ids: no sample has one as large by chance.
const FIRST_ID: u64 = 1_000_000_000_000;

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

    /// Sets the number of items of every page. The default is a third of the list: three pages.
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
    pub(crate) fn whole(&self, sample: &Json) -> String {
        let source = Source::new(&self.items, sample, None);
        list(&source.items(0..source.count))
    }

    /// The page of a cursor, in the form of the sample.
    ///
    /// # Errors
    /// Where the list has no such page.
    pub(crate) fn page(&self, paging: &Paging, sample: &Json, cursor: Option<&str>) -> Result<String, String> {
        let items = at(sample, paging.items).unwrap_or_default();
        let source = Source::new(&self.items, &items, paging.key);
        let sizes = if self.sizes.is_empty() { vec![source.count.div_ceil(3).max(1)] } else { self.sizes.clone() };
        let pages = Pages { sizes: &sizes, items: source.count };
        let count = pages.count();
        let index = match cursor {
            None => 0,
            Some(cursor) => index_of(cursor).filter(|index| *index < count).ok_or_else(|| {
                format!("no page of this list begins at `{cursor}`: the test server's list has {count} pages")
            })?,
        };
        let path = paging.way.next().map(|(path, _)| path);
        let form = self.cursors.unwrap_or_else(|| CursorForm::of(path.and_then(|path| at(sample, path)).as_ref()));
        let next = if index + 1 < count { Some(form.cursor(index + 1)) } else { self.end(paging, form, count) };
        let page = with(sample, paging.items, Some(&list(&source.items(pages.range(index)))));
        let page = page.parse::<Json>().map_err(|error| error.to_string())?;
        Ok(match path {
            Some(path) => with(&page, path, next.as_deref()),
            None => page.to_string(),
        })
    }

    /// What the last page has as its cursor.
    fn end(&self, paging: &Paging, form: CursorForm, pages: u64) -> Option<String> {
        let by_spec = || match paging.way.next().and_then(|(_, end)| end.first()) {
            Some(End::Null) => Ending::Null,
            Some(End::False) => Ending::False,
            Some(End::Text(text)) => Ending::text(*text),
            _ => Ending::Absent,
        };
        match self.ending.clone().unwrap_or_else(by_spec) {
            Ending::Null => Some("null".to_owned()),
            Ending::False => Some("false".to_owned()),
            Ending::Text(end) => Some(text(&end)),
            Ending::Absent => None,
            Ending::Cycle => Some(form.cursor(1.min(pages - 1))),
        }
    }
}

impl CursorForm {
    /// The form of a cursor in a sample.
    fn of(cursor: Option<&Json>) -> Self {
        let Some(cursor) = cursor else { return Self::Text };
        match first(cursor) {
            b'0'..=b'9' => Self::Number,
            _ if is_digits(&cursor.read::<String>().unwrap_or_default()) => Self::Digits,
            _ => Self::Text,
        }
    }

    /// The cursor of a page, as JSON.
    fn cursor(self, index: u64) -> String {
        match self {
            Self::Text => text(&format!("p{index}==")),
            Self::Digits => text(&(FIRST + index).to_string()),
            Self::Number => (FIRST + index).to_string(),
        }
    }
}

/// The page of a cursor of any form, as it is sent.
fn index_of(cursor: &str) -> Option<u64> {
    match cursor.strip_prefix('p').and_then(|rest| rest.strip_suffix("==")) {
        Some(index) => index.parse().ok(),
        None => cursor.parse::<u64>().ok()?.checked_sub(FIRST),
    }
}

/// The division of items into pages.
struct Pages<'a> {
    /// At least one; the last one repeats while items are left.
    sizes: &'a [u64],
    items: u64,
}

impl Pages<'_> {
    fn count(&self) -> u64 {
        let pages = self.sizes.len() as u64;
        let left = self.items.saturating_sub(self.start(pages));
        match self.sizes.last() {
            Some(size) if *size > 0 => pages.saturating_add(left.div_ceil(*size)),
            _ => pages,
        }
    }

    /// The first item of a page.
    fn start(&self, index: u64) -> u64 {
        let explicit = usize::try_from(index).unwrap_or(usize::MAX).min(self.sizes.len());
        let last = self.sizes.last().copied().unwrap_or_default();
        let before = self.sizes[..explicit].iter().fold(0_u64, |sum, size| sum.saturating_add(*size));
        before.saturating_add((index - explicit as u64).saturating_mul(last))
    }

    fn range(&self, index: u64) -> Range<u64> {
        self.start(index).min(self.items)..self.start(index + 1).min(self.items)
    }
}

/// The items of a list, made when they are requested.
struct Source<'a> {
    given: Option<&'a [String]>,
    sample: Vec<Json>,
    key: Option<&'a str>,
    count: u64,
}

impl<'a> Source<'a> {
    fn new(items: &'a Items, sample: &Json, key: Option<&'a str>) -> Self {
        match items {
            Items::Given(given) => Self { given: Some(given), sample: Vec::new(), key, count: given.len() as u64 },
            Items::Sample(count) => {
                let sample = sample.items();
                let count = if sample.is_empty() { 0 } else { count.unwrap_or(sample.len().max(3) as u64) };
                Self { given: None, sample, key, count }
            }
        }
    }

    fn items(&self, range: Range<u64>) -> Vec<String> {
        range.filter_map(|index| self.item(index)).collect()
    }

    fn item(&self, index: u64) -> Option<String> {
        let place = usize::try_from(index).ok()?;
        if let Some(given) = self.given {
            return given.get(place).cloned();
        }
        let item = self.sample.get(place % self.sample.len())?;
        Some(if place < self.sample.len() { item.to_string() } else { distinct(item, self.key, index) })
    }
}

/// The item with an id of its own.
fn distinct(item: &Json, key: Option<&str>, index: u64) -> String {
    if let Some((key, id)) = key.and_then(|key| Some((key, at(item, key)?))) {
        return with(item, key, Some(&varied(&id, index)));
    }
    // Nothing names its id, which most services write first.
    let is_plain = |value: &str| value.starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match fields(item).into_iter().find(|(_, value)| is_plain(value)) {
        Some((name, _)) => with(item, &format!("$.{name}"), Some(&varied(&item.get(&name).unwrap_or_default(), index))),
        None => varied(item, index),
    }
}

/// Another value of the same form.
fn varied(value: &Json, index: u64) -> String {
    match (first(value), value.read::<String>()) {
        (b'-' | b'0'..=b'9', _) => (FIRST_ID + index).to_string(),
        (_, Ok(id)) if is_digits(&id) => text(&(FIRST_ID + index).to_string()),
        (_, Ok(id)) => text(&format!("{id}_{index}")),
        _ => value.to_string(),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
