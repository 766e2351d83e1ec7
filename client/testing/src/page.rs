//! The page of a list that a request is for, in the form of the endpoint, and what leads on from it.

use hikerapi_runtime::service::{End, Paging, Way};
use hikerapi_runtime::values::Json;

use crate::division::Division;
use crate::items::Source;
use crate::json::{at, text, with};
use crate::list::{CursorForm, Ending, List, index_of};
use crate::places;
use crate::recorded::RecordedRequest;

/// The parameter with the number of a page in the URLs that the server makes.
const PAGE: &str = "page";

/// A page: its body and its header `Link`.
pub(crate) struct Page {
    pub(crate) body: String,
    pub(crate) link: Option<String>,
}

/// Whether a parameter is the server's own, in the URL of a page that it has made.
pub(crate) fn has_own(paging: &Paging, name: &str) -> bool {
    matches!(paging.way, Way::Link { .. } | Way::Url { .. }) && name == PAGE
}

/// The parameter that says which page is requested.
pub(crate) fn parameter(paging: &Paging) -> &'static str {
    paging.way.parameter().unwrap_or(PAGE)
}

/// A list, divided into the pages of an endpoint.
struct Pages<'a> {
    list: &'a List,
    paging: &'a Paging,
    sample: &'a Json,
    source: Source<'a>,
    division: Division<'a>,
}

/// Where a page is in its list: its number from 0, and the first item of it that is sent.
struct Place {
    index: u64,
    from: u64,
}

/// The page that a request is for, in the form of the sample.
///
/// # Errors
/// Where the list has no such page.
pub(crate) fn page(
    list: &List,
    paging: &Paging,
    sample: &Json,
    request: &RecordedRequest,
    seed: Option<u64>,
) -> Result<Page, String> {
    let last = if let Way::Last { field, .. } = paging.way { Some(field) } else { None };
    let keys: Vec<_> = paging.key.into_iter().chain(last.filter(|field| Some(*field) != paging.key)).collect();
    let items = places::items(paging, sample);
    let source = Source::new(&list.items, &items, &keys, seed);
    let requested = paging.size.and_then(|name| request.param(name)).and_then(|size| size.parse().ok());
    let size = requested.unwrap_or(source.count.div_ceil(3)).max(1);
    let sizes = if list.sizes.is_empty() { vec![size] } else { list.sizes.clone() };
    let division = Division { sizes: &sizes, items: source.count };
    let pages = Pages { list, paging, sample, source, division };
    let place = pages.place(request)?;
    pages.page(&place, request)
}

