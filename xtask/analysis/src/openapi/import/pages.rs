//! Pages, found by names: a response with a list and the next cursor, and a parameter that takes that cursor.

use std::collections::BTreeMap;

use super::entry::{self, Body, Object};
use super::groups::Group;
use crate::entry::shape::Shape;
use crate::entry::yaml::{Entry, Map, Node};

/// Parameters that take a cursor, without case and signs.
const CURSORS: &[&str] = &[
    "after",
    "continuation",
    "continuationtoken",
    "cursor",
    "endcursor",
    "marker",
    "maxid",
    "nextcursor",
    "nextmaxid",
    "nextpageid",
    "nextpagetoken",
    "nexttoken",
    "pageid",
    "pagetoken",
    "startcursor",
    "token",
];

/// Parameters that number pages or count what comes before them.
const NUMBERS: &[&str] = &["offset", "page", "pagenumber", "pageindex", "skip", "startat"];

/// Finds the pages of all endpoints that do not say how they continue, and writes them where the names leave no doubt.
pub(super) fn find(groups: &mut [Group], entries: &mut [entry::Entry]) {
    let types: BTreeMap<String, usize> =
        entries.iter().enumerate().map(|(index, entry)| (entry.name.clone(), index)).collect();
    for endpoint in groups.iter_mut().flat_map(|group| &mut group.endpoints.entries) {
        let Node::Map(body) = &mut endpoint.value else { continue };
        if member(body, "pages").is_some() {
            continue;
        }
        let Some(Node::Map(params)) = member(body, "params") else { continue };
        let cursors = optional(params, "string", CURSORS);
        let numbers = optional(params, "integer", NUMBERS);
        let (cursors, numbers): (Vec<_>, Vec<_>) =
            (cursors.map(str::to_owned).collect(), numbers.map(str::to_owned).collect());
        let found =
            returned(body, &types).and_then(|index| Some((index, of_object(entries, &types, index, &cursors)?)));
        match (found, numbers.as_slice()) {
            (Some((index, Found::Sure(pages))), _) => {
                take_cursor(&mut entries[index], &pages.next);
                write(body, pages);
            }
            (Some((_, Found::Unsure(question))), _) => endpoint.comments.push(question),
            (None, [number, ..]) => endpoint.comments.push(format!(
                "left out: its pages, which `{number}` numbers: `pages:` needs a cursor in the response"
            )),
            (None, []) => {}
        }
    }
}

/// What is known of the pages of a response.
enum Found {
    Sure(Pages),
    Unsure(String),
}

/// The pages of an object.
struct Pages {
    items: String,
    next: String,
    cursor: String,
    /// The field that identifies an item.
    key: Option<&'static str>,
}

fn member<'m>(map: &'m Map, key: &str) -> Option<&'m Node> {
    map.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The optional parameters of a type whose names are in a list.
fn optional<'m>(params: &'m Map, ty: &'m str, names: &'m [&str]) -> impl Iterator<Item = &'m str> {
    let is_of_type = move |node: &Node| match node {
        Node::Word(word) => word == ty,
        Node::Map(map) => member(map, "type") == Some(&Node::Word(ty.to_owned())),
        Node::Text(_) | Node::List(_) => false,
    };
    let fits = move |entry: &&Entry| is_of_type(&entry.value);
    params.entries.iter().filter(fits).filter_map(|entry| entry.key.strip_suffix('?')).filter(|name| is_in(names, name))
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.contains(&plain(name).as_str())
}

/// A name without case and signs: `nextPageToken` and `next_page_token` are one.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The position of the object that an endpoint returns.
fn returned(body: &Map, types: &BTreeMap<String, usize>) -> Option<usize> {
    match member(body, "returns")? {
        Node::Word(name) => types.get(name.as_str()).copied(),
        _ => None,
    }
}

