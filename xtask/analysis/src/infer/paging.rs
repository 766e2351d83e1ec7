//! How a page leads to the next: where in the response the items and the next cursor are.

use std::cmp::Reverse;

use super::candidates::{EACH, List, Way, candidates, key, values_at};
use crate::json::{Data, Value};

/// A response that is one page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paging {
    /// The paths to the items: `0`, `response.users`, `rows[].posts`; several where they are in several places.
    pub(super) items: Vec<Way>,
    /// The path to the next cursor.
    pub(super) next: Way,
    /// The path to a flag that is false on the last page.
    pub(super) more: Option<Way>,
    /// The field that tells items apart.
    pub(super) key: Option<String>,
    /// What is not certain.
    pub(super) question: Option<String>,
}

/// What the responses show about pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Pages(Paging),
    /// They look like pages, but several things can be the items or the cursor: the question.
    Unclear(String),
    /// No list, or no cursor.
    Nothing,
}

impl Found {
    pub(super) fn paging(&self) -> Option<&Paging> {
        if let Self::Pages(paging) = self { Some(paging) } else { None }
    }
}

/// Looks for a list of items and a cursor beside it. `cursor` is the name of the parameter, where the caller gives it.
pub(super) fn find(responses: &[&Value], cursor: Option<&str>) -> Found {
    // The language has no path into a response that may be null.
    if responses.iter().any(|response| response.is_null()) {
        return Found::Nothing;
    }
    let found = candidates(responses, cursor);
    let mut pairs: Vec<_> =
        found.lists.iter().flat_map(|list| found.nexts.iter().map(move |next| (list, next))).collect();
    // The list nearest to a cursor; of several the one that the cursor is named after, then one whose items differ, then the
    // longest; and of its cursors the one nearest to the top.
    let rank = |(list, next): &(&List<'_>, &Way)| {
        let differ = !is_named_after(next, list) && key(&list.items).is_none();
        let is_empty = !values_at(responses, next).iter().any(|value| is_filled(value));
        (
            distance(list.way(), next),
            !is_named_after(next, list),
            is_empty,
            differ,
            Reverse(list.items.len()),
            next.len(),
        )
    };
    pairs.sort_by_key(rank);
    let Some((list, next)) = pairs.first().copied() else { return Found::Nothing };
    let is_alone = pairs.get(1).is_none_or(|second| rank(second) != rank(&(list, next)));
    let has_key = key(&list.items).is_some();
    let is_longest = found.lists.iter().all(|other| {
        let is_less = other.items.len() <= list.items.len() || (has_key && key(&other.items).is_none());
        is_less || is_named_after(next, list)
    });
    if is_alone && is_longest && are_near(list.way(), next) {
        let (more, question) = more(responses, &found.mores, next);
        let (items, key) = (list.ways.clone(), key(&list.items));
        return Found::Pages(Paging { items, next: next.clone(), more, key, question });
    }
    let lists = named(found.lists.iter().flat_map(|list| &list.ways));
    let nexts = named(found.nexts.iter());
    Found::Unclear(format!(
        "question: it looks like one page of a list; are its items {lists}, and is the next cursor {nexts}? Then it has \
         `pages: {{ items: .., next: .., cursor: PARAM }}`"
    ))
}

/// Whether a cursor has the name of a list: `items_cursor` beside `items`.
fn is_named_after(next: &[String], list: &List<'_>) -> bool {
    let Some(next) = next.last() else { return false };
    let inside = |way: &Way| {
        way.iter().any(|step| next.strip_prefix(step.trim_end_matches(EACH)).is_some_and(|rest| rest.starts_with('_')))
    };
    list.ways.iter().any(inside)
}

/// The flag nearest to the cursor that agrees with it: one that is false beside a cursor means something else. Of several, none, and
/// a question.
fn more(responses: &[&Value], mores: &[Way], next: &[String]) -> (Option<Way>, Option<String>) {
    let agrees = |way: &&Way| {
        responses.iter().all(|response| {
            let has_next = values_at(&[*response], next).iter().any(|value| is_filled(value));
            let flags = values_at(&[*response], way);
            !has_next || flags.is_empty() || flags.iter().any(|flag| matches!(flag.data, Data::Bool(true)))
        })
    };
    let mut found: Vec<_> = mores.iter().filter(agrees).collect();
    found.sort_by_key(|way| distance(next, way));
    match found.as_slice() {
        [one, other, ..] if distance(next, one) == distance(next, other) => {
            let nearest = found.iter().filter(|way| distance(next, way) == distance(next, one)).copied();
            let question =
                format!("question: which flag is false on the last page, {}? Write it as `more:`.", named(nearest));
            (None, Some(question))
        }
        [one, ..] => (Some((*one).clone()), None),
        [] => (None, None),
    }
}

