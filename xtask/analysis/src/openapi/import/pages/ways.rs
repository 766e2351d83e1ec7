//! The six ways to the next page, found by the names of parameters and fields.

use super::found::{Found, Next, Pages, ends};
use super::inputs::{begins_at_zero, optional};
use super::names::{ADDRESSES, AFTER, CURSORS, MORE, NUMBERS, OFFSETS, PAGES, TOTALS, bare, is_in, plain};
use super::pair;
use super::response::{List, Types, Value, meant};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Map, Node};

/// What can say where the next page starts.
struct Clues<'m> {
    cursors: Vec<&'m str>,
    after: Vec<&'m str>,
    numbers: Vec<&'m str>,
    offsets: Vec<&'m str>,
    values: Vec<Value>,
    has_links: bool,
}

/// The pages of an endpoint with this path and response.
pub(super) fn find(endpoint: &Map, types: &mut Types<'_>, path: &str, returns: &Shape, has_links: bool) -> Found {
    let texts = ["string", "cursor"];
    let clues = Clues {
        cursors: optional(endpoint, &texts, CURSORS),
        after: optional(endpoint, &["string", "cursor", "integer"], AFTER),
        numbers: optional(endpoint, &["integer"], NUMBERS),
        offsets: optional(endpoint, &["integer"], OFFSETS),
        values: types.values(returns),
        has_links,
    };
    if let Shape::Tuple(elements) = returns {
        return pair::find(&clues.cursors, types, elements);
    }
    let lists = types.lists(returns);
    if lists.is_empty() {
        return Found::Nothing;
    }
    match meant(&lists, path) {
        Some(list) => {
            let begin = list.way.as_ref().map_or_else(Map::default, |way| Map::default().with("items", way.as_str()));
            let key = types.key(&list.item);
            for way in WAYS {
                match way(&clues, endpoint, list, key, begin.clone()) {
                    Found::Nothing => {}
                    Found::Unsure(question) => return Found::Unsure(question),
                    Found::Sure(mut pages) => {
                        pages.map.add_some("key", key);
                        return Found::Sure(pages);
                    }
                }
            }
            rest(&clues)
        }
        None if clues.is_empty() => Found::Nothing,
        None => Found::Unsure(format!(
            "question: which is the list, and what leads to its next page? The response has {} and {}, and the parameters have {}",
            quoted(lists.iter().filter_map(|list| list.way.as_deref())),
            quoted(clues.values.iter().filter(|value| clues.leads_on(value)).map(|value| value.way.as_str())),
            quoted(clues.params())
        )),
    }
}

/// What is left where no way was found.
fn rest(clues: &Clues<'_>) -> Found {
    match clues.cursors.first() {
        Some(cursor) => Found::Unsure(format!(
            "question: `{cursor}` looks like a parameter for the next page; where does its value come from?"
        )),
        None => Found::Nothing,
    }
}

impl<'m> Clues<'m> {
    fn is_empty(&self) -> bool {
        self.params().next().is_none() && !self.has_links
    }

    fn params(&self) -> impl Iterator<Item = &'m str> {
        [&self.cursors, &self.numbers, &self.offsets].into_iter().flatten().copied()
    }

    /// Whether a field has the next value of one of the parameters: it has the same name, or one with `next` before it.
    fn leads_on(&self, value: &Value) -> bool {
        let is_text = value.shape.is("string") || value.shape.is("cursor");
        is_text && self.cursors.iter().any(|cursor| is_next(value.name(), cursor))
    }

    fn value(&self, scalar: &str, names: &[&str]) -> Option<&Value> {
        self.values.iter().find(|value| value.shape.is(scalar) && is_in(names, value.name()))
    }

    /// With what says where the list ends, the surest alone.
    fn with_end(&self, map: Map) -> (Map, bool) {
        let ends = [("more", "boolean", MORE), ("total", "integer", TOTALS), ("of", "integer", PAGES)];
        let found = ends.iter().find_map(|(key, scalar, names)| Some((*key, self.value(scalar, names)?)));
        match found {
            Some((key, value)) => (map.with(key, value.way.as_str()), true),
            None => (map, false),
        }
    }
}

fn is_next(field: &str, cursor: &str) -> bool {
    let (field, cursor) = (plain(field), plain(cursor));
    bare(&field) == bare(&cursor) || (field == "endcursor" && cursor == "after")
}

