//! Parts of JSON, found and replaced in its text: the rest stays as the sample has it.

use hikerapi_runtime::values::Json;
use serde::Serialize;

/// A step of a path such as `$[0].rows[*].next`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    Index(usize),
    /// To each element of a list.
    Each,
    /// To each value of an object.
    Value,
}

impl Step {
    pub(crate) fn is_each(&self) -> bool {
        matches!(self, Self::Each | Self::Value)
    }
}

pub(crate) fn steps(path: &str) -> Vec<Step> {
    let path = path.strip_prefix('$').unwrap_or(path);
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    let step = |part: &str| match (part, part.strip_suffix(']').and_then(|index| index.parse().ok())) {
        ("*]", _) => Step::Each,
        ("*", _) => Step::Value,
        (_, Some(index)) => Step::Index(index),
        (name, None) => Step::Field(name.to_owned()),
    };
    parts.map(step).collect()
}

/// The value at a path; the first that is not null, where it leads to many.
pub(crate) fn at(json: &Json, path: &str) -> Option<Json> {
    let mut found: Vec<_> = places(json, &steps(path)).iter().filter_map(|place| value(json, place)).collect();
    let first = found.iter().position(|value| !value.is_null()).unwrap_or_default();
    (first < found.len()).then(|| found.swap_remove(first))
}

/// The value at a place.
pub(crate) fn value(json: &Json, place: &[Step]) -> Option<Json> {
    place.iter().try_fold(json.clone(), |json, step| match step {
        Step::Field(name) => json.get(name),
        Step::Index(index) => json.at(*index),
        Step::Each | Step::Value => None,
    })
}

/// The places that a path leads to, without wildcards. A value there may be null.
pub(crate) fn places(json: &Json, steps: &[Step]) -> Vec<Vec<Step>> {
    let Some((step, rest)) = first_step(json, steps) else { return vec![Vec::new()] };
    let inside = |step: Step, json: Option<Json>| -> Vec<Vec<Step>> {
        let inner = json.map(|json| places(&json, rest)).unwrap_or_default();
        inner.into_iter().map(|place| [step.clone()].into_iter().chain(place).collect()).collect()
    };
    match &step {
        Step::Field(name) => inside(step.clone(), json.get(name)),
        Step::Index(index) => inside(step.clone(), json.at(*index)),
        Step::Each | Step::Value => parts(json, &step).flat_map(|(step, json)| inside(step, Some(json))).collect(),
    }
}

/// The first step of a path, and the rest. A name has a dot in it where no shorter one is that of a field.
pub(crate) fn first_step<'s>(json: &Json, steps: &'s [Step]) -> Option<(Step, &'s [Step])> {
    let (step, rest) = steps.split_first()?;
    let Step::Field(name) = step else { return Some((step.clone(), rest)) };
    let mut name = name.clone();
    let mut after = rest;
    while json.get(&name).is_none() {
        let Some((Step::Field(next), others)) = after.split_first() else { return Some((step.clone(), rest)) };
        name = format!("{name}.{next}");
        after = others;
    }
    Some((Step::Field(name), after))
}

/// The elements of a list or the values of an object, each with its step.
fn parts(json: &Json, step: &Step) -> impl Iterator<Item = (Step, Json)> {
    let items = if *step == Step::Each { json.items() } else { Vec::new() };
    let fields = if *step == Step::Value { json.fields() } else { Vec::new() };
    let items = items.into_iter().enumerate().map(|(index, json)| (Step::Index(index), json));
    items.chain(fields.into_iter().map(|(name, json)| (Step::Field(name), json)))
}

/// The first place that a path leads to; where there is none, the place where most of what leads there is.
pub(crate) fn target(json: Option<&Json>, steps: &[Step]) -> Vec<Step> {
    nearest(json, steps).1
}

