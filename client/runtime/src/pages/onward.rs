//! Where the next page starts: the six ways through a list, and its ends.

use super::cursors;
use super::link;
use super::position::{Arrived, Place};
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
    /// There may be a next page, but its position cannot be read.
    Lost,
}

/// Returns what leads on from a page that arrived.
pub(super) fn onward(paging: &Paging, page: &Arrived<'_>, place: &Place) -> Onward {
    let is_empty = place.count == 0 && !cursors::has_lost_items(paging, page.drift);
    if is_stated_end(&page.facts, place) {
        return Onward::End;
    }
    let is_last = is_empty && !is_stated_to_go_on(&page.facts, place);
    match paging.way {
        Way::Token { .. } => token(paging, page),
        Way::Url { .. } => match token(paging, page) {
            Onward::At(url) => query(&url.to_string()),
            other => other,
        },
        Way::Link { relation } => {
            let headers = page.headers.iter().filter(|(name, _)| *name == "link").map(|(_, value)| value);
            match link::target(headers, relation) {
                Ok(Some(url)) => query(url),
                Ok(None) => Onward::End,
                Err(link::Malformed) => Onward::Lost,
            }
        }
        Way::Number { .. } | Way::Offset { .. } | Way::Last { .. } if is_last => Onward::End,
        Way::Number { first, .. } => Onward::At(Cursor::number(place.start.unwrap_or(first.into()).saturating_add(1))),
        // Where the items are lost, so is their number.
        Way::Offset { .. } if place.count == 0 && !is_empty => Onward::Lost,
        Way::Offset { .. } => Onward::At(Cursor::number(place.start.unwrap_or_default().saturating_add(place.count))),
        Way::Last { .. } => page.last.clone().map_or(Onward::Lost, Onward::At),
    }
}

/// Whether the response says that there is no next page, or has less than a whole page and says nothing.
fn is_stated_end(facts: &PageFacts, place: &Place) -> bool {
    // Some services write 0 for a number that they do not know.
    let is_known = |number: i64| number > 0 || (number == 0 && place.count == 0);
    let total = facts.total.filter(|total| is_known(*total));
    let pages = facts.pages.filter(|pages| is_known(*pages));
    // Services have a largest page, whatever is requested: a short page says least.
    let is_short = || place.size.is_some_and(|size| place.count < size);
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

/// The cursor or the URL in the response.
fn token(paging: &Paging, page: &Arrived<'_>) -> Onward {
    // One that was read as something else would lead to another page.
    if page.drift.iter().any(|drift| cursors::is_lost(paging, drift)) {
        return Onward::Lost;
    }
    cursors::next(paging, page.facts.next.clone()).map_or(Onward::End, Onward::At)
}

/// The query of a URL. Nothing else of it is used, so that a response cannot send the key elsewhere.
fn query(url: &str) -> Onward {
    let url = url.split_once('#').map_or(url, |(url, _)| url);
    match url.split_once('?') {
        Some((_, query)) if !query.is_empty() => Onward::At(Cursor::from(query)),
        _ => Onward::Lost,
    }
}
