//! Warnings about responses that are not as the spec says: one for each place, without the values.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::lenient::Drift;

/// The most places that are remembered, and so the most warnings of a client.
const MOST_PLACES: usize = 256;

/// The places about which there was a warning.
#[derive(Debug, Default)]
pub(crate) struct DriftLog {
    places: Mutex<HashSet<(&'static str, String)>>,
}

impl DriftLog {
    /// Warns about the places of a response that are new.
    pub(crate) fn warn(&self, endpoint: &'static str, drift: &[Drift]) {
        for drift in drift.iter().filter(|drift| !drift.is_unknown_field()) {
            let (place, kind) = (without_indexes(&drift.path), kind(&drift.message));
            match self.insert(endpoint, format!("{place}: {kind}")) {
                Seen::Before => {}
                Seen::First => warn(endpoint, &place, &kind, drift),
                Seen::Last => {
                    warn(endpoint, &place, &kind, drift);
                    tracing::warn!("{MOST_PLACES} places are not as the spec says: no other warning follows");
                }
            }
        }
    }

    fn insert(&self, endpoint: &'static str, place: String) -> Seen {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST_PLACES || !places.insert((endpoint, place)) {
            return Seen::Before;
        }
        if places.len() == MOST_PLACES { Seen::Last } else { Seen::First }
    }
}

fn warn(endpoint: &'static str, place: &str, kind: &str, drift: &Drift) {
    if drift.dropped.is_some() {
        tracing::warn!(endpoint, place, kind, "a value does not match its type and is dropped");
    } else {
        tracing::warn!(endpoint, place, kind, "a value is not written as JSON is, and is read as well as possible");
    }
}

enum Seen {
    Before,
    First,
    /// For the first time, and no other place is remembered.
    Last,
}

/// The path with `[*]` in the place of each index: `$[*].user.pk`.
fn without_indexes(path: &str) -> String {
    let mut parts = path.split('[');
    let mut place = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((index, rest)) if !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()) => {
                place.push_str("[*]");
                place.push_str(rest);
            }
            _ => {
                place.push('[');
                place.push_str(part);
            }
        }
    }
    place
}

/// What was found and expected, without the value: `invalid type: string, expected i64`.
fn kind(message: &str) -> String {
    // The names of fields are the spec's own, and so is what is expected. A value is in quotes of either kind.
    if message.starts_with("missing field `") || message.starts_with("duplicate field `") {
        return message.to_owned();
    }
    let found = message.split(['"', '`']).next().unwrap_or_default().trim_end();
    match message.rsplit_once(", expected ") {
        Some((before, expected)) if before.len() >= found.len() => format!("{found}, expected {expected}"),
        _ => found.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, expected: &str) {
        assert_eq!(kind(message), expected);
    }

    #[test]
    fn a_kind_has_no_value() {
        check("invalid type: string \"a name\", expected i64", "invalid type: string, expected i64");
        check("invalid type: string \", expected \", expected i64", "invalid type: string, expected i64");
        check("invalid type: integer `7`, expected an id", "invalid type: integer, expected an id");
        check("invalid type: null, expected i64", "invalid type: null, expected i64");
        check("missing field `pk`", "missing field `pk`");
        check("the array ends before element 1", "the array ends before element 1");
        check("invalid value: string \"a name that is cut…", "invalid value: string");
    }

    #[test]
    fn places_that_differ_by_an_index_are_one() {
        assert_eq!(without_indexes("$[0][12].tags[3].name"), "$[*][*].tags[*].name");
        assert_eq!(without_indexes("$.odd[x].a]b[[1]"), "$.odd[x].a]b[[*]");
    }

    #[test]
    fn the_places_are_bounded() {
        let log = DriftLog::default();
        let drift: Vec<_> = (0..1_000)
            .map(|n| Drift { path: format!("$.field_{n}[{n}]"), message: "x".to_owned(), dropped: None })
            .collect();
        log.warn("/v1/items", &drift);
        log.warn("/v1/items", &drift);
        assert_eq!(log.places.lock().expect("a lock").len(), MOST_PLACES);
    }
}
