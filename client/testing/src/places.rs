//! Where the items of a page are in a sample: in one list, or in lists inside of others.

use hikerapi_runtime::service::Paging;
use hikerapi_runtime::values::Json;

use crate::json::{Step, at, first_step, list, object, places, replaced, steps, target, value, with};

/// The paths of the items.
fn paths(paging: &Paging) -> Vec<Vec<Step>> {
    [paging.items].iter().chain(paging.other_items).map(|path| steps(path)).collect()
}

/// The path to the list of items, where no other list is around it.
fn plain(paging: &Paging) -> Option<&'static str> {
    (!steps(paging.items).iter().any(Step::is_each) && paging.other_items.is_empty()).then_some(paging.items)
}

/// The items of a page, as a list.
pub(crate) fn items(paging: &Paging, page: &Json) -> Json {
    if let Some(path) = plain(paging) {
        return at(page, path).unwrap_or_default();
    }
    let paths = paths(paging);
    let items = paths.iter().flat_map(|path| places(page, path)).filter_map(|place| value(page, &place));
    let items: Vec<_> = items.filter(|item| !item.is_null()).map(|item| item.to_string()).collect();
    list(&items).parse().unwrap_or_default()
}

/// The page with what a function makes of each of its items.
pub(crate) fn mapped(paging: &Paging, page: &Json, map: &dyn Fn(&Json) -> String) -> String {
    if let Some(path) = plain(paging) {
        return match at(page, path) {
            Some(items) if items.as_json().starts_with('[') => {
                with(page, path, Some(&list(&items.items().iter().map(map).collect::<Vec<_>>())))
            }
            Some(other) => with(page, path, Some(&map(&other))),
            None => page.to_string(),
        };
    }
    let mut mapped = page.clone();
    for place in paths(paging).iter().flat_map(|path| places(page, path)) {
        let Some(item) = value(page, &place).filter(|item| !item.is_null()) else { continue };
        mapped =
            replaced(Some(&mapped), &place, Some(&map(&item))).and_then(|json| json.parse().ok()).unwrap_or(mapped);
    }
    mapped.to_string()
}

/// The page with other items: all are in the first place that has one, each in an element as that one, and what is around them
/// stays.
pub(crate) fn with_items(paging: &Paging, page: &Json, items: &[String]) -> String {
    if let Some(path) = plain(paging) {
        return with(page, path, Some(&list(items)));
    }
    let paths = paths(paging);
    let has_item = |path: &&Vec<Step>| places(page, path).iter().any(|place| is_item(page, place));
    let Some(path) = paths.iter().find(has_item).or(paths.first()) else { return page.to_string() };
    let first = target(Some(page), path);
    let Some(last) = path.iter().rposition(Step::is_each) else { return page.to_string() };
    let element = value(page, &first[..=last]).unwrap_or_default();
    let rest = &path[last + 1..];
    let place = target(Some(&element), rest);
    let made = items.iter().map(|item| replaced(Some(&element), &place, Some(item)).unwrap_or_default());
    let made: Vec<_> = made.collect();
    let cleared = paths.iter().fold(page.clone(), |page, path| {
        let json = without(&page, path, is_shared(path, &paths));
        json.parse().unwrap_or(page)
    });
    let around = value(&cleared, &first[..last]).unwrap_or_default();
    let filled = match &first[last] {
        Step::Index(index) => {
            let mut all: Vec<_> = around.items().iter().map(Json::to_string).collect();
            let index = (*index).min(all.len());
            all.splice(index..index, made);
            list(&all)
        }
        _ => {
            let others = around.fields().into_iter().map(|(name, value)| (name, value.to_string()));
            let made = made.into_iter().enumerate().map(|(index, item)| (format!("key{index:09}"), item));
            object(&others.chain(made).collect::<Vec<_>>())
        }
    };
    replaced(Some(&cleared), &first[..last], Some(&filled)).unwrap_or_default()
}

fn is_item(page: &Json, place: &[Step]) -> bool {
    value(page, place).is_some_and(|item| !item.is_null())
}

/// Whether the elements around these items have lists of other items.
fn is_shared(path: &[Step], paths: &[Vec<Step>]) -> bool {
    let Some(last) = path.iter().rposition(Step::is_each) else { return false };
    let element = &path[..=last];
    let goes_on = |other: &&Vec<Step>| other.starts_with(element) && other[last + 1..].iter().any(Step::is_each);
    paths.iter().filter(|other| *other != path).any(|other| goes_on(&other))
}

