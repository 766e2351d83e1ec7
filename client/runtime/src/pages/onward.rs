//! Where the next page starts: the six ways through a list, and its ends.

use super::cursors;
use super::link;
use super::position::{Arrived, Lost, Place};
use crate::redact::{self, Secrets};
use crate::request::PageFacts;
use crate::service::{Paging, Way};
use crate::wire::Cursor;

/// What leads on from a page.
#[derive(Debug, PartialEq)]
pub(super) enum Onward {
    /// The next page is at this position.
    At(Cursor),
    /// The page is the last.
    End,
    /// There may be a next page, but its position is not known.
    Lost(Lost),
}

/// Returns what leads on from a page that arrived. What shows a secret does not: checkpoints are stored.
pub(super) fn onward(paging: &Paging, page: &Arrived<'_>, place: &Place, secrets: &Secrets) -> Onward {
    match any_onward(paging, page, place) {
        Onward::At(cursor) if redact::contains(&cursor.to_string(), secrets) => Onward::Lost(Lost::Secret),
        onward => onward,
    }
}

fn any_onward(paging: &Paging, page: &Arrived<'_>, place: &Place) -> Onward {
    let is_empty = place.count == 0 && !place.has_lost_items;
    if is_stated_end(&page.facts, place) {
        return Onward::End;
    }
    let is_last = is_empty && !is_stated_to_go_on(&page.facts, place);
    match paging.way {
        Way::Token { .. } | Way::Url { .. } if is_empty && is_without_end(paging, &page.facts) => {
            Onward::Lost(Lost::End)
        }
        Way::Token { .. } => token(paging, page),
        Way::Url { .. } => match token(paging, page) {
            Onward::At(url) => query(&url.to_string(), Lost::Url),
            other => other,
        },
        Way::Link { relation } => {
            let headers = page.headers.iter().filter(|(name, _)| *name == "link").map(|(_, value)| value);
            match link::target(headers, relation) {
                Ok(Some(url)) => query(url, Lost::Link),
                Ok(None) => Onward::End,
                Err(link::Malformed) => Onward::Lost(Lost::Link),
            }
        }
        Way::Number { .. } | Way::Offset { .. } | Way::Last { .. } if is_last => Onward::End,
        Way::Number { first, .. } => Onward::At(Cursor::number(place.start.unwrap_or(first.into()).saturating_add(1))),
        // Where the items are lost, so is their number.
        Way::Offset { .. } if place.has_lost_items => Onward::Lost(Lost::Items),
        Way::Offset { .. } => Onward::At(Cursor::number(place.start.unwrap_or_default().saturating_add(place.count))),
        Way::Last { .. } => match &page.last {
            Some((_, last)) => Onward::At(last.clone()),
            None if place.has_lost_items => Onward::Lost(Lost::Items),
            None => Onward::Lost(Lost::LastItem),
        },
    }
}

/// Whether the response says that there is no next page, or has less than a whole page and says nothing. Items that are lost are
/// not counted, so that their number says nothing.
fn is_stated_end(facts: &PageFacts, place: &Place) -> bool {
    // Some services write 0 for a number that they do not know.
    let is_known = |number: i64| number > 0 || (number == 0 && place.count == 0 && !place.has_lost_items);
    let total = facts.total.filter(|total| is_known(*total));
    let pages = facts.pages.filter(|pages| is_known(*pages));
    // Services have a largest page, whatever is requested: a page is short beside one before it.
    let is_short = || {
        let is_shorter = |than: Option<i64>| than.is_some_and(|than| place.count < than);
        !place.has_lost_items && is_shorter(place.size) && is_shorter(place.largest)
    };
    match (facts.more, total, pages) {
        (None, None, None) => is_short(),
        (more, total, pages) => {
            more == Some(false)
                || total.is_some_and(|total| place.items >= total)
                || pages.is_some_and(|pages| place.pages >= pages)
        }
    }
}

/// Whether the response says that there is a next page, so that an empty one is not the last.
fn is_stated_to_go_on(facts: &PageFacts, place: &Place) -> bool {
    facts.more == Some(true) || facts.pages.is_some_and(|pages| place.pages < pages)
}

/// Whether a response lacks all that leads on, in a list that says of each page whether there is a next one.
fn is_without_end(paging: &Paging, facts: &PageFacts) -> bool {
    paging.more.is_some() && facts.more.is_none() && facts.next.is_none()
}

/// The cursor or the URL in the response.
fn token(paging: &Paging, page: &Arrived<'_>) -> Onward {
    // One that was read as something else would lead to another page.
    if page.drift.iter().any(|drift| cursors::is_lost(paging, drift, page.facts.next.is_some())) {
        return Onward::Lost(Lost::Cursor);
    }
    cursors::next(paging, page.facts.next.clone()).map_or(Onward::End, Onward::At)
}

/// The query of a URL. Nothing else of it is used, so that a response cannot send the key elsewhere.
fn query(url: &str, lost: Lost) -> Onward {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    match url.split_once('?') {
        Some((_, query)) if !query.is_empty() => Onward::At(Cursor::from(query)),
        _ => Onward::Lost(lost),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::Headers;
    use crate::service::End;

    const PLACE: Place =
        Place { start: None, count: 1, again: 0, has_lost_items: false, items: 1, pages: 1, size: None, largest: None };

    fn arrived(count: usize, facts: PageFacts, headers: &Headers) -> Arrived<'_> {
        Arrived {
            count,
            identity: &|_| None,
            content: &|_| 0,
            facts,
            headers,
            last: None,
            units: 0,
            drift: &[],
            skipped: &[],
        }
    }

    #[test]
    fn an_empty_page_without_a_sign_of_the_end_is_no_end() {
        let check = |count: usize, flag: Option<&'static str>, facts: PageFacts, expected: Onward| {
            let place = Place { count: count as i64, ..PLACE };
            let paging = Paging {
                way: Way::Token { parameter: "cursor", next: "$.next", end: &[End::Null] },
                more: flag,
                ..Paging::DEFAULT
            };
            let headers = Headers::default();
            assert_eq!(onward(&paging, &arrived(count, facts, &headers), &place, &"key".into()), expected);
        };
        let says = |more| PageFacts { more, ..PageFacts::default() };
        check(0, Some("$.more"), says(None), Onward::Lost(Lost::End));
        check(0, Some("$.more"), says(Some(false)), Onward::End);
        check(1, Some("$.more"), says(None), Onward::End);
        check(0, None, says(None), Onward::End);
        let next = Some(Cursor::from("c"));
        check(0, Some("$.more"), PageFacts { next, ..says(None) }, Onward::At(Cursor::from("c")));
    }

    #[test]
    fn a_position_that_shows_a_secret_leads_nowhere() {
        let check = |way: Way, next: &str, expected: Onward| {
            let paging = Paging { way, ..Paging::DEFAULT };
            let facts = PageFacts { next: Some(Cursor::from(next)), ..PageFacts::default() };
            let headers = Headers::default();
            assert_eq!(onward(&paging, &arrived(1, facts, &headers), &PLACE, &"secret/key".into()), expected, "{next}");
        };
        let url = Way::Url { next: "$.next", end: &[End::Null] };
        check(url, "https://x.example/?key=secret%2Fkey&page=2", Onward::Lost(Lost::Secret));
        check(url, "https://x.example/secret/key?page=2", Onward::At(Cursor::from("page=2")));
        let token = Way::Token { parameter: "cursor", next: "$.next", end: &[End::Null] };
        check(token, "secret/key", Onward::Lost(Lost::Secret));
        check(token, "c", Onward::At(Cursor::from("c")));
    }
}