/// The place, and how near a value at it is: what is there counts more than what is null.
fn nearest(json: Option<&Json>, steps: &[Step]) -> (usize, Vec<Step>) {
    let nearness = match json {
        None => 0,
        Some(json) if json.is_null() => 1,
        Some(_) => 2,
    };
    let Some((step, rest)) = first_step(json.unwrap_or(&Json::default()), steps) else { return (nearness, Vec::new()) };
    let inside = |step: Step, json: Option<&Json>| {
        let (inner, place) = nearest(json, rest);
        (nearness + inner, [step].into_iter().chain(place).collect::<Vec<_>>())
    };
    match &step {
        Step::Field(name) => inside(step.clone(), json.and_then(|json| json.get(name)).as_ref()),
        Step::Index(index) => inside(step.clone(), json.and_then(|json| json.at(*index)).as_ref()),
        Step::Each | Step::Value => {
            let parts = json.into_iter().flat_map(|json| parts(json, &step));
            let found = parts.map(|(step, json)| inside(step, Some(&json)));
            let first = if step == Step::Each { Step::Index(0) } else { Step::Field("key".to_owned()) };
            // Of several that are as near, the first.
            found.reduce(|one, other| if other.0 > one.0 { other } else { one }).unwrap_or_else(|| inside(first, None))
        }
    }
}

/// The JSON with another value at a path; without it where that is `None`. What leads to the value is added where it is missing.
/// Where the path leads to many, the first has the value; all have it, where it is null or `None`.
pub(crate) fn with(json: &Json, path: &str, value: Option<&str>) -> String {
    let steps = steps(path);
    if !steps.iter().any(Step::is_each) {
        return replaced(Some(json), &target(Some(json), &steps), value).unwrap_or_default();
    }
    let is_missing = value.is_none_or(|value| value == "null");
    let mut all = if is_missing { places(json, &steps) } else { Vec::new() };
    if all.is_empty() && value.is_some() {
        all.push(target(Some(json), &steps));
    }
    // Backwards, since a list ends before a value that is removed.
    let whole = all.into_iter().rev().fold(json.clone(), |whole, place| {
        replaced(Some(&whole), &place, value).and_then(|json| json.parse().ok()).unwrap_or(whole)
    });
    whole.to_string()
}

/// The JSON with another value at a place.
pub(crate) fn replaced(json: Option<&Json>, place: &[Step], value: Option<&str>) -> Option<String> {
    let Some((step, rest)) = place.split_first() else { return value.map(str::to_owned) };
    match step {
        Step::Field(name) => {
            let mut fields = json.map(fields).unwrap_or_default();
            let place = fields.iter().position(|(known, _)| known == name);
            let inner = json.and_then(|json| json.get(name));
            match (place, replaced(inner.as_ref(), rest, value)) {
                (Some(place), Some(new)) => fields[place].1 = new,
                (Some(place), None) => drop(fields.remove(place)),
                (None, Some(new)) => fields.push((name.clone(), new)),
                (None, None) => {}
            }
            Some(object(&fields))
        }
        Step::Index(index) => {
            let mut items: Vec<String> =
                json.map(Json::items).unwrap_or_default().iter().map(Json::to_string).collect();
            let inner = json.and_then(|json| json.at(*index));
            match replaced(inner.as_ref(), rest, value) {
                // A list ends before the value: only the last one can be absent.
                None => items.truncate(*index),
                Some(new) => {
                    items.resize(items.len().max(index + 1), "null".to_owned());
                    items[*index] = new;
                }
            }
            Some(list(&items))
        }
        Step::Each | Step::Value => json.map(Json::to_string),
    }
}

/// The fields of an object, as names and JSON.
pub(crate) fn fields(json: &Json) -> Vec<(String, String)> {
    json.fields().into_iter().map(|(name, value)| (name, value.to_string())).collect()
}

