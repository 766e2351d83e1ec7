//! What a cursor means.

use std::collections::BTreeSet;

use super::pattern::{Relation, relation, split};
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
/// read as something else. Where a list has several, one that was read is known.
pub(super) fn is_lost(paging: &Paging, drift: &Drift, is_known: bool) -> bool {
    let Some((next, _)) = paging.way.next() else { return false };
    match &drift.dropped {
        Some(_) if is_known => false,
        Some(dropped) => match relation(dropped, next) {
            Some(Relation::Around { .. }) => true,
            Some(Relation::Inside { path, .. }) => path.is_empty(),
            None => false,
        },
        None => matches!(relation(&drift.path, next), Some(Relation::Inside { .. })),
    }
}

/// Whether a list of items was dropped, or what contains it: a page without items is not an empty one then.
pub(super) fn has_lost_items(paging: &Paging, drift: &[Drift]) -> bool {
    let is_list = |dropped: &str, place: &str| match relation(dropped, place) {
        Some(Relation::Around { has_wildcard, .. }) => has_wildcard || split(place).is_none(),
        Some(Relation::Inside { path, .. }) => path.is_empty() && split(place).is_none(),
        None => false,
    };
    let dropped = drift.iter().filter_map(|drift| drift.dropped.as_deref());
    dropped.into_iter().any(|dropped| places(paging).any(|place| is_list(dropped, place)))
}

/// The indexes of the items that were dropped from the list, in the list as it arrived. Where items are in several lists, their
/// indexes are not known: they count as the last.
pub(super) fn dropped_items(paging: &Paging, drift: &[Drift]) -> BTreeSet<usize> {
    let dropped = || drift.iter().filter_map(|drift| drift.dropped.as_deref());
    if split(paging.items).is_none() {
        return dropped().filter_map(|dropped| index(dropped, paging.items)).collect();
    }
    let elements: BTreeSet<_> =
        dropped().flat_map(|dropped| places(paging).filter_map(|place| element(dropped, place))).collect();
    (0..elements.len()).map(|index| usize::MAX - index).collect()
}

/// The JSON paths of the items, or of their list.
fn places(paging: &Paging) -> impl Iterator<Item = &'static str> {
    [paging.items].into_iter().chain(paging.other_items.iter().copied())
}

/// The index of an item of the list, if this is the path of one, and not of a part of one.
fn index(path: &str, list: &str) -> Option<usize> {
    path.strip_prefix(list)?.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// The element with an item, if this is the path of the item, or of what contains it alone.
fn element<'p>(path: &'p str, items: &str) -> Option<&'p str> {
    match relation(path, items)? {
        Relation::Around { has_wildcard: false, of } | Relation::Inside { path: "", of } => Some(of),
        Relation::Around { .. } | Relation::Inside { .. } => None,
    }
}

/// The number of items after one that was decoded, those that were dropped included.
pub(super) fn after(decoded: usize, count: usize, dropped: &BTreeSet<usize>) -> usize {
    let mut arrived = (0..count.saturating_add(dropped.len())).filter(|index| !dropped.contains(index));
    let place = arrived.nth(decoded).unwrap_or_default();
    count.saturating_add(dropped.len()).saturating_sub(place + 1)
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
        assert_eq!(drift.iter().any(|drift| is_lost(&paging, drift, false)), expected, "{next} {:?}", body.bytes());
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
    fn what_is_dropped_of_lists_in_lists_is_an_item_or_a_list() {
        let drift =
            |dropped: &str| Drift { path: String::new(), message: String::new(), dropped: Some(dropped.to_owned()) };
        let paging =
            Paging { items: "$.rows[*].a[*].item", other_items: &["$.rows[*].b[*]"], ..paging("$.rows[*].next") };
        let check = |dropped: &[&str], items: usize, has_lost: bool, is_next_lost: bool| {
            let drift: Vec<_> = dropped.iter().map(|dropped| drift(dropped)).collect();
            assert_eq!(dropped_items(&paging, &drift).len(), items, "{dropped:?}");
            assert_eq!(has_lost_items(&paging, &drift), has_lost, "{dropped:?}");
            assert_eq!(drift.iter().any(|drift| is_lost(&paging, drift, false)), is_next_lost, "{dropped:?}");
            assert!(!drift.iter().any(|drift| is_lost(&paging, drift, true)), "{dropped:?}");
        };
        check(&["$.rows[0].a[1]", "$.rows[0].a[1].item", "$.rows[1].a[1].item", "$.rows[0].b[1]"], 3, false, false);
        check(&["$.rows[0].a[1].item.id", "$.rows[0].b[1].x", "$.rows[0].c"], 0, false, false);
        check(&["$.rows[0].a"], 0, true, false);
        check(&["$.rows[7]"], 0, true, true);
        check(&["$.rows[7].next"], 0, false, true);
        check(&["$.rows"], 0, true, true);
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
            assert_eq!(drift.iter().any(|drift| is_lost(&paging, drift, false)), expected, "{:?}", body.bytes());
        };
        check(b"[\"x\",\"caf\xe9\"]", true);
        check(br#"["x","\ud83c"]"#, true);
        check(br#"["x","\x"]"#, true);
        check(b"[\"x\",NaN]", true);
        check(b"[\"caf\xe9\",\"c\"]", false);
        check(b"\xef\xbb\xbf[\"x\",\"c\"]", false);
    }
}
