//! What the last page of a list has: the flag, the counts and the address that end it.

use spec::{Pages, Part, Presence, Way};

/// A step from a value to a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Field(&'a str),
    Index(usize),
    /// To an item of a list, or a value of a map.
    Item,
}

/// The places of a response that end the list, each with its JSON.
#[derive(Debug, Default)]
pub(super) struct LastPage<'a> {
    fixed: Vec<(Vec<Step<'a>>, String)>,
    items: Option<Vec<Step<'a>>>,
}

impl<'a> LastPage<'a> {
    /// The last page of a list with this many items. A cursor stays: it shows which form cursors have.
    pub(super) fn of(pages: &'a Pages, items: usize) -> Self {
        let ends = [
            (pages.more.as_ref(), "false".to_owned()),
            (pages.total.as_ref(), items.to_string()),
            (pages.of.as_ref(), "1".to_owned()),
            (url(pages), "null".to_owned()),
        ];
        let fixed = ends.into_iter().filter_map(|(way, json)| Some((steps(way?), json)));
        Self { fixed: fixed.collect(), items: Some(steps(&pages.items)) }
    }

    /// Returns the JSON of a place, where it has to be this one.
    pub(super) fn fixed(&self, path: &[Step<'_>]) -> Option<String> {
        self.fixed.iter().find(|(place, _)| place == path).map(|(_, json)| json.clone())
    }

    /// Whether the list of items is there.
    pub(super) fn is_list(&self, path: &[Step<'_>]) -> bool {
        self.items.as_ref().is_some_and(|items| items == path)
    }
}

/// The way to the address of the next page, where it can be null.
fn url(pages: &Pages) -> Option<&Vec<spec::Step>> {
    let Way::Url { next, .. } = &pages.way else { return None };
    let is_nullable = matches!(next.last()?.presence, Presence::Nullable | Presence::Sparse);
    Some(next).filter(|_| is_nullable)
}

fn steps(way: &[spec::Step]) -> Vec<Step<'_>> {
    let steps = way.iter().map(|step| match &step.part {
        Part::Index(index) => Step::Index(*index),
        Part::Field { wire, .. } => Step::Field(wire),
    });
    steps.collect()
}