impl Pages<'_> {
    /// The page that a request is for. It may be beyond the end where pages have numbers.
    fn place(&self, request: &RecordedRequest) -> Result<Place, String> {
        let whole = |index: u64| Place { index, from: 0 };
        let name = parameter(self.paging);
        let Some(value) = request.param(name).filter(|value| !value.is_empty()) else { return Ok(whole(0)) };
        let count = self.division.count();
        let unknown = || format!("no page of this list begins at `{value}`: the test server's list has {count} pages");
        let number = || value.parse::<u64>().map_err(|_| unknown());
        let place = match self.paging.way {
            Way::Token { .. } => index_of(value).filter(|index| *index < count).map(whole),
            Way::Number { first, .. } => number()?.checked_sub(first.into()).map(whole),
            Way::Link { .. } | Way::Url { .. } => number()?.checked_sub(1).map(whole),
            Way::Offset { .. } => Some(self.starting(number()?)),
            Way::Last { field, .. } => self.source.place(field, value).map(|place| self.starting(place + 1)),
        };
        let mut place = place.ok_or_else(unknown)?;
        if self.is_cycle() && place.index >= count {
            place = whole(count - 1);
        }
        Ok(place)
    }

    /// The rest of the page with an item: the last one, where empty pages start there, too.
    fn starting(&self, item: u64) -> Place {
        let count = self.division.count();
        if item >= self.source.count {
            return Place { index: count, from: item };
        }
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.division.start(middle) <= item { low = middle + 1 } else { high = middle }
        }
        Place { index: low.saturating_sub(1), from: item }
    }

    fn page(&self, place: &Place, request: &RecordedRequest) -> Result<Page, String> {
        let index = place.index;
        let Paging { way, more, total, pages, .. } = self.paging;
        let count = self.division.count();
        let is_last = index + 1 >= count && !self.is_cycle();
        let range = self.division.range(index);
        let range = range.start.max(place.from)..range.end;
        let mut body = places::with_items(self.paging, self.sample, &self.source.items(range));
        let mut set = |path: Option<&str>, value: Option<&str>| -> Result<(), String> {
            if let Some(path) = path {
                let page = body.parse::<Json>().map_err(|error| error.to_string())?;
                body = with(&page, path, value);
            }
            Ok(())
        };
        // A list that goes round in a circle has no numbers.
        let number = |number: u64| Some(number.to_string()).filter(|_| !self.is_cycle());
        set(*more, Some(if is_last { "false" } else { "true" }))?;
        set(*total, number(self.source.count).as_deref())?;
        set(*pages, number(count).as_deref())?;
        let next = if index + 1 < count { Some(index + 1) } else { self.cycle() };
        if let Some((path, ends)) = way.next() {
            set(Some(path), self.next(next, ends, request).as_deref())?;
        }
        let link = match way {
            Way::Link { relation } => Some(self.link(relation, next, request)),
            _ => None,
        };
        Ok(Page { body, link })
    }

    /// What the response has for the next page, as JSON.
    fn next(&self, next: Option<u64>, ends: &[End], request: &RecordedRequest) -> Option<String> {
        let Some(index) = next else { return self.end(ends) };
        if let Way::Url { .. } = self.paging.way {
            return Some(text(&url(index, request)));
        }
        let sampled = self.paging.way.next().and_then(|(path, _)| at(self.sample, path));
        Some(self.list.cursors.unwrap_or_else(|| CursorForm::of(sampled.as_ref())).cursor(index))
    }

    /// What the last page has in its place.
    fn end(&self, ends: &[End]) -> Option<String> {
        let by_spec = || match ends.first() {
            Some(End::Null) => Ending::Null,
            Some(End::False) => Ending::False,
            Some(End::Text(text)) => Ending::text(*text),
            _ => Ending::Absent,
        };
        match self.list.ending.clone().unwrap_or_else(by_spec) {
            Ending::Null => Some("null".to_owned()),
            Ending::False => Some("false".to_owned()),
            Ending::Text(end) => Some(text(&end)),
            Ending::Absent | Ending::Cycle => None,
        }
    }

    fn is_cycle(&self) -> bool {
        self.list.ending == Some(Ending::Cycle)
    }

    /// The page after the last one, in a list that goes round in a circle.
    fn cycle(&self) -> Option<u64> {
        self.is_cycle().then(|| 1.min(self.division.count() - 1))
    }

    /// The header with the next page, and the last one, as most services write it.
    fn link(&self, relation: &str, next: Option<u64>, request: &RecordedRequest) -> String {
        let mut links: Vec<_> =
            next.map(|next| format!("<{}>; rel=\"{relation}\"", url(next, request))).into_iter().collect();
        links.push(format!("<{}>; rel=\"last\"", url(self.division.count().saturating_sub(1), request)));
        links.join(", ")
    }
}

/// The URL of a page, counted from 0, with all other parameters of the request.
fn url(index: u64, request: &RecordedRequest) -> String {
    let others = form_urlencoded::parse(request.query.as_bytes()).filter(|(name, _)| name != PAGE);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(others).append_pair(PAGE, &(index + 1).to_string());
    let host = request.header("host").unwrap_or_default();
    format!("http://{host}{}?{}", request.path, query.finish())
}
