//! What a cursor means.

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
    if paging.end.iter().any(is_end) { None } else { Some(cursor) }
}

/// Whether the next cursor is missing because of this drift: it was dropped, or what contains it.
pub(super) fn is_lost(paging: &Paging, drift: &Drift) -> bool {
    let inside = drift.dropped.as_deref().and_then(|dropped| paging.next.strip_prefix(dropped));
    inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenient::{DecodeOptions, decode};
    use crate::raw::Body;

    #[track_caller]
    fn check(next: &'static str, body: &str, expected: bool) {
        let paging = Paging { cursor: "cursor", end: &[], next, max_stale_pages: 3 };
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
}