/// The pages of an object; `None` if it does not look like one.
fn of_object(
    entries: &[entry::Entry],
    types: &BTreeMap<String, usize>,
    index: usize,
    cursors: &[String],
) -> Option<Found> {
    let Body::Object(object) = &entries[index].body else { return None };
    let lists: Vec<_> = object.fields.iter().filter(|field| list(&field.shape).is_some()).collect();
    let is_text = |shape: &Shape| {
        let shape = shape.clone().without_null();
        shape.is("string") || shape.is("cursor")
    };
    let nexts = object.fields.iter().filter(|field| is_text(&field.shape) && leads_on(&field.wire, cursors));
    let nexts: Vec<_> = nexts.map(|field| field.wire.as_str()).collect();
    match (lists.as_slice(), nexts.as_slice(), cursors) {
        ([items], [next], [cursor]) if !items.wire.contains('.') && !next.contains('.') => {
            let key = list(&items.shape).and_then(|item| key(entries, types, item));
            let (items, next, cursor) = (items.wire.clone(), (*next).to_owned(), cursor.clone());
            Some(Found::Sure(Pages { items, next, cursor, key }))
        }
        ([], ..) | (_, [], _) | (.., []) => None,
        _ => Some(Found::Unsure(format!(
            "question: which is the list, and what leads to its next page? The response has {} and {}, and the parameters \
             have {}",
            names(lists.iter().map(|field| field.wire.as_str())),
            names(nexts.iter().copied()),
            names(cursors.iter().map(String::as_str))
        ))),
    }
}

fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Whether a field has the next value of one of the parameters: it has the same name, or one with `next` before it.
fn leads_on(field: &str, cursors: &[String]) -> bool {
    let field = plain(field);
    let field = field.strip_prefix("next").filter(|rest| !rest.is_empty()).unwrap_or(&field);
    cursors.iter().any(|cursor| {
        let cursor = plain(cursor);
        cursor.strip_prefix("next").filter(|rest| !rest.is_empty()).unwrap_or(&cursor) == field
    })
}

/// The shape of the items, if it is a list.
fn list(shape: &Shape) -> Option<&Shape> {
    match shape {
        Shape::List(item) => Some(item),
        Shape::Nullable(inner) => list(inner),
        Shape::Name(_) | Shape::Tuple(_) | Shape::Map(_) => None,
    }
}

/// The field that identifies an item of this shape.
fn key(entries: &[entry::Entry], types: &BTreeMap<String, usize>, item: &Shape) -> Option<&'static str> {
    let Shape::Name(name) = item else { return None };
    let Body::Object(Object { fields, .. }) = &entries[*types.get(name)?].body else { return None };
    let is_id = |key: &&&str| {
        let field = fields.iter().find(|field| field.wire == **key);
        field.is_some_and(|field| !field.is_optional && (field.shape.is("string") || field.shape.is("integer")))
    };
    ["id", "uuid", "pk"].iter().find(is_id).copied()
}

/// Makes the field that has the next cursor one, which can be null.
fn take_cursor(entry: &mut entry::Entry, next: &str) {
    let Body::Object(object) = &mut entry.body else { return };
    let Some(field) = object.fields.iter_mut().find(|field| field.wire == next) else { return };
    let is_needed = !field.is_optional && !field.shape.is_nullable();
    let cursor = Shape::named("cursor");
    field.shape = if is_needed || field.shape.is_nullable() { cursor.or_null() } else { cursor };
    if is_needed {
        field
            .notes
            .push("question: what is it on the last page? It is declared as a text that is always there.".to_owned());
    }
}

/// Writes the pages of an endpoint, and that its parameter is a cursor.
fn write(body: &mut Map, pages: Pages) {
    let Pages { items, next, cursor, key } = pages;
    let params = body.entries.iter_mut().find(|entry| entry.key == "params");
    if let Some(Node::Map(params)) = params.map(|entry| &mut entry.value) {
        let named = |entry: &&mut Entry| entry.key.strip_suffix('?') == Some(cursor.as_str());
        for param in params.entries.iter_mut().filter(named) {
            let kept = match std::mem::replace(&mut param.value, Node::Word("cursor".to_owned())) {
                Node::Map(map) => map.entries.into_iter().filter(|entry| !matches!(&*entry.key, "type" | "default")),
                _ => continue,
            };
            let mut map = Map::default().with("type", Node::Word("cursor".to_owned()));
            map.entries.extend(kept);
            if map.entries.len() > 1 {
                param.value = map.into();
            }
        }
    }
    let ends = Node::List(vec![Node::Word("null".to_owned()), Node::from("")]);
    let mut map = Map::default().with("items", items).with("next", next).with("cursor", cursor).with("end", ends);
    map.add_some("key", key);
    let after = body.entries.iter().position(|entry| entry.key == "returns").map_or(body.entries.len(), |at| at + 1);
    body.entries.insert(after, Entry { comments: Vec::new(), key: "pages".to_owned(), value: map.into() });
}
