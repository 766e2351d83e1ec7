//! How a page leads to the next: where in the response the items and the next cursor are.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use spec::{Api, End, Endpoint, Part};

use super::ids::literal;
use super::place::{Place, place};
use crate::json::{Data, Value};
use crate::values::scalars;

/// Items are at the top, or inside of one or two envelopes.
const DEEPEST: usize = 3;

/// Words in the name of a field that holds the next cursor.
const NEXT: &[&str] = &["next", "cursor", "continuation", "after"];

/// Words in the name of a parameter that takes a cursor.
const CURSOR: &[&str] = &["cursor", "max", "page", "after", "token", "offset", "continuation", "next"];

/// A response that is one page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paging {
    /// The path to the items: `0` or `response.users`.
    pub(super) items: Vec<String>,
    /// The path to the next cursor.
    pub(super) next: Vec<String>,
    /// The field that tells items apart.
    pub(super) key: Option<String>,
}

/// Looks for a list of items and a cursor beside it.
pub(super) fn find(responses: &[&Value]) -> Option<Paging> {
    // The language has no path into a response that may be null.
    if responses.iter().any(|response| response.is_null()) {
        return None;
    }
    let mut lists = Vec::new();
    let mut nexts = Vec::new();
    walk(responses, &mut Vec::new(), &mut lists, &mut nexts);
    let most = lists.iter().map(|(_, items)| items.len()).max()?;
    let mut largest = lists.into_iter().filter(|(_, items)| items.len() == most);
    let (items, values) = largest.next().filter(|_| largest.next().is_none())?;
    // The cursor nearest to the top. Of two at the same depth neither is certain.
    let depth = nexts.iter().map(Vec::len).min()?;
    let mut nearest = nexts.into_iter().filter(|way| way.len() == depth);
    let next = nearest.next().filter(|_| nearest.next().is_none())?;
    Some(Paging { items, next, key: key(&values) })
}

type Way = Vec<String>;

fn walk<'v>(values: &[&'v Value], way: &mut Way, lists: &mut Vec<(Way, Vec<&'v Value>)>, nexts: &mut Vec<Way>) {
    if way.len() > DEEPEST {
        return;
    }
    match place(values) {
        Place::List(items) if !way.is_empty() && items.iter().all(|item| matches!(item.data, Data::Object(_))) => {
            lists.push((way.clone(), items));
        }
        Place::Tuple(columns) if way.is_empty() => {
            for (index, column) in columns.iter().enumerate() {
                way.push(index.to_string());
                if is_cursor(column) {
                    nexts.push(way.clone());
                }
                walk(column, way, lists, nexts);
                way.pop();
            }
        }
        Place::Objects(objects) => {
            let cluster = super::objects::Cluster { hint: String::new(), objects };
            for (name, values) in cluster.fields() {
                // A path is written with dots.
                if name.contains('.') {
                    continue;
                }
                way.push(name.to_owned());
                if has_word(name, NEXT) && is_cursor(&values) {
                    nexts.push(way.clone());
                }
                walk(&values, way, lists, nexts);
                way.pop();
            }
        }
        _ => {}
    }
}

/// Opaque text or a number, or null at the end. No parameter takes a URL as a cursor.
fn is_cursor(values: &[&Value]) -> bool {
    values.iter().all(|value| match &value.data {
        Data::Null | Data::Bool(false) => true,
        Data::Text(text) => !text.contains("://"),
        Data::Number(_) => literal(value).is_some(),
        _ => false,
    }) && !values.iter().all(|value| matches!(value.data, Data::Bool(_)))
}

/// The first id that every item has and that no two items share.
fn key(items: &[&Value]) -> Option<String> {
    let cluster = super::objects::Cluster { hint: String::new(), objects: items.to_vec() };
    let is_key = |values: &[&Value]| {
        let ids: BTreeSet<_> = values.iter().filter_map(|value| literal(value)).collect();
        !items.is_empty() && ids.len() == items.len()
    };
    cluster
        .fields()
        .into_iter()
        .find(|(name, values)| scalars::is_id(name) && is_key(values))
        .map(|(name, _)| name.into())
}