fn quoted<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

/// The surest first.
const WAYS: [Way; 6] = [link, token, address, last, numbered, offset];

/// A way, if the clues have it.
type Way = fn(&Clues<'_>, &Map, &List, Key, Map) -> Found;

/// The field that identifies an item.
type Key = Option<&'static str>;

fn sure(map: Map) -> Found {
    Found::Sure(Pages { map, cursor: None })
}

/// A header that names the next page.
fn link(clues: &Clues<'_>, _: &Map, _: &List, _: Key, map: Map) -> Found {
    if clues.has_links { sure(map.with("link", "next")) } else { Found::Nothing }
}

/// A cursor in the response.
fn token(clues: &Clues<'_>, _: &Map, list: &List, _: Key, map: Map) -> Found {
    let nexts: Vec<_> = clues.values.iter().filter(|value| clues.leads_on(value)).collect();
    match nexts.as_slice() {
        [] => Found::Nothing,
        [next] => {
            let cursors: Vec<_> = clues.cursors.iter().filter(|cursor| is_next(next.name(), cursor)).collect();
            let [cursor] = cursors.as_slice() else { return unsure(clues, list) };
            let map = map.with("next", next.way.as_str()).with("cursor", **cursor);
            let map = match clues.value("boolean", MORE) {
                Some(more) => map.with("more", more.way.as_str()),
                None => map,
            };
            let cursor = Some(((**cursor).to_owned(), Next::Field((*next).clone())));
            Found::Sure(Pages { map: map.with("end", ends()), cursor })
        }
        _ => unsure(clues, list),
    }
}

fn unsure(clues: &Clues<'_>, list: &List) -> Found {
    Found::Unsure(format!(
        "question: what leads to the next page of {}? The response has {}, and the parameters have {}",
        list.way.as_deref().map_or("the list".to_owned(), |way| format!("`{way}`")),
        quoted(clues.values.iter().filter(|value| clues.leads_on(value)).map(|value| value.way.as_str())),
        quoted(clues.params())
    ))
}

/// An address in the response.
fn address(clues: &Clues<'_>, _: &Map, _: &List, _: Key, map: Map) -> Found {
    let is_address = |value: &&Value| {
        let name = plain(value.name());
        let says_so = ["url", "uri", "link"].iter().any(|word| name.contains(word))
            || plain(value.way.split('.').next().unwrap_or_default()) == "links";
        let is_text = value.shape.is("url") || (value.shape.is("string") && says_so);
        is_text && ADDRESSES.contains(&name.as_str())
    };
    let Some(next) = clues.values.iter().find(is_address) else { return Found::Nothing };
    let map = map.with("url", next.way.as_str());
    // One that is always there has another sign of the end.
    if next.can_be_missing {
        return sure(map);
    }
    sure(map.with("end", Node::List(vec![Node::from("")])))
}

/// The id of the last item.
fn last(clues: &Clues<'_>, _: &Map, _: &List, key: Key, map: Map) -> Found {
    let ([after], Some(key)) = (clues.after.as_slice(), key) else { return Found::Nothing };
    let more = clues.value("boolean", MORE);
    if more.is_none() && plain(after) != "startingafter" {
        return Found::Unsure(format!(
            "question: does `{after}` take the `{key}` of the last item? Then it is `pages: {{ last: {key}, cursor: {after} }}`"
        ));
    }
    let map = map.with("last", key).with("cursor", *after);
    sure(match more {
        Some(more) => map.with("more", more.way.as_str()),
        None => map,
    })
}

/// A number of the page.
fn numbered(clues: &Clues<'_>, endpoint: &Map, _: &List, _: Key, map: Map) -> Found {
    let Some(number) = clues.numbers.first() else { return Found::Nothing };
    let mut map = map.with("number", *number);
    if begins_at_zero(endpoint, number) {
        map.add("first", Node::Word("0".to_owned()));
    }
    sure(clues.with_end(map).0)
}

/// A number of items before the page.
fn offset(clues: &Clues<'_>, _: &Map, _: &List, _: Key, map: Map) -> Found {
    match clues.offsets.first() {
        Some(offset) => sure(clues.with_end(map.with("offset", *offset)).0),
        None => Found::Nothing,
    }
}
