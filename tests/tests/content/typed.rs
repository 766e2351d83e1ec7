//! Coverage of the spec: every scalar of the fixtures is in a typed field, but those of the fields that are listed here.

use std::collections::{BTreeMap, BTreeSet};

use hikerapi_tests::fixtures;
use serde_json::Value;
use spec::{Api, Endpoint, Group, Members, Scalar, Type};

#[derive(Default)]
struct Count {
    typed: usize,
    free: Vec<String>,
    /// What the fields of type `json` have, by type and field.
    json: BTreeMap<String, BTreeSet<&'static str>>,
}

fn walk(api: &Api, ty: &Type, value: &Value, path: &str, count: &mut Count) {
    match (ty, value) {
        (Type::Nullable(inner), value) => walk(api, inner, value, path, count),
        (Type::Scalar(Scalar::Json), value) => free(value, path, count),
        (Type::List(item), Value::Array(items)) => {
            items.iter().for_each(|value| walk(api, item, value, &format!("{path}[]"), count));
        }
        (Type::Tuple(types), Value::Array(items)) => {
            types.iter().zip(items).for_each(|(ty, value)| walk(api, ty, value, path, count));
        }
        (Type::Map(item), Value::Object(entries)) => {
            entries.values().for_each(|value| walk(api, item, value, &format!("{path}.*"), count));
        }
        (Type::Struct(index), Value::Object(entries)) => {
            let definition = &api.types[*index];
            for (key, value) in entries {
                let path = format!("{path}.{key}");
                let field = definition.fields.iter().find(|field| field.wire == *key);
                if field.is_some_and(|field| is_json(&field.ty)) {
                    count.json.entry(format!("{}.{key}", definition.name)).or_default().insert(kind(value));
                }
                match field {
                    // Null is `None`, whatever the type of the field.
                    Some(field) if field.nullable && value.is_null() => count.typed += 1,
                    Some(field) => walk(api, &field.ty, value, &path, count),
                    None => free(value, &path, count),
                }
            }
        }
        (Type::Union(index), value) => match member(&api.unions[*index].members, value) {
            Some(ty) => walk(api, ty, value, path, count),
            None => free(value, path, count),
        },
        (_, Value::Array(_) | Value::Object(_)) => free(value, path, count),
        _ => count.typed += 1,
    }
}

fn free(value: &Value, path: &str, count: &mut Count) {
    match value {
        Value::Array(items) => items.iter().for_each(|value| free(value, path, count)),
        Value::Object(entries) => entries.values().for_each(|value| free(value, path, count)),
        _ => count.free.push(path.to_owned()),
    }
}

/// The member of a union that a value is.
fn member<'a>(members: &'a Members, value: &Value) -> Option<&'a Type> {
    match members {
        Members::Tagged { tag, of } => {
            let tag = value.get(tag)?.as_str()?;
            of.iter().find(|member| member.wire == tag).map(|member| &member.ty)
        }
        Members::Kinds(members) => {
            let is = |ty: &Type| match (ty, value) {
                (Type::List(_) | Type::Tuple(_), Value::Array(_)) => true,
                (Type::Struct(_) | Type::Map(_), value) => value.is_object(),
                (_, value) => !value.is_array() && !value.is_object(),
            };
            members.iter().map(|member| &member.ty).find(|ty| is(ty))
        }
    }
}

/// Whether a type is `json`, or a list of it.
fn is_json(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => is_json(inner),
        ty => *ty == Type::Scalar(Scalar::Json),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Array(items) if items.is_empty() => "[]",
        Value::Object(entries) if entries.is_empty() => "{}",
        _ => "a value",
    }
}

/// Counts the recorded responses of a group.
fn counted(api: &Api, group: &Group) -> Count {
    let mut count = Count::default();
    let recorded = |endpoint: &&Endpoint| endpoint.example.is_some();
    for endpoint in group.endpoints.iter().filter(recorded) {
        for path in fixtures(&group.name, &endpoint.name) {
            let value: Value = serde_json::from_slice(&std::fs::read(&path).expect("a fixture")).expect("JSON");
            let name = format!("{}/{}", group.name, endpoint.name);
            walk(api, endpoint.returns.ty().expect("JSON"), &value, &name, &mut count);
        }
    }
    count
}