/// What is known of the parameter that takes the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CursorName {
    /// The caller names it.
    Given(String),
    /// All endpoints of the spec with the next cursor in the same place use it.
    Usual(String),
    /// A name that it may have.
    Guess(String),
}

/// The name of the parameter: from the request, or from the spec's other endpoints.
pub(super) fn cursor(api: &Api, paging: &Paging, given: Option<&str>, params: &[(String, String)]) -> CursorName {
    let asked = params.iter().map(|(name, _)| name.as_str()).find(|name| has_word(name, CURSOR) && !scalars_only(name));
    if let Some(name) = given.or(asked) {
        return CursorName::Given(name.to_owned());
    }
    let usual: BTreeSet<_> =
        siblings(api, paging).filter_map(|endpoint| Some(&endpoint.pages.as_ref()?.cursor)).collect();
    if let [one] = usual.iter().collect::<Vec<_>>().as_slice() {
        return CursorName::Usual((**one).clone());
    }
    let last = paging.next.last().map_or("", String::as_str);
    let stem = last.strip_prefix("next_").or(last.strip_suffix("_next")).unwrap_or(last);
    let is_name = stem.starts_with(|c: char| c.is_ascii_alphabetic());
    CursorName::Guess(if is_name { stem.to_owned() } else { "cursor".to_owned() })
}

/// Parameters that take a number of items or of a page, never a cursor of a response.
fn scalars_only(name: &str) -> bool {
    ["page", "offset", "page_size", "max_results", "max"].contains(&name.to_snake_case().as_str())
}

/// The cursors that mean the end, as in the spec's other endpoints; else the two that are usual.
pub(super) fn ends(api: &Api, paging: &Paging) -> Vec<End> {
    let of = |endpoint: &Endpoint| endpoint.pages.as_ref().map(|pages| pages.end.clone());
    siblings(api, paging).find_map(of).unwrap_or_else(|| vec![End::Null, End::Text(String::new())])
}

/// The endpoints whose next cursor is in the same place.
fn siblings<'a>(api: &'a Api, paging: &'a Paging) -> impl Iterator<Item = &'a Endpoint> {
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    endpoints.filter(|endpoint| {
        let way = |pages: &spec::Pages| pages.next.iter().map(|step| written(&step.part)).collect::<Vec<_>>();
        endpoint.pages.as_ref().is_some_and(|pages| way(pages) == paging.next)
    })
}

fn written(part: &Part) -> String {
    match part {
        Part::Index(index) => index.to_string(),
        Part::Field { wire, .. } => wire.clone(),
    }
}

fn has_word(name: &str, words: &[&str]) -> bool {
    name.to_snake_case().split('_').any(|word| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, Option<&str>)>) {
        let value = parse(text).expect("JSON");
        let found = find(&[&value]).map(|paging| (paging.items.join("."), paging.next.join("."), paging.key));
        let expected = expected.map(|(items, next, key)| (items.into(), next.into(), key.map(str::to_owned)));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn items_and_cursor_are_found_in_tuples_and_envelopes() {
        check(r#"[[{"id": 1}, {"id": 2}], "c"]"#, Some(("0", "1", Some("id"))));
        check(r#"[[{"id": 1}, {"id": 1}], null]"#, Some(("0", "1", None)));
        check(
            r#"{"response": {"users": [{"pk": "1"}]}, "next_page_id": "x"}"#,
            Some(("response.users", "next_page_id", Some("pk"))),
        );
        check(r#"{"data": [{"x": 1}], "cursors": {"after": "x"}}"#, Some(("data", "cursors.after", None)));
    }

    #[test]
    fn what_has_no_single_list_or_cursor_is_no_page() {
        check(r#"[{"id": 1}]"#, None);
        check(r#"{"users": [{"id": 1}]}"#, None);
        check(r#"{"users": [{"id": 1}], "next": "https://example.com/?page=2"}"#, None);
        check(r#"{"users": [{"id": 1}], "has_next": true}"#, None);
        check(r#"{"a": [{"id": 1}], "b": [{"id": 1}], "next": "x"}"#, None);
        check(r#"{"a": [{"id": 1}], "next": "x", "cursor": "y"}"#, None);
        check("[]", None);
        check("{}", None);
    }
}
