//! Endpoints as operations.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use spec::{
    Answers, Api, Caching, Cost, Deprecated, End, Endpoint, Group, Pages, Param, Part, Replacement, Scalar, Step, Type,
    Values, Way, bare,
};

use super::types::schema;
use crate::entry::names;
use crate::openapi::json::{Build, Json, Object};
use crate::openapi::keys;

/// Recorded responses, by their path inside the fixtures.
pub type Examples = BTreeMap<String, Json>;

/// All paths, group after group.
pub(super) fn paths(api: &Api, errors: &[(String, Object)], examples: &Examples) -> Object {
    let mut paths = Object::new();
    for group in &api.groups {
        for endpoint in &group.endpoints {
            let mut responses = Object::new().with("200", response(api, endpoint, examples));
            errors.iter().for_each(|(status, reference)| responses.put(status, reference.clone()));
            paths.put(&endpoint.path, Object::new().with("get", operation(api, group, endpoint, responses)));
        }
    }
    paths
}

fn operation(api: &Api, group: &Group, endpoint: &Endpoint, responses: Object) -> Object {
    let method = bare(&endpoint.name);
    let rest = endpoint.path.strip_prefix(&group.base).filter(|rest| !rest.is_empty()).unwrap_or(&endpoint.path);
    let usual = rest.to_snake_case();
    let parameters: Vec<_> = endpoint.params.iter().map(|param| parameter(api, &endpoint.path, param)).collect();
    Object::new()
        .with("tags", vec![bare(&group.name)])
        .with("summary", endpoint.doc.trim().lines().next().unwrap_or_default())
        .with("description", endpoint.doc.as_str())
        .with("operationId", format!("{}.{method}", bare(&group.name)))
        .with_some("deprecated", endpoint.deprecated.as_ref().map(|_| true))
        .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
        .with("responses", responses)
        .with_some(keys::METHOD, (usual != method).then_some(method))
        .with_some(keys::PAGES, endpoint.pages.as_ref().map(pages))
        .with(keys::COST, cost(&endpoint.cost))
        .with_some(keys::CACHE, endpoint.cache.as_ref().map(caching))
        .with_some(keys::DEPRECATED, endpoint.deprecated.as_ref().map(|deprecated| self::deprecated(api, deprecated)))
        .with_some(keys::FIXTURE, endpoint.example.as_deref())
}

fn parameter(api: &Api, path: &str, param: &Param) -> Object {
    let place = if path.contains(&format!("{{{}}}", param.wire)) { "path" } else { "query" };
    let default = param.default.as_ref().and_then(|written| default(api, &param.ty, written));
    // A default whose JSON form differs is kept as it was written.
    let written =
        param.default.as_ref().filter(|written| default.as_ref().is_none_or(|json| literal(json) != **written));
    let name = bare(&param.rust);
    Object::new()
        .with("name", param.wire.as_str())
        .with("in", place)
        .with("required", param.required)
        .with_some("description", param.doc.as_deref())
        .with("schema", schema(api, &param.ty).with_some("default", default))
        .with_some(keys::DEFAULT, written.map(String::as_str))
        .with_some(keys::RUST, (!names::is_usual_member(&param.wire, name)).then_some(name))
}

/// The default as JSON of the parameter's type; `None` where what is written is none.
fn default(api: &Api, ty: &Type, written: &str) -> Option<Json> {
    let integer = || written.parse::<i64>().ok().map(Json::from);
    match ty {
        Type::Scalar(Scalar::Boolean) => written.parse::<bool>().ok().map(Json::from),
        Type::Scalar(Scalar::Integer) => integer(),
        Type::Scalar(Scalar::Number) => serde_json::from_str(written).ok().map(Json::Number),
        Type::Enum(index) if matches!(api.enums[*index].values, Values::Integer(_)) => integer(),
        // An id is checked by its pattern, which an empty default would not pass.
        Type::Id(_) => written.parse::<u64>().ok().map(|number| Json::from(number.to_string())),
        _ => Some(Json::from(written)),
    }
}

/// The value as the spec writes it.
fn literal(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        other => (other == true).to_string(),
    }
}

/// The good response. What the status 200 means in general is part of every description.
fn response(api: &Api, endpoint: &Endpoint, examples: &Examples) -> Object {
    let example = endpoint.example.as_ref().and_then(|path| examples.get(path));
    let returns = endpoint.returns.ty().map(|ty| schema(api, ty));
    let body = Object::new().with_some("schema", returns).with_some("example", example.cloned());
    let rows = api.service.iter().flat_map(|service| &service.errors.statuses);
    let doc = rows.filter(|row| (row.first, row.last) == (200, 200)).find_map(|row| row.doc.as_deref());
    Object::new()
        .with("description", doc.unwrap_or("The response."))
        .with("content", Object::new().with("application/json", body))
}

fn pages(pages: &Pages) -> Object {
    let (of_way, ends) = start(&pages.way);
    let of_way = of_way.into_iter().fold(
        Object::new().with_some("items", (!pages.items.is_empty()).then(|| way(&pages.items))),
        |object, (key, value)| object.with(key, value),
    );
    of_way
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
    let part = |step: &Step| match &step.part {
        Part::Index(index) => index.to_string(),
        Part::Field { wire, .. } => wire.clone(),
    };
    let parts: Vec<_> = steps.iter().map(part).collect();
    match parts.as_slice() {
        [one] => one.parse::<u64>().map_or_else(|_| Json::from(one.as_str()), Json::from),
        several => Json::from(several.join(".")),
    }
}

fn cost(cost: &Cost) -> Json {
    if cost.when.is_empty() {
        return Json::from(cost.units);
    }
    let mut when = Object::new();
    for (param, units) in &cost.when {
        when.put(param, *units);
    }
    Json::from(Object::new().with("units", cost.units).with("when", when))
}

fn caching(caching: &Caching) -> Object {
    let mut also = Object::new();
    for Answers { path, params } in &caching.also {
        let mut fields = Object::new();
        params.iter().for_each(|(param, steps)| fields.put(param, steps.join(".")));
        also.put(path, fields);
    }
    Object::new().with("seconds", caching.seconds).with_some("also", (!caching.also.is_empty()).then_some(also))
}

fn deprecated(api: &Api, deprecated: &Deprecated) -> Object {
    let replacements: Vec<_> =
        deprecated.replacements.iter().filter_map(|replacement| path(api, replacement)).collect();
    Object::new()
        .with_some("use", (!replacements.is_empty()).then_some(replacements))
        .with_some("reason", deprecated.reason.as_deref())
}

fn path<'a>(api: &'a Api, replacement: &'a Replacement) -> Option<&'a str> {
    match replacement {
        Replacement::Path(path) => Some(path),
        Replacement::Method { group, method } => {
            let group = api.groups.iter().find(|known| known.name == *group)?;
            group.endpoints.iter().find(|known| known.name == *method).map(|endpoint| endpoint.path.as_str())
        }
    }
}