#[test]
fn every_scalar_of_the_examples_is_typed() {
    let api = hikerapi_tests::api();
    for group in &api.groups {
        let Count { typed, free, .. } = counted(&api, group);
        let all = typed + free.len();
        let share = if free.is_empty() { 100.0 } else { 100.0 * typed as f64 / all as f64 };
        println!("{:<12} {typed:>6} of {all:>6} scalars typed: {share:.2} %", group.name);
        // One part of a search page is of a kind that the union does not have.
        let unknown = if group.name == "gql_search" { 3 } else { 0 };
        assert_eq!(free.len(), unknown, "{}: {free:?}", group.name);
    }
}

/// The fields of type `json` of all types that a type contains.
fn json_fields(api: &Api, ty: &Type, seen: &mut BTreeSet<usize>, found: &mut BTreeSet<String>) {
    match ty {
        Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => json_fields(api, inner, seen, found),
        Type::Tuple(types) => types.iter().for_each(|ty| json_fields(api, ty, seen, found)),
        Type::Union(index) => api.unions[*index].members.types().for_each(|ty| json_fields(api, ty, seen, found)),
        Type::Struct(index) if seen.insert(*index) => {
            let definition = &api.types[*index];
            for field in &definition.fields {
                if is_json(&field.ty) {
                    found.insert(format!("{}.{}", definition.name, field.wire));
                }
                json_fields(api, &field.ty, seen, found);
            }
        }
        _ => {}
    }
}

/// Prints them by what they have in all responses: null, empty, or nothing at all.
#[test]
fn only_fields_without_a_known_value_are_json() {
    let api = hikerapi_tests::api();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut values: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for group in &api.groups {
        let types = group.endpoints.iter().filter_map(|endpoint| endpoint.returns.ty());
        types.for_each(|ty| json_fields(&api, ty, &mut seen, &mut found));
        for (field, kinds) in counted(&api, group).json {
            values.entry(field).or_default().extend(kinds);
        }
    }
    let mut by_kinds: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for field in &found {
        let kinds: Vec<_> = values.get(field).into_iter().flatten().copied().collect();
        by_kinds.entry(kinds.join(" or ")).or_default().push(field);
    }
    for (kinds, fields) in &by_kinds {
        println!("{} fields are `json` and have {kinds:?} in all responses: {fields:?}", fields.len());
    }
    let filled: Vec<_> = by_kinds.iter().filter(|(kinds, _)| kinds.contains("a value")).collect();
    assert!(filled.is_empty(), "a response shows more of them: {filled:#?}");
    assert!(found.len() < 600, "{} fields are `json`", found.len());
}

/// The endpoints of the service's docs page, without the group's base.
const ACTIVE: [&str; 12] = [
    "about",
    "by/id",
    "by/url",
    "by/username",
    "clips/chunk",
    "followers/chunk",
    "following/chunk",
    "medias/chunk",
    "medias/pinned",
    "search/followers",
    "search/following",
    "tag/medias/chunk",
];
const DEPRECATED: [&str; 9] =
    ["clips", "followers", "following", "guides", "medias", "tag/medias", "videos", "videos/chunk", "web_profile_info"];

#[test]
fn the_spec_has_every_endpoint_and_parameter_of_the_docs_page() {
    let api = hikerapi_tests::api();
    let user = api.groups.iter().find(|group| group.name == "user").expect("the group");
    let find = |name: &str| {
        let path = format!("{}/{name}", user.base);
        user.endpoints.iter().find(|endpoint| endpoint.path == path).unwrap_or_else(|| panic!("{path} is missing"))
    };
    assert!(DEPRECATED.iter().all(|name| find(name).deprecated.is_some()));
    let active: Vec<_> = ACTIVE.iter().map(|name| find(name)).collect();
    assert!(active.iter().all(|endpoint| endpoint.deprecated.is_none()));
    let params: Vec<_> = active.iter().flat_map(|endpoint| &endpoint.params).collect();
    let required = params.iter().filter(|param| param.required).count();
    println!("{} endpoints, {} parameters of the active ones, {required} required", 12 + 9, params.len());
    assert_eq!((params.len(), required), (22, 14), "as in the tables of the docs page");
}
