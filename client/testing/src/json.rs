//! Parts of JSON, found and replaced in its text: the rest stays as the sample has it.

use hikerapi_runtime::values::Json;
use serde::Serialize;

/// A step of a path such as `$[0].next`.
enum Step<'a> {
    Field(&'a str),
    Index(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let path = path.strip_prefix('$').unwrap_or(path);
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    let step = |part: &'_ str| part.strip_suffix(']').and_then(|index| index.parse().ok());
    parts.map(|part| step(part).map_or(Step::Field(part), Step::Index)).collect()
}

/// The value at a path.
pub(crate) fn at(json: &Json, path: &str) -> Option<Json> {
    steps(path).iter().try_fold(json.clone(), |json, step| match step {
        Step::Field(name) => json.get(name),
        Step::Index(index) => json.at(*index),
    })
}

/// The JSON with another value at a path; without it where that is `None`. What leads to the value is added where it is missing.
pub(crate) fn with(json: &Json, path: &str, value: Option<&str>) -> String {
    replaced(Some(json), &steps(path), value).unwrap_or_default()
}

fn replaced(json: Option<&Json>, steps: &[Step<'_>], value: Option<&str>) -> Option<String> {
    let Some((step, rest)) = steps.split_first() else { return value.map(str::to_owned) };
    match step {
        Step::Field(name) => {
            let mut fields = json.map(fields).unwrap_or_default();
            let place = fields.iter().position(|(known, _)| known == name);
            let inner = json.and_then(|json| json.get(name));
            match (place, replaced(inner.as_ref(), rest, value)) {
                (Some(place), Some(new)) => fields[place].1 = new,
                (Some(place), None) => drop(fields.remove(place)),
                (None, Some(new)) => fields.push(((*name).to_owned(), new)),
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
        check(r#"{"a\"b":1}"#, "$.c", Some("2"), r#"{"a\"b":1,"c":2}"#);
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let json: Json = r#"{"a":[{"b":7}]}"#.parse().expect("JSON");
        assert_eq!(at(&json, "$.a[0].b").map(|found| found.to_string()).as_deref(), Some("7"));
        assert!(at(&json, "$.a[1]").is_none());
        assert_eq!(at(&json, "$"), Some(json));
    }
}
