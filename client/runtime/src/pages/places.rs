//! What a response of JSON has at the paths of its pages.

use std::collections::BTreeMap;
use std::result::Result as StdResult;

use super::pattern::{self, Wildcard};
use crate::json::Decode;
use crate::lenient::Drift;
use crate::service::Paging;
use crate::wire::Json;

/// The items of a page, or why it is no page. What cannot be read and may be absent is reported, so that the list does not end
/// there silently.
pub(super) fn items(paging: &Paging, response: &Json, drift: &mut Vec<Drift>) -> StdResult<Vec<Json>, String> {
    let paths: Vec<_> = [paging.items].iter().chain(paging.other_items).map(|path| relative(path)).collect();
    let mut found = Vec::new();
    if let [list] = paths.as_slice()
        && pattern::split(list).is_none()
    {
        let items = at(list, response, "$");
        return Ok(outermost(paging, list, items, drift)?.unwrap_or_default());
    }
    for (head, wildcard, tails) in groups(&paths) {
        let elements = elements(wildcard, head, response, "$");
        for (place, element) in outermost(paging, head, elements, drift)?.unwrap_or_default() {
            gather(&tails, &element, &place, &mut found, drift);
        }
    }
    Ok(found)
}

/// What is at the first list of a page, if it is there or may be absent.
fn outermost<T>(paging: &Paging, path: &str, at: At<T>, drift: &mut Vec<Drift>) -> StdResult<Option<T>, String> {
    match at {
        At::Value(value) => Ok(Some(value)),
        At::Nothing if paging.items_may_be_absent => Ok(None),
        // Nothing is left of a response that is of another type.
        At::Mismatch(mismatch) if paging.items_may_be_absent && mismatch.path != "$" => {
            report(mismatch, drift);
            Ok(None)
        }
        At::Nothing | At::Mismatch(_) => Err(format!("the response has no list of items at `${path}`")),
    }
}

/// The items at paths from an element. What is null or absent has none.
fn gather(paths: &[&str], json: &Json, place: &str, found: &mut Vec<Json>, drift: &mut Vec<Drift>) {
    for (head, wildcard, tails) in groups(paths) {
        match elements(wildcard, head, json, place) {
            At::Value(elements) => {
                elements.iter().for_each(|(place, element)| gather(&tails, element, place, found, drift));
            }
            At::Nothing => {}
            At::Mismatch(mismatch) => report(mismatch, drift),
        }
    }
    for path in paths.iter().filter(|path| pattern::split(path).is_none()) {
        match at(path, json, place) {
            At::Value(item) => found.push(item),
            At::Nothing => {}
            At::Mismatch(mismatch) => report(mismatch, drift),
        }
    }
}

/// The wildcards that paths begin with, each with the paths after it.
fn groups<'p>(paths: &[&'p str]) -> Vec<(&'p str, Wildcard, Vec<&'p str>)> {
    let mut groups: Vec<(&str, Wildcard, Vec<&str>)> = Vec::new();
    for (head, wildcard, tail) in paths.iter().filter_map(|path| pattern::split(path)) {
        match groups.iter_mut().find(|group| (group.0, group.1) == (head, wildcard)) {
            Some((.., tails)) => tails.push(tail),
            None => groups.push((head, wildcard, vec![tail])),
        }
    }
    groups
}

/// A fact that the response may have; the first of those that a path with wildcards leads to.
pub(super) fn fact<T: Decode>(path: Option<&str>, response: &Json, drift: &mut Vec<Drift>) -> Option<T> {
    first(relative(path?), response, "$", drift)
}

fn first<T: Decode>(path: &str, json: &Json, place: &str, drift: &mut Vec<Drift>) -> Option<T> {
    let mismatch = match pattern::split(path) {
        Some((head, wildcard, tail)) => match elements(wildcard, head, json, place) {
            At::Value(elements) => {
                return elements.iter().find_map(|(place, element)| first(tail, element, place, drift));
            }
            At::Nothing => return None,
            At::Mismatch(mismatch) => mismatch,
        },
        None => match at(path, json, place) {
            At::Value(value) => return Some(value),
            At::Nothing => return None,
            At::Mismatch(mismatch) => mismatch,
        },
    };
    report(mismatch, drift);
    None
}

/// Adds a mismatch. Several values can be in one place.
fn report(mismatch: Drift, drift: &mut Vec<Drift>) {
    if drift.iter().all(|known| known.path != mismatch.path) {
        drift.push(mismatch);
    }
}

/// What is at a path.
enum At<T> {
    Value(T),
    /// Null, or nothing.
    Nothing,
    /// A value of another type, or one in the place of what contains it.
    Mismatch(Drift),
}

/// The elements of a list, or the values of an object in the order of their names, each with its place.
fn elements(wildcard: Wildcard, path: &str, json: &Json, place: &str) -> At<Vec<(String, Json)>> {
    let within = |step: String, json: Json| (format!("{place}{path}{step}"), json);
    match wildcard {
        Wildcard::Elements => match at::<Vec<Json>>(path, json, place) {
            At::Value(list) => {
                let list = list.into_iter().enumerate();
                At::Value(list.map(|(index, json)| within(format!("[{index}]"), json)).collect())
            }
            At::Nothing => At::Nothing,
            At::Mismatch(mismatch) => At::Mismatch(mismatch),
        },
        Wildcard::Values => match at::<BTreeMap<String, Json>>(path, json, place) {
            At::Value(values) => {
                At::Value(values.into_iter().map(|(name, json)| within(format!(".{name}"), json)).collect())
            }
            At::Nothing => At::Nothing,
            At::Mismatch(mismatch) => At::Mismatch(mismatch),
        },
    }
}

/// The path without the `$` of what it begins in.
fn relative(path: &str) -> &str {
    path.strip_prefix('$').unwrap_or(path)
}

/// What a value has at a path. `place` is that of the value in the response.
fn at<T: Decode>(path: &str, json: &Json, place: &str) -> At<T> {
    let mismatch = |path: &str, message: String| {
        let path = format!("{place}{path}");
        At::Mismatch(Drift { path: path.clone(), message, dropped: Some(path) })
    };
    match json.at_path(&format!("${path}")) {
        Some(value) => match value.read::<Option<T>>() {
            Ok(Some(value)) => At::Value(value),
            Ok(None) => At::Nothing,
            Err(error) => mismatch(path, error.to_string()),
        },
        None => match in_place(path, json) {
            Some(around) => mismatch(around, format!("it cannot contain `{place}{path}`")),
            None => At::Nothing,
        },
    }
}

/// The path of the value that is in the place of an object or a list around a value that is absent.
fn in_place<'a>(path: &'a str, json: &Json) -> Option<&'a str> {
    let mut ends = path.match_indices(['.', '[']).map(|(end, _)| path.split_at(end)).rev();
    let value = |around: &str| json.at_path(&format!("${around}"));
    let (around, value, rest) = ends.find_map(|(around, rest)| Some((around, value(around)?, rest)))?;
    let expected = if rest.starts_with('[') { '[' } else { '{' };
    (!value.is_null() && !value.as_json().starts_with(expected)).then_some(around)
}
