//! Where the items of a page are in the response: one place or several.

use super::steps::{Place, describe, element, path};
use crate::model::{Part, Presence, Step, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// The paths to the items, as the model has them, and the type of an item.
pub(super) fn items(acc: &mut Problems, place: &Place<'_>, pages: &Node) -> Option<(Vec<Vec<Step>>, Type)> {
    let Some(at) = pages.get("items") else {
        return match place.returns.ty() {
            Some(Type::List(item)) => Some((vec![Vec::new()], (**item).clone())),
            other => {
                let found = other.map_or("no JSON".to_owned(), |ty| describe(place.context.types, ty));
                acc.add(pages.span, Problem::PagesItems { found });
                None
            }
        };
    };
    if !at.is_list() {
        let (path, item) = one(acc, place, at, true)?;
        return Some((vec![path], item));
    }
    several(acc, place, at)
}

/// The places of items of one type.
fn several(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<(Vec<Vec<Step>>, Type)> {
    let is_one = at.items().len() == 1;
    let found: Vec<_> = at.items().iter().map(|node| (node, one(acc, place, node, is_one))).collect();
    let mut paths: Vec<Vec<Step>> = Vec::new();
    let mut item: Option<Type> = None;
    for (node, found) in found {
        let (path, ty) = found?;
        if paths.iter().any(|other| other.starts_with(&path) || path.starts_with(other)) {
            acc.add(node.span, Problem::BadPages { why: "another path leads to these items, too" });
        }
        match &item {
            Some(first) if *first != ty => {
                let [first, second] = [first, &ty].map(|ty| describe(place.context.types, ty));
                acc.add(node.span, Problem::PagesItemTypes { first, second });
            }
            _ => item = Some(ty),
        }
        paths.insert(place_among(&paths, &path), path);
    }
    if item.is_none() {
        acc.add(at.span, Problem::BadPages { why: "`items` names no place" });
    }
    Some((paths, item?))
}

/// The place of one more path: after those that share most with it, so that what they share is read once.
fn place_among(paths: &[Vec<Step>], path: &[Step]) -> usize {
    let shared = |other: &Vec<Step>| other.iter().zip(path).take_while(|(one, other)| one == other).count();
    let most = paths.iter().map(shared).max().unwrap_or_default();
    paths.iter().rposition(|other| shared(other) == most).map_or(0, |last| last + 1)
}

/// A path to the list of items, where it is the only one and leads through no other list; else to the items.
fn one(acc: &mut Problems, place: &Place<'_>, at: &Node, is_only: bool) -> Option<(Vec<Step>, Type)> {
    let (mut steps, ty) = path(acc, place, at)?;
    let is_plain = |steps: &[Step]| is_only && !steps.iter().any(Step::is_each);
    match ty {
        Type::List(item) if is_plain(&steps) => Some((steps, *item)),
        Type::List(item) => {
            let (presence, item) = element(&item);
            steps.push(Step { part: Part::Each, presence });
            Some((steps, item.clone()))
        }
        item if steps.iter().any(Step::is_each) => {
            // `users[]` is `users`.
            if let Some((Step { part: Part::Each, presence: Presence::Required }, list)) = steps.split_last()
                && is_plain(list)
            {
                steps.pop();
            }
            Some((steps, item))
        }
        other => {
            acc.add(at.span, Problem::PagesItems { found: describe(place.context.types, &other) });
            None
        }
    }
}