/// An object of these fields.
pub(crate) fn object<V: AsRef<str>>(fields: &[(String, V)]) -> String {
    let fields = fields.iter().map(|(name, value)| format!("{}:{}", text(name), value.as_ref()));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

/// A list of these items.
pub(crate) fn list<V: AsRef<str>>(items: &[V]) -> String {
    format!("[{}]", items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(","))
}

/// A text with its quotes and escapes.
pub(crate) fn text(text: &str) -> String {
    json_of(text)
}

/// A value as JSON.
///
/// # Panics
/// Where it cannot be written.
#[track_caller]
pub(crate) fn json_of(value: &(impl Serialize + ?Sized)) -> String {
    match serde_json::to_string(value) {
        Ok(json) => json,
        Err(error) => panic!("the value cannot be written as JSON: {error}"),
    }
}

/// Whether it is an object, a list, a text, a number or a word, by its first byte.
pub(crate) fn first(json: &Json) -> u8 {
    json.as_json().bytes().next().unwrap_or_default()
}

/// Whether a text is digits alone.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, path: &str, value: Option<&str>, expected: &str) {
        let json: Json = json.parse().expect("JSON");
        assert_eq!(with(&json, path, value), expected, "{path} in {json}");
    }

    #[test]
    fn a_value_is_replaced_added_or_removed() {
        check(r#"[[1, 2],"a"]"#, "$[1]", Some("null"), "[[1, 2],null]");
        check(r#"[[1],"a"]"#, "$[1]", None, "[[1]]");
        check("[[1]]", "$[1]", Some("7"), "[[1],7]");
        check(r#"{"a":{"b":[1]},"c":1.50}"#, "$.a.b", Some("[]"), r#"{"a":{"b":[]},"c":1.50}"#);
        check(r#"{"a":null}"#, "$.a.next", Some("1"), r#"{"a":{"next":1}}"#);
        check(r#"{"a":1,"next":2}"#, "$.next", None, r#"{"a":1}"#);
        check("[1]", "$", Some("[2]"), "[2]");
        check(
            r#"[{"x":1},{"n":null},{"n":5},{"n":6}]"#,
            "$[*].n",
            Some("7"),
            r#"[{"x":1},{"n":null},{"n":7},{"n":6}]"#,
        );
        check(r#"[{"x":1},{"n":5},{"n":6}]"#, "$[*].n", Some("null"), r#"[{"x":1},{"n":null},{"n":null}]"#);
        check(r#"[{"x":1},{"n":5}]"#, "$[*].n", None, r#"[{"x":1},{}]"#);
        check(r#"[{"x":1},{"p":{}}]"#, "$[*].p.n", Some("7"), r#"[{"x":1},{"p":{"n":7}}]"#);
        check(r#"[{"x":1},{"p":{}}]"#, "$[*].p.n", None, r#"[{"x":1},{"p":{}}]"#);
        check(r#"{"a.b":{"c":7}}"#, "$.a.b.c", Some("8"), r#"{"a.b":{"c":8}}"#);
        check("null", "$.a[*].b.*", Some("7"), r#"{"a":[{"b":{"key":7}}]}"#);
        check(r#"{"a\"b":1}"#, "$.c", Some("2"), r#"{"a\"b":1,"c":2}"#);
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let json: Json = r#"{"a.b":{"c":7},"a":{"c":8}}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$.a.c").map(|found| found.to_string()).as_deref(), Some("8"));
        let json: Json = r#"{"a.b":{"c":7}}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$.a.b.c").map(|found| found.to_string()).as_deref(), Some("7"));
        let json: Json = r#"{"a":[{"b":7}]}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$.a[0].b").map(|found| found.to_string()).as_deref(), Some("7"));
        assert!(at(&json, "$.a[1]").is_none());
        let json: Json = r#"{"a":[{"b":null},{},{"b":7},{"b":8}],"c":{"x":1,"y":2}}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$.a[*].b").map(|found| found.to_string()).as_deref(), Some("7"));
        assert_eq!(at(&json, "$.c.*").map(|found| found.to_string()).as_deref(), Some("1"));
        assert!(at(&json, "$.a[*].c").is_none() && at(&json, "$.a.*").is_none());
        let json: Json = r#"{"a":[{"b":7}]}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$"), Some(json));
    }
}
