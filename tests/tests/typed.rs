//! Coverage of the spec: every scalar of the examples is in a typed field.

use serde_json::Value;
use spec::{Api, Scalar, Type};

#[derive(Default)]
struct Count {
    typed: usize,
    free: Vec<String>,
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
            for (key, value) in entries {
                let path = format!("{path}.{key}");
                match api.types[*index].fields.iter().find(|field| field.wire == *key) {
                    // Null is `None`, whatever the type of the field.
                    Some(field) if field.nullable && value.is_null() => count.typed += 1,
                    Some(field) => walk(api, &field.ty, value, &path, count),
                    None => free(value, &path, count),
                }
            }
        }
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

#[test]
fn every_scalar_of_the_examples_is_typed() {
    let api = hikerapi_tests::api();
    let mut count = Count::default();
    for endpoint in api.groups.iter().flat_map(|group| &group.endpoints) {
        let Some(example) = &endpoint.example else { continue };
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(example);
        let value: Value = serde_json::from_slice(&std::fs::read(path).expect("a fixture")).expect("JSON");
        walk(&api, endpoint.returns.ty().expect("JSON"), &value, example, &mut count);
    }
    println!("{} scalars typed, {} free", count.typed, count.free.len());
    assert_eq!(count.free, Vec::<String>::new());
    assert!(count.typed >= 1042, "the 11 examples of the docs page have 1042");
}

#[test]
fn only_fields_without_a_documented_shape_are_free_json() {
    let api = hikerapi_tests::api();
    let mut free = Vec::new();
    for ty in &api.types {
        for field in ty.fields.iter().filter(|field| field.ty == Type::Scalar(Scalar::Json)) {
            free.push(format!("{}.{}", ty.name, field.wire));
        }
    }
    let expected = ["Guide.feedback_item", "Location.hours", "Media.clips_metadata", "VideoVersion.fallback"];
    free.sort();
    assert_eq!(free, expected);
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