fn is_filled(value: &Value) -> bool {
    match &value.data {
        Data::Null | Data::Bool(_) => false,
        Data::Text(text) => !text.is_empty(),
        _ => true,
    }
}

/// `` `users` or `related.items` ``.
fn named<'w>(ways: impl Iterator<Item = &'w Way>) -> String {
    const MOST: usize = 6;
    let mut all: Vec<_> = ways.map(|way| format!("`{}`", way.join("."))).collect();
    if all.len() > MOST {
        let more = format!("{} others", all.len() - MOST);
        all.truncate(MOST);
        all.push(more);
    }
    all.join(" or ")
}

/// The number of objects between what contains the items and what contains the cursor.
fn distance(items: &[String], next: &[String]) -> usize {
    let (up, down) = steps(items, next);
    up + down
}

/// Whether the two belong together: an envelope apart, the cursor in one or two that are beside the items, or both in the elements
/// of one list.
fn are_near(items: &[String], next: &[String]) -> bool {
    let are_in_one_list = items.iter().zip(next).take_while(|(a, b)| a == b).any(|(step, _)| step.ends_with(EACH));
    matches!(steps(items, next), (0, 0..=2) | (1, 0)) || (are_in_one_list && distance(items, next) <= 3)
}

/// From the object with the items up to the one that contains both, and down to the one with the cursor. Items in lists are in
/// the object with the first of these that the cursor is not in.
fn steps(items: &[String], next: &[String]) -> (usize, usize) {
    let common = items.iter().zip(next).take_while(|(a, b)| a == b).count();
    let list = items.iter().skip(common).position(|step| step.ends_with(EACH)).map(|list| common + list);
    let items = list.unwrap_or(items.len().saturating_sub(1));
    let next = next.len().saturating_sub(1);
    let common = common.min(items).min(next);
    (items - common, next - common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn check(text: &str, expected: (&str, &str, Option<&str>)) {
        check_with(text, None, expected);
    }

    #[track_caller]
    fn check_with(text: &str, cursor: Option<&str>, (items, next, key): (&str, &str, Option<&str>)) {
        let value = parse(text).expect("JSON");
        let Found::Pages(found) = find(&[&value], cursor) else { panic!("{text}: {:?}", find(&[&value], cursor)) };
        let places: Vec<_> = found.items.iter().map(|way| way.join(".")).collect();
        let found = (places.join(" "), found.next.join("."), found.key);
        assert_eq!(found, (items.to_owned(), next.to_owned(), key.map(str::to_owned)), "{text}");
    }

    #[test]
    fn items_and_cursor_are_found_in_tuples_and_envelopes() {
        check(r#"[[{"id": 1}, {"id": 2}], "c"]"#, ("0", "1", Some("id")));
        check(r#"[[{"id": 1}, {"id": 1}], null]"#, ("0", "1", None));
        check(
            r#"{"response": {"users": [{"pk": "1"}]}, "next_page_id": "x"}"#,
            ("response.users", "next_page_id", Some("pk")),
        );
        check(r#"{"data": [{"x": 1}], "cursors": {"after": "x"}}"#, ("data", "cursors.after", None));
        check(r#"{"data": [{"x": 1}], "paging": {"cursors": {"after": "x"}}}"#, ("data", "paging.cursors.after", None));
        check(r#"{"users": [{"x": 1}], "page_token": "x", "csrf_token": "y"}"#, ("users", "page_token", None));
    }

    #[test]
    fn depth_is_no_limit() {
        check(
            r#"{"data": {"user": {"edge_followers": {"edges": [{"node": 1}], "page_info": {"end_cursor": "x"}}}}}"#,
            ("data.user.edge_followers.edges", "data.user.edge_followers.page_info.end_cursor", None),
        );
    }

    #[test]
    fn items_in_lists_of_lists_are_found_in_all_their_places() {
        let media = |id: u32| format!(r#"{{"media": {{"pk": "{id}", "code": "c", "user": {{"pk": "9"}}}}}}"#);
        let text = format!(
            r#"{{"response": {{"sections": [
                {{"layout_type": "a", "layout_content": {{"medias": [{}, {}]}}}},
                {{"layout_type": "b", "layout_content": {{"fill_items": [{}], "clips": {{"items": [{}], "max_id": "", "more_available": true}}}}}}
            ], "more_available": true}}, "next_page_id": "x"}}"#,
            media(1),
            media(2),
            media(3),
            media(4)
        );
        let content = "response.sections[].layout_content";
        let items = format!("{content}.medias[].media {content}.fill_items[].media {content}.clips.items[].media");
        check(&text, (&items, "next_page_id", Some("pk")));
    }

    #[test]
    fn items_and_cursor_can_be_in_elements_of_one_list() {
        check(
            r#"{"stream_rows": [
                {"data": {"__typename": "Query", "1$clips(data:$data)": {"items": [{"id": "1", "x": 1}, {"id": "2", "x": 2}]}}},
                {"label": "b", "data": {"__typename": "Query", "paging_info": {"max_id": "m", "more_available": true}}}
            ]}"#,
            ("stream_rows[].data.1$clips(data:$data).items", "stream_rows[].data.paging_info.max_id", Some("id")),
        );
        check(
            r#"{"edges": [{"node": {"id": "1"}, "cursor": "a"}, {"node": {"id": "2"}, "cursor": "b"}], "page_info": {"end_cursor": "b"}}"#,
            ("edges[].node", "page_info.end_cursor", Some("id")),
        );
        // Comments have no id here, and the users in them are no items.
        check(
            r#"{"comments": [{"text": "a", "user": {"pk": 1}}, {"text": "b", "user": {"pk": 2}}], "next": "x"}"#,
            ("comments", "next", None),
        );
    }

    #[test]
    fn a_field_that_is_called_as_the_parameter_is_the_next_cursor() {
        let text = r#"{"users": [{"pk": "1"}], "after": "x", "rank": "e1", "has_more": true}"#;
        check(text, ("users", "after", Some("pk")));
        check_with(text, Some("rank"), ("users", "rank", Some("pk")));
        check_with(r#"{"users": [{"pk": "1"}], "next_rank": 17}"#, Some("rank"), ("users", "next_rank", Some("pk")));
    }

    #[test]
    fn the_list_beside_the_cursor_is_nearer_than_one_in_another_object() {
        check(
            r#"{"ads": {"list": [{"id": 1}]}, "feed": {"list": [{"id": 1}], "next": "x"}}"#,
            ("feed.list", "feed.next", Some("id")),
        );
    }

    #[track_caller]
    fn check_question(text: &str, parts: &[&str]) {
        let value = parse(text).expect("JSON");
        let Found::Unclear(question) = find(&[&value], None) else { panic!("{text}: {:?}", find(&[&value], None)) };
        for part in parts {
            assert!(question.contains(part), "no {part} in {question}");
        }
    }

    #[test]
    fn what_is_not_certain_is_a_question() {
        check_question(
            r#"{"a": [{"id": 1}], "b": [{"id": 1}], "next": "x"}"#,
            &["`a` or `b`", "is the next cursor `next`"],
        );
        check_question(
            r#"{"a": [{"id": 1}], "next": "x", "cursor": "y"}"#,
            &["are its items `a`,", "`next` or `cursor`"],
        );
        // The list beside the cursor is shorter than another one.
        check_question(
            r#"{"facets": [{"id": 1}], "next": "x", "found": {"users": [{"id": 1}, {"id": 2}]}}"#,
            &["`facets` or `found.users`"],
        );
        // Nothing contains both but the response.
        check_question(
            r#"{"meta": {"next": "x"}, "media": {"comments": {"list": [{"id": 1}]}}}"#,
            &["`media.comments.list`", "`meta.next`"],
        );
    }

    #[test]
    fn what_has_no_list_or_cursor_is_no_page() {
        for text in [
            r#"[{"id": 1}]"#,
            r#"{"users": [{"id": 1}]}"#,
            r#"{"users": [{"id": 1}], "next": "https://example.com/?page=2"}"#,
            r#"{"users": [{"id": 1}], "has_next": true}"#,
            "[]",
            "{}",
        ] {
            let value = parse(text).expect("JSON");
            assert_eq!(find(&[&value], None), Found::Nothing, "{text}");
        }
    }
}
