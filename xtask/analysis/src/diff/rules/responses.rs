//! What a request returns: its type, its pages, its cost.

use std::mem::discriminant;

use spec::{Caching, Cost, More, Pages, Way};

use super::rule::Found;
use super::service;
use crate::diff::rust;
use crate::diff::sides::{At, Sides};

pub(super) fn return_type_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        let was = rust::output(sides.old, &old.endpoint.returns);
        let is = rust::output(sides.new, &new.endpoint.returns);
        if was != is {
            let line = format!("let response: {was} = {}.await?;", rust::call(sides.old, old.group, old.endpoint));
            all.push(Found::breaking(
                rust::method(sides.new, new.group, new.endpoint),
                format!("returns `{is}`, was `{was}`"),
                line,
            ));
        }
    }
    all
}

pub(super) fn pages_added(sides: &Sides<'_>) -> Vec<Found> {
    let gains = |(old, new): &&(At<'_>, At<'_>)| old.endpoint.pages.is_none() && new.endpoint.pages.is_some();
    let added = sides.endpoints.both.iter().filter(gains);
    let message = "has pages: `.pages()` and `.items()` read the whole list";
    added.map(|(_, new)| Found::compatible(rust::method(sides.new, new.group, new.endpoint), message)).collect()
}

pub(super) fn pages_removed(sides: &Sides<'_>) -> Vec<Found> {
    let loses = |(old, new): &&(At<'_>, At<'_>)| old.endpoint.pages.is_some() && new.endpoint.pages.is_none();
    let found = |(old, _): &(At<'_>, At<'_>)| {
        let item = rust::method(sides.old, old.group, old.endpoint);
        Found::breaking(
            item,
            "has no pages any more",
            format!("{}.pages()", rust::call(sides.old, old.group, old.endpoint)),
        )
    };
    sides.endpoints.both.iter().filter(loses).map(found).collect()
}

pub(super) fn page_item_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new, was, is) in paged(sides) {
        let (was, is) = (rust::ty(sides.old, &was.item), rust::ty(sides.new, &is.item));
        if was != is {
            let line = format!(
                "let item: Option<{was}> = {}.items().next().await?;",
                rust::call(sides.old, old.group, old.endpoint)
            );
            let item = rust::method(sides.new, new.group, new.endpoint);
            all.push(Found::breaking(item, format!("`.items()` returns `{is}`, was `{was}`"), line));
        }
    }
    all
}

pub(super) fn paging_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (_, new, was, is) in paged(sides) {
        let item = || rust::method(sides.new, new.group, new.endpoint);
        if discriminant(&was.way) != discriminant(&is.way) {
            let message = "goes from page to page in another way: checkpoints that were saved lead nowhere";
            all.push(Found::compatible(item(), message));
        } else if (&was.items, start(&was.way), was.max_stale_pages) != (&is.items, start(&is.way), is.max_stale_pages)
        {
            all.push(Found::compatible(item(), "goes from page to page in another way"));
        }
        if was.key != is.key {
            all.push(Found::compatible(item(), "`.unique()` compares items by another field"));
        }
    }
    all
}

/// The way without what ends the list.
fn start(way: &Way) -> Way {
    match way {
        Way::Token { next, cursor, .. } => Way::Token { next: next.clone(), cursor: cursor.clone(), end: Vec::new() },
        Way::Url { next, .. } => Way::Url { next: next.clone(), end: Vec::new() },
        way => way.clone(),
    }
}

pub(super) fn page_ends_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (_, new, was, is) in paged(sides) {
        let ends = |pages: &Pages| (pages.more.clone(), pages.total.clone(), pages.of.clone(), pages.size.clone());
        // Another way has other ends.
        let is_same_way = discriminant(&was.way) == discriminant(&is.way);
        let of_way = |pages: &Pages| pages.way.next().map(|(_, end)| end.to_vec());
        if ends(was) != ends(is) || (is_same_way && of_way(was) != of_way(is)) {
            let item = rust::method(sides.new, new.group, new.endpoint);
            all.push(Found::compatible(item, "another page is the last one"));
        }
    }
    all
}

/// The endpoints that have pages on both sides.
fn paged<'s, 'a>(sides: &'s Sides<'a>) -> impl Iterator<Item = (At<'a>, At<'a>, &'a Pages, &'a Pages)> + use<'s, 'a> {
    let both = sides.endpoints.both.iter();
    both.filter_map(|(old, new)| Some((*old, *new, old.endpoint.pages.as_ref()?, new.endpoint.pages.as_ref()?)))
}

pub(super) fn cost_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        let (was, is) = (price(&old.endpoint.cost), price(&new.endpoint.cost));
        if was != is {
            let message = format!("costs {is}, was {was}");
            all.push(Found::compatible(rust::method(sides.new, new.group, new.endpoint), message));
        }
    }
    all
}

pub(super) fn cache_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = service::both(sides, |old, new, at| {
        let (was, is) = (old.cache_not_found_seconds, new.cache_not_found_seconds);
        let message = format!("what is not found is {}, was {}", cached(is), cached(was));
        let found = (was != is).then(|| Found::compatible(format!("{at}::service::SERVICE"), message));
        found.into_iter().collect()
    });
    for (old, new) in &sides.endpoints.both {
        let (was, is) = (&old.endpoint.cache, &new.endpoint.cache);
        if was == is {
            continue;
        }
        let seconds = |cache: &Option<Caching>| cached(cache.as_ref().map(|cache| cache.seconds));
        let message = match (seconds(is), seconds(was)) {
            (is, was) if is == was => "a cached response answers other requests besides".to_owned(),
            (is, was) => format!("a response is {is}, was {was}"),
        };
        all.push(Found::compatible(rust::method(sides.new, new.group, new.endpoint), message));
    }
    all
}

fn cached(seconds: Option<u32>) -> String {
    seconds.map_or_else(|| "not cached".to_owned(), |seconds| format!("cached for {seconds} s"))
}

fn price(cost: &Cost) -> String {
    let exceptions = cost.when.iter().map(|(param, units)| format!(", {units} with `{param}`"));
    let more = cost.more.iter().map(|more| {
        let More { units, every, of, .. } = more;
        format!(", and {units} more for every further {every} of `{of}`")
    });
    let estimate = cost.is_estimate.then(|| " (an estimate)".to_owned());
    std::iter::once(cost.units.to_string()).chain(exceptions).chain(more).chain(estimate).collect()
}
