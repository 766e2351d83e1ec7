//! JSON that does not match its spec, made from JSON that does.

use hikerapi_runtime::service::Operation;
use hikerapi_runtime::values::Json;

use crate::fault::Fault;
use crate::json::{at, fields, first, list, object, with};
use crate::places;

/// The body with the values of a fault in every item: of a page, of a list, or in the object that it is. Other faults and
/// bodies that are not JSON leave it as it is.
pub(crate) fn mutated(fault: &Fault, operation: Option<&Operation>, body: &str) -> Option<String> {
    let mutate: fn(&Json, Option<&str>) -> String = match fault {
        Fault::WrongTypes => wrong_types,
        Fault::WrongIds => wrong_ids,
        Fault::Nulls => nulls,
        Fault::NewFields => new_fields,
        _ => return None,
    };
    let json: Json = body.parse().ok()?;
    let paging = operation.and_then(|operation| operation.paging);
    Some(match paging {
        Some(paging) => places::mapped(paging, &json, &|item| mutate(item, paging.key)),
        None if first(&json) == b'[' => list(&json.items().iter().map(|item| mutate(item, None)).collect::<Vec<_>>()),
        None => mutate(&json, None),
    })
}

/// Changes every field of an object but its id: the field that the spec names, or the first one.
fn change(item: &Json, key: Option<&str>, change: fn(&str) -> String) -> String {
    let mut fields = fields(item);
    let key = key.and_then(|key| key.strip_prefix("$."));
    let id = fields.iter().position(|(name, _)| Some(name.as_str()) == key).unwrap_or(0);
    for (_, value) in fields.iter_mut().enumerate().filter(|(place, _)| *place != id).map(|(_, field)| field) {
        *value = change(value);
    }
    object(&fields)
}

fn wrong_types(item: &Json, key: Option<&str>) -> String {
    let wrong = |value: &str| match value.bytes().next() {
        Some(b'"' | b'[') => format!("{{\"x\":{value}}}"),
        Some(b't' | b'f') => "\"no\"".to_owned(),
        Some(b'n') => value.to_owned(),
        _ => format!("[{value}]"),
    };
    if first(item) == b'{' { change(item, key, wrong) } else { wrong(item.as_json()) }
}

fn nulls(item: &Json, key: Option<&str>) -> String {
    if first(item) == b'{' { change(item, key, |_| "null".to_owned()) } else { "null".to_owned() }
}

fn wrong_ids(item: &Json, key: Option<&str>) -> String {
    let is_object = first(item) == b'{';
    let first_field = || Some(format!("$.{}", item.fields().first()?.0));
    let named = key.filter(|key| at(item, key).is_some()).map(str::to_owned).or_else(first_field);
    let wrong = |value: &str| format!("{{\"was\":{value}}}");
    match named.filter(|_| is_object) {
        Some(path) => with(item, &path, Some(&wrong(at(item, &path).unwrap_or_default().as_json()))),
        None => wrong(item.as_json()),
    }
}

fn new_fields(item: &Json, _key: Option<&str>) -> String {
    if first(item) != b'{' {
        return item.to_string();
    }
    let new = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut all = vec![new("new", r#"{"deep":[1,{}]}"#)];
    all.extend(fields(item));
    all.push(new("newer", "1.5"));
    object(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fault: &Fault, body: &str, expected: &str) {
        assert_eq!(mutated(fault, None, body).as_deref(), Some(expected));
    }

    #[test]
    fn values_change_and_the_id_stays() {
        let body = r#"{"id":7,"name":"x","open":true,"none":null,"list":[1]}"#;
        check(&Fault::WrongTypes, body, r#"{"id":7,"name":{"x":"x"},"open":"no","none":null,"list":{"x":[1]}}"#);
        check(&Fault::Nulls, body, r#"{"id":7,"name":null,"open":null,"none":null,"list":null}"#);
        check(&Fault::WrongIds, r#"[{"id":7,"x":1},{"id":8}]"#, r#"[{"id":{"was":7},"x":1},{"id":{"was":8}}]"#);
        check(&Fault::NewFields, r#"{"id":7}"#, r#"{"new":{"deep":[1,{}]},"id":7,"newer":1.5}"#);
        check(&Fault::Nulls, r#"["a","b"]"#, "[null,null]");
    }

    #[test]
    fn other_faults_and_bodies_are_left_as_they_are() {
        assert_eq!(mutated(&Fault::Reset, None, "{}"), None);
        assert_eq!(mutated(&Fault::Nulls, None, "<html>"), None);
    }
}
