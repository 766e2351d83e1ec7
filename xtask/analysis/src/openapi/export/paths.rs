//! Endpoints as operations.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use spec::{
    Answers, Api, Caching, Cost, Deprecated, Endpoint, EndpointPart, Group, KnownDifference, Means, Method, More,
    Replacement, Returns, Server, bare,
};

use super::aliases::aliases;
use super::body::body;
use super::pages::pages;
use super::params::parameters;
use super::types::schema;
use crate::openapi::json::{Build, Json, Object};
use crate::openapi::keys;

/// Recorded responses, by their path inside the fixtures.
pub type Examples = BTreeMap<String, Json>;

/// All paths, group after group, each with its methods.
pub(super) fn paths(api: &Api, errors: &[(String, Object)], examples: &Examples) -> Object {
    let mut paths = Object::new();
    for group in &api.groups {
        for endpoint in &group.endpoints {
            let (status, response) = response(api, endpoint, examples);
            let mut responses = Object::new().with(status, response);
            errors.iter().for_each(|(status, reference)| responses.put(status, reference.clone()));
            let mut methods = match paths.get_mut(&endpoint.path) {
                Some(Json::Object(methods)) => std::mem::take(methods),
                _ => Object::new(),
            };
            let method = endpoint.method.word().to_ascii_lowercase();
            methods.put(method, operation(api, group, endpoint, responses));
            paths.put(&endpoint.path, methods);
        }
    }
    paths
}

fn operation(api: &Api, group: &Group, endpoint: &Endpoint, responses: Object) -> Object {
    let method = bare(&endpoint.name);
    let parameters = parameters(api, endpoint);
    let has_price = api.service.as_ref().is_some_and(|service| service.cost.is_some());
    let server = endpoint.server.as_deref().and_then(|name| api.service.as_ref()?.server_named(name));
    Object::new()
        .with("tags", vec![bare(&group.name)])
        .with("summary", endpoint.doc.trim().lines().next().unwrap_or_default())
        .with("description", endpoint.doc.as_str())
        .with("operationId", format!("{}.{method}", bare(&group.name)))
        .with_some("deprecated", endpoint.deprecated.as_ref().map(|_| true))
        .with_some("servers", server.map(|server| vec![self::server(server)]))
        .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
        .with_some("requestBody", body(api, endpoint))
        .with("responses", responses)
        .with_some(keys::METHOD, (usual_name(group, endpoint) != method).then_some(method))
        .with_some(keys::ALIASES, aliases(&endpoint.aliases))
        .with_some(keys::SERVER, endpoint.server.as_deref())
        .with_some(keys::SAFE, endpoint.is_safe.then_some(true))
        .with_some(keys::PAGES, endpoint.pages.as_ref().map(pages))
        .with_some(keys::COST, has_price.then(|| cost(&endpoint.cost)))
        .with_some(keys::CACHE, endpoint.cache.as_ref().map(caching))
        .with_some(keys::DEPRECATED, endpoint.deprecated.as_ref().map(|deprecated| self::deprecated(api, deprecated)))
        .with_some(keys::DIFFERS, (!endpoint.differs.is_empty()).then(|| differs(&endpoint.differs)))
        .with_some(keys::FIXTURE, endpoint.example.as_deref())
}

/// The name that the language makes of the path.
fn usual_name(group: &Group, endpoint: &Endpoint) -> String {
    let rest = endpoint.path.strip_prefix(&group.base).filter(|rest| !rest.is_empty()).unwrap_or(&endpoint.path);
    match endpoint.method {
        Method::Get => rest.to_snake_case(),
        method => format!("{}{rest}", method.word().to_ascii_lowercase()).to_snake_case(),
    }
}

/// A server as OpenAPI has it.
pub(super) fn server(server: &Server) -> Object {
    Object::new().with("url", server.url.as_str()).with_some("description", server.doc.as_deref())
}

/// The good response. What the status 200 means in general is part of every description.
fn response(api: &Api, endpoint: &Endpoint, examples: &Examples) -> (&'static str, Object) {
    let example = endpoint.example.as_ref().and_then(|path| examples.get(path)).cloned();
    let mut rows = api.service.iter().flat_map(|service| &service.errors.statuses);
    let row = rows.find(|row| row.verdict.means == Means::Ok && (row.first..=row.last).contains(&200));
    let doc = row.and_then(|row| row.doc.as_deref()).unwrap_or("The response.");
    let described = Object::new().with("description", doc);
    let (media_type, schema) = match &endpoint.returns {
        Returns::Nothing => return ("204", described),
        Returns::Bytes => ("application/octet-stream", Object::new().with("type", "string").with("format", "binary")),
        Returns::Json(ty) => ("application/json", schema(api, ty)),
    };
    let media = Object::new().with("schema", schema).with_some("example", example);
    ("200", described.with("content", Object::new().with(media_type, media)))
}

fn cost(cost: &Cost) -> Json {
    let Cost { units, when: exceptions, more, is_estimate } = cost;
    if exceptions.is_empty() && more.is_none() && !is_estimate {
        return Json::from(*units);
    }
    let mut when = Object::new();
    for (param, units) in exceptions {
        when.put(param, *units);
    }
    let more = more.as_ref().map(|More { units, every, of, .. }| {
        Object::new().with("every", *every).with("of", of.as_str()).with_some("units", (*units != 1).then_some(*units))
    });
    let cost = Object::new()
        .with("units", *units)
        .with_some("when", (!exceptions.is_empty()).then_some(when))
        .with_some("more", more)
        .with_some("estimate", is_estimate.then_some(true));
    Json::from(cost)
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
    let replacements: Vec<_> = deprecated.replacements.iter().filter_map(|replacement| key(api, replacement)).collect();
    Object::new()
        .with_some("use", (!replacements.is_empty()).then_some(replacements))
        .with_some("reason", deprecated.reason.as_deref())
}

fn differs(known: &[KnownDifference]) -> Object {
    let mut object = Object::new();
    let mut params = Object::new();
    for KnownDifference { part, reason, .. } in known {
        let reason = reason.as_str();
        match part {
            EndpointPart::Endpoint => object.put("endpoint", reason),
            EndpointPart::Param(name) => params.put(name, reason),
            EndpointPart::Returns => object.put("returns", reason),
            EndpointPart::Cost => object.put("cost", reason),
            EndpointPart::Deprecated => object.put("deprecated", reason),
        }
    }
    object.with_some("params", (!params.is_empty()).then_some(params))
}

fn key(api: &Api, replacement: &Replacement) -> Option<String> {
    match replacement {
        Replacement::Path(path) => Some(path.clone()),
        Replacement::Method { group, method } => {
            let group = api.groups.iter().find(|known| known.name == *group)?;
            group.endpoints.iter().find(|known| known.name == *method).map(Endpoint::key)
        }
    }
}
