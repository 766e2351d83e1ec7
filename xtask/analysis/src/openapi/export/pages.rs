//! Pages in the language's form.

use spec::{End, Pages, Step, Way, written_path};

use crate::openapi::json::{Build, Json, Object};

pub(super) fn pages(pages: &Pages) -> Object {
    let items = Object::new().with_some("items", items(&pages.items));
    let (start, ends) = start(&pages.way);
    let started = start.into_iter().fold(items, |object, (key, value)| object.with(key, value));
    started
        .with_some("key", pages.key.as_ref().map(|step| way(std::slice::from_ref(step))))
        .with_some("more", pages.more.as_deref().map(way))
        .with_some("total", pages.total.as_deref().map(way))
        .with_some("of", pages.of.as_deref().map(way))
        .with_some("size", pages.size.as_deref())
        .with_some("end", ends.map(|ends| ends.iter().map(end).collect::<Vec<_>>()))
        .with_some("max_stale_pages", Some(pages.max_stale_pages).filter(|most| *most != Pages::MAX_STALE_PAGES))
}

/// Where the next page starts, by the keys of the spec, and what ends the list.
fn start(start: &Way) -> (Vec<(&'static str, Json)>, Option<&[End]>) {
    let text = |text: &str| Json::from(text);
    match start {
        Way::Token { next, cursor, end } => (vec![("next", way(next)), ("cursor", text(cursor))], Some(end)),
        Way::Number { parameter, first: 1 } => (vec![("number", text(parameter))], None),
        Way::Number { parameter, first } => (vec![("number", text(parameter)), ("first", Json::from(*first))], None),
        Way::Link { relation } => (vec![("link", text(relation))], None),
        Way::Last { field, cursor } => {
            (vec![("last", way(std::slice::from_ref(field))), ("cursor", text(cursor))], None)
        }
        Way::Offset { parameter } => (vec![("offset", text(parameter))], None),
        Way::Url { next, end } => (vec![("url", way(next))], Some(end)),
    }
}

fn end(end: &End) -> Json {
    match end {
        End::Null => Json::Null,
        End::False => Json::from(false),
        End::Text(text) => Json::from(text.as_str()),
    }
}

/// The way as the spec writes it.
fn way(steps: &[Step]) -> Json {
    let written = written_path(steps);
    written.parse::<u64>().map_or_else(|_| Json::from(written.as_str()), Json::from)
}

/// The places of the items; nothing where the response is the list.
fn items(items: &[Vec<Step>]) -> Option<Json> {
    match items {
        [path] if path.is_empty() => None,
        [path] => Some(way(path)),
        several => Some(Json::from(several.iter().map(|path| way(path)).collect::<Vec<_>>())),
    }
}
