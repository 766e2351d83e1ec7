//! What a cursor means.

use std::collections::BTreeSet;

use crate::lenient::Drift;
use crate::service::{End, Paging};
use crate::wire::Cursor;

/// The cursor, unless it means the end of the list.
pub(super) fn next(paging: &Paging, cursor: Option<Cursor>) -> Option<Cursor> {
    // `false` never identifies a page, whether the spec mentions it or not.
    let cursor = cursor.filter(|cursor| !cursor.is_false())?;
    let is_end = |end: &End| match end {
        End::Null => false,
        End::False => cursor.is_false(),
        End::Text(text) => cursor.is_text(text),
    };
    let end = paging.way.next().map(|(_, end)| end).unwrap_or_default();
    if end.iter().any(is_end) { None } else { Some(cursor) }
}

/// Whether the next cursor is not known because of this drift: it was dropped, or what contains it, or a part of it was
/// read as something else.
pub(super) fn is_lost(paging: &Paging, drift: &Drift) -> bool {
    let Some((next, _)) = paging.way.next() else { return false };
    match &drift.dropped {
        Some(dropped) => is_in(next, dropped),
        None => is_in(&drift.path, next),
    }
}

/// Whether the list of items was dropped, or what contains it: a page without items is not an empty one then.
pub(super) fn has_lost_items(paging: &Paging, drift: &[Drift]) -> bool {
    drift.iter().filter_map(|drift| drift.dropped.as_deref()).any(|dropped| is_in(paging.items, dropped))
}

/// The indexes of the items that were dropped from the list, in the list as it arrived.
pub(super) fn dropped_items(paging: &Paging, drift: &[Drift]) -> BTreeSet<usize> {
    let dropped = drift.iter().filter_map(|drift| drift.dropped.as_deref());
    dropped.filter_map(|dropped| index(dropped, paging.items)).collect()
}

/// The index of an item of the list, if this is the path of one, and not of a part of one.
fn index(path: &str, list: &str) -> Option<usize> {
    path.strip_prefix(list)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// The number of items after one that was decoded, those that were dropped included.
pub(super) fn after(decoded: usize, count: usize, dropped: &BTreeSet<usize>) -> usize {
    let mut arrived = (0..count.saturating_add(dropped.len())).filter(|index| !dropped.contains(index));
    let place = arrived.nth(decoded).unwrap_or_default();
    count.saturating_add(dropped.len()).saturating_sub(place + 1)
}

/// Whether a path is another one, or leads into it.
fn is_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|inside| inside.is_empty() || inside.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenient::{DecodeOptions, decode};
    use crate::raw::Body;
    use crate::service::Way;

    const fn paging(next: &'static str) -> Paging {
        let way = Way::Token { parameter: "cursor", next, end: &[] };
        Paging { way, items: "$[0]", ..Paging::DEFAULT }
    }

    #[track_caller]
    fn check(next: &'static str, body: &str, expected: bool) {
        let paging = paging(next);
        let body = Body::new(body.as_bytes().to_vec());
        let decoded = decode::<(Option<i64>, Option<Vec<i64>>)>(&body, DecodeOptions::default());
        let drift = decoded.expect("something is kept").drift;
        assert_eq!(drift.iter().any(|drift| is_lost(&paging, drift)), expected, "{next} {:?}", body.bytes());
    }

    #[test]
    fn a_cursor_is_lost_with_what_contains_it() {
        check("$[0]", r#"["x",[1]]"#, true);
        check("$[1].response.next", r#"[1,"x"]"#, true);
        check("$[1][2]", r#"[1,"x"]"#, true);
        check("$[0]", r#"[1,"x"]"#, false);
        check("$[10]", r#"[1,"x"]"#, false);
        check("$[1].next", r#"[1,["x"]]"#, false);
    }

    #[test]
    fn the_items_that_were_dropped_are_counted_once_each() {
        let drift = |dropped: &str| {
            let (path, message) = (format!("{dropped}.n"), String::new());
            Drift { path, message, dropped: Some(dropped.to_owned()) }
        };
        let paging = Paging { items: "$.data", ..paging("$.next") };
        let dropped = ["$.data[0]", "$.data[0].x", "$.data[12]", "$.data[12]", "$.data[3][0]", "$.other[1]"].map(drift);
        assert_eq!(dropped_items(&paging, &dropped), BTreeSet::from([0, 12]));
        assert!(!has_lost_items(&paging, &dropped));
        assert!(has_lost_items(&paging, &[drift("$.data")]));
        let whole = Paging { items: "$", ..paging };
        assert_eq!(dropped_items(&whole, &[drift("$[1]"), drift("$[1].x")]), BTreeSet::from([1]));
    }

    #[test]
    fn items_after_one_are_counted_with_those_that_were_dropped() {
        let check = |decoded, count, dropped: &[usize]| after(decoded, count, &dropped.iter().copied().collect());
        assert_eq!(check(2, 3, &[]), 0);
        assert_eq!(check(1, 3, &[]), 1);
        assert_eq!(check(1, 2, &[2, 3]), 2);
        assert_eq!(check(1, 2, &[0, 2]), 0);
        assert_eq!(check(0, 2, &[0, 2]), 2);
    }

    /// A text with one odd byte is sent as another cursor, and `NaN` would be the end of the list.
    #[test]
    fn a_cursor_that_was_read_as_something_else_is_lost() {
        let check = |body: &[u8], expected: bool| {
            let paging = paging("$[1]");
            let body = Body::new(body.to_vec());
            let decoded = decode::<(Option<crate::wire::Text>, Option<Cursor>)>(&body, DecodeOptions::default());
            let drift = decoded.expect("something is kept").drift;
            assert_eq!(drift.iter().any(|drift| is_lost(&paging, drift)), expected, "{:?}", body.bytes());
        };
        check(b"[\"x\",\"caf\xe9\"]", true);
        check(br#"["x","\ud83c"]"#, true);
        check(br#"["x","\x"]"#, true);
        check(b"[\"x\",NaN]", true);
        check(b"[\"caf\xe9\",\"c\"]", false);
        check(b"\xef\xbb\xbf[\"x\",\"c\"]", false);
    }
}
