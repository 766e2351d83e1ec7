//! What generated code says of an endpoint, and the traits that it implements for requests.

use crate::client::Client;
use crate::decode::{Decode, Drift};
use crate::wire::Cursor;

/// The facts of one endpoint.
#[derive(Debug)]
pub struct Operation {
    /// The group that it hangs on: `user`.
    pub group: &'static str,
    /// The method's name: `by_username`.
    pub name: &'static str,
    /// The path, `{name}` where a parameter stands in it.
    pub path: &'static str,
    /// What a request costs.
    pub units: u32,
    /// What it costs while a parameter is true.
    pub units_when: &'static [UnitsWhen],
}

/// What a request costs while a parameter is true.
#[derive(Debug)]
pub struct UnitsWhen {
    /// The parameter.
    pub param: &'static str,
    /// The units.
    pub units: u32,
}

/// A request that gives a typed result. Generated; there is no need to implement it by hand.
pub trait Endpoint: Sized + 'static {
    /// What it gives.
    type Output: Decode + Send + 'static;

    /// Its facts.
    const OPERATION: &'static Operation;
}

/// A request whose result is one page of a list. Generated; there is no need to implement it by
/// hand.
pub trait Paged: Endpoint {
    /// What the list is of.
    type Item: Send + 'static;

    /// How one page leads to the next.
    const PAGING: &'static Paging;

    /// What tells an item from others of the list, where the spec names a field for it.
    #[doc(hidden)]
    fn key(item: &Self::Item) -> Option<String> {
        let _ = item;
        None
    }

    /// The items of a page and the cursor of the next one.
    #[doc(hidden)]
    fn split(output: Self::Output) -> (Vec<Self::Item>, Option<Cursor>);
}

/// How one page leads to the next.
#[derive(Debug)]
pub struct Paging {
    /// The parameter that takes the cursor.
    pub cursor: &'static str,
    /// The cursors that mean the end; an absent one always does.
    pub end: &'static [End],
    /// The JSON path of the next cursor: `$[1]`, `$.next_page_id`.
    pub next: &'static str,
}

/// A group of endpoints that hangs on a client by a trait.
#[diagnostic::on_unimplemented(
    message = "the client has a group of this name already, `{Self}`, which hides the new one",
    label = "give the new group another name: that of its file, or `name:` under `group`"
)]
pub trait NewGroup {}

/// Compiles only where the method gives the new group.
pub const fn new_group<'a, G: NewGroup>(_: fn(&'a Client) -> G) {}

/// A cursor that means the end.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// Null, or no cursor at all.
    Null,
    /// `false`.
    False,
    /// This text.
    Text(&'static str),
}

impl Paging {
    /// The cursor, unless it means the end.
    pub(crate) fn further(&self, cursor: Option<Cursor>) -> Option<Cursor> {
        // `false` names no page anywhere, whether the spec has seen it or not.
        let cursor = cursor.filter(|cursor| !cursor.is_false())?;
        let is_end = |end: &End| match end {
            End::Null => false,
            End::False => cursor.is_false(),
            End::Text(text) => cursor.is_text(text),
        };
        if self.end.iter().any(is_end) { None } else { Some(cursor) }
    }

    /// Whether the cursor is missing for this: it is what was left out, or in it.
    pub(crate) fn loses_its_cursor_with(&self, drift: &Drift) -> bool {
        let inside = drift.left_out.as_deref().and_then(|left_out| self.next.strip_prefix(left_out));
        inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['.', '[']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Leniency, salvage};

    #[track_caller]
    fn check(next: &'static str, body: &str, expected: bool) {
        let paging = Paging { cursor: "cursor", end: &[], next };
        let salvaged = salvage::<(Option<i64>, Option<Vec<i64>>)>(body.as_bytes(), Leniency::default());
        let drift = salvaged.expect("something is kept").drift;
        assert_eq!(drift.iter().any(|drift| paging.loses_its_cursor_with(drift)), expected, "{next} {body}");
    }

    #[test]
    fn a_cursor_is_missing_for_what_holds_it() {
        check("$[0]", r#"["x",[1]]"#, true);
        check("$[1].response.next", r#"[1,"x"]"#, true);
        check("$[1][2]", r#"[1,"x"]"#, true);
        check("$[0]", r#"[1,"x"]"#, false);
        check("$[10]", r#"[1,"x"]"#, false);
        check("$[1].next", r#"[1,["x"]]"#, false);
    }
}
