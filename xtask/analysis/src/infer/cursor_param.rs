//! The parameter that takes the cursor, and the cursors that mean the end.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use spec::{Api, End, Endpoint, Way, written_path};

use super::candidates::{has_word, is_of};
use super::paging::Paging;
use crate::values::siblings::usual_ends;

/// Words in the name of a parameter that may take a cursor. Others have them too: `max_price`, `access_token`.
const CURSOR: &[&str] = &["cursor", "max", "page", "after", "token", "offset", "continuation", "next"];

/// What is known of the parameter that takes the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CursorName {
    /// The caller names it, or the request has it and the field with the next cursor is called the same.
    Given(String),
    /// All endpoints of the spec with the next cursor in the same place use it.
    Usual(String),
    /// A name that it may have.
    Guess(String),
}

/// The name of the parameter: from the caller, the field with the next cursor, or the spec's other endpoints.
pub(super) fn cursor(api: &Api, paging: &Paging, given: Option<&str>, params: &[(String, String)]) -> CursorName {
    let last = paging.next.last().map_or("", String::as_str);
    let mut sent = params.iter().map(|(name, _)| name.as_str());
    if let Some(name) = given.or_else(|| sent.clone().find(|name| is_of(last, name))) {
        return CursorName::Given(name.to_owned());
    }
    let usual: BTreeSet<_> =
        siblings(api, paging).filter_map(|endpoint| endpoint.pages.as_ref()?.way.parameter()).collect();
    if let [one] = usual.iter().collect::<Vec<_>>().as_slice() {
        return CursorName::Usual((**one).to_owned());
    }
    if let Some(name) = sent.find(|name| has_word(name, CURSOR) && !scalars_only(name)) {
        return CursorName::Guess(name.to_owned());
    }
    let stem = last.strip_prefix("next_").or(last.strip_suffix("_next")).unwrap_or(last);
    let is_name = stem.starts_with(|c: char| c.is_ascii_alphabetic());
    CursorName::Guess(if is_name { stem.to_owned() } else { "cursor".to_owned() })
}

/// Parameters that take a number of items or of a page, never a cursor of a response.
fn scalars_only(name: &str) -> bool {
    ["page", "offset", "page_size", "max_results", "max"].contains(&name.to_snake_case().as_str())
}

/// The cursors that mean the end, as in the spec's other endpoints: those with the same path, or all; else the two that are usual.
pub(super) fn ends(api: &Api, paging: &Paging) -> Vec<End> {
    let of = |endpoint: &Endpoint| Some(endpoint.pages.as_ref()?.way.next()?.1.to_vec());
    let found = siblings(api, paging).find_map(of).or_else(|| usual_ends(api).map(<[End]>::to_vec));
    found.unwrap_or_else(|| vec![End::Null, End::Text(String::new())])
}

/// The endpoints whose next cursor is in the same place.
fn siblings<'a>(api: &'a Api, paging: &'a Paging) -> impl Iterator<Item = &'a Endpoint> {
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    endpoints.filter(|endpoint| {
        let way = endpoint.pages.as_ref().map(|pages| &pages.way);
        let Some(Way::Token { next, .. }) = way else { return false };
        written_path(next) == paging.next.join(".")
    })
}
