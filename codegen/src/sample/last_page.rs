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
    items: Vec<Vec<Step<'a>>>,
    next: Option<Vec<Step<'a>>>,
    is_nested: bool,
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
        let of_list = pages.list().is_some().then_some(Step::Item);
        let items = pages.items.iter().map(|path| steps(path).into_iter().chain(of_list).collect());
        let next = pages.way.next().map(|(next, _)| steps(next));
        Self { fixed: fixed.collect(), items: items.collect(), next, is_nested: of_list.is_none() }
    }

    /// Returns the JSON of a place, where it has to be this one.
    pub(super) fn fixed(&self, path: &[Step<'_>]) -> Option<String> {
        self.fixed.iter().find(|(place, _)| place == path).map(|(_, json)| json.clone())
    }

    /// Whether the way to an item in lists of lists, or to what leads on from them, goes through a place: it is there then, however
    /// deep it is.
    pub(super) fn leads_through(&self, path: &[Step<'_>]) -> bool {
        let fixed = self.fixed.iter().map(|(way, _)| way);
        let mut ways = self.items.iter().chain(&self.next).chain(fixed);
        self.is_nested && ways.any(|way| way.starts_with(path))
    }

    /// Whether items are in lists of lists.
    pub(super) fn is_nested(&self) -> bool {
        self.is_nested
    }

    /// Whether an item is there.
    pub(super) fn is_item(&self, path: &[Step<'_>]) -> bool {
        self.items.iter().any(|item| item == path)
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
        Part::Each | Part::Value => Step::Item,
    });
    steps.collect()
}