/// The JSON without its items: without the elements that contain nothing else.
fn without(json: &Json, path: &[Step], is_shared: bool) -> String {
    let Some((step, rest)) = first_step(json, path) else { return json.to_string() };
    let is_last = !rest.iter().any(Step::is_each);
    let has_item = |part: &Json| places(part, rest).iter().any(|place| is_item(part, place));
    let cleared = |part: &Json| -> Option<String> {
        match is_last && step.is_each() && has_item(part) {
            true if is_shared => replaced(Some(part), &target(Some(part), rest), None),
            true => None,
            false if is_last && step.is_each() => Some(part.to_string()),
            false => Some(without(part, rest, is_shared)),
        }
    };
    match &step {
        Step::Each => list(&json.items().iter().filter_map(cleared).collect::<Vec<_>>()),
        Step::Value => {
            let fields = json.fields().into_iter();
            object(&fields.filter_map(|(name, part)| Some((name, cleared(&part)?))).collect::<Vec<_>>())
        }
        Step::Field(_) | Step::Index(_) => match value(json, std::slice::from_ref(&step)) {
            Some(part) if !part.is_null() => {
                let part = without(&part, rest, is_shared);
                replaced(Some(json), std::slice::from_ref(&step), Some(&part)).unwrap_or_default()
            }
            _ => json.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(places: &'static [&'static str], page: &str, made: &[&str], expected: &str) {
        let paging = Paging { items: places[0], other_items: &places[1..], ..Paging::DEFAULT };
        let page: Json = page.parse().expect("JSON");
        let made: Vec<_> = made.iter().map(|item| (*item).to_owned()).collect();
        let with = with_items(&paging, &page, &made);
        assert_eq!(with, expected, "{places:?}");
        let now = items(&paging, &with.parse().expect("JSON"));
        assert_eq!(now.to_string(), list(&made), "{places:?}");
    }

    #[test]
    fn items_are_where_the_first_one_was() {
        check(&["$.items"], r#"{"items":[1,2],"x":1}"#, &["3"], r#"{"items":[3],"x":1}"#);
        check(
            &["$.s[*].a[*].m", "$.s[*].b[*].m"],
            r#"{"s":[{"b":[{"x":1}]},{"a":[{"m":1,"k":"v"},{"m":2}]},{"a":[{"m":3}],"b":[{"m":4}]}],"n":1}"#,
            &["7", "8"],
            r#"{"s":[{"b":[{"x":1}]},{"a":[{"m":7,"k":"v"},{"m":8,"k":"v"}]},{"a":[],"b":[]}],"n":1}"#,
        );
        check(&["$.s[*].a[*].m"], r#"{"s":[{"a":[{"m":1}]},{"n":2}]}"#, &[], r#"{"s":[{"a":[]},{"n":2}]}"#);
        // What leads on is in an element beside those of the items.
        check(
            &["$[*].user"],
            r#"[{"label":1},{"user":1},{"next":"x"},{"user":2}]"#,
            &["5", "6"],
            r#"[{"label":1},{"user":5},{"user":6},{"next":"x"}]"#,
        );
    }

    #[test]
    fn places_are_made_where_there_is_none() {
        check(&["$.s[*].a[*].m"], "null", &["7"], r#"{"s":[{"a":[{"m":7}]}]}"#);
        check(&["$.s[*].a[*].m"], r#"{"s":[{"n":1},{"a":null}]}"#, &["7"], r#"{"s":[{"n":1},{"a":[{"m":7}]}]}"#);
        check(&["$.*.a[*]", "$.*.b"], r#"{"x":{"a":[1],"b":2}}"#, &["7"], r#"{"x":{"a":[7]}}"#);
        check(&["$.*.a[*]", "$.*.b.c"], r#"{"x":{"a":[1],"b.c":2}}"#, &["7"], r#"{"x":{"a":[7]}}"#);
        check(&["$.*.b"], r#"{"x":{"b":2},"y":{}}"#, &["7"], r#"{"y":{},"key000000000":{"b":7}}"#);
    }

    #[test]
    fn each_item_is_changed_in_its_place() {
        let paging = Paging { items: "$[*].m", ..Paging::DEFAULT };
        let page: Json = r#"[{"m":1},{"n":1},{"m":null},{"m":2}]"#.parse().expect("JSON");
        let changed = mapped(&paging, &page, &|item| format!("{item}0"));
        assert_eq!(changed, r#"[{"m":10},{"n":1},{"m":null},{"m":20}]"#);
    }
}
