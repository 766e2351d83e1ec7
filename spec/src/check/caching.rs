//! How long responses may be cached, and which other requests they answer.

use super::names::entries;
use crate::hint::nearest;
use crate::model::{Answers, Api, Caching, Endpoint, Method, Struct, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Entry, Node};

/// The `cache` of an endpoint. What it answers besides is resolved when all endpoints are known.
pub(super) fn caching(acc: &mut Problems, node: &Node) -> Option<Caching> {
    let seconds = positive(acc, node.get("seconds"), "seconds")?;
    Some(Caching { seconds, also: Vec::new() })
}

/// The seconds for which a response without a result may be cached.
pub(super) fn not_found(acc: &mut Problems, api: &Node) -> Option<u32> {
    positive(acc, api.get("cache").and_then(|cache| cache.get("not_found_seconds")), "not_found_seconds")
}

fn positive(acc: &mut Problems, node: Option<&Node>, what: &'static str) -> Option<u32> {
    let node = node?;
    let count = node.count();
    if count == Some(0) {
        acc.add(node.span, Problem::BadLimit { what });
    }
    count
}

/// Resolves `cache: { also: .. }`. It needs all endpoints.
pub(super) fn resolve(acc: &mut Problems, api: &mut Api, files: &[Node]) {
    let mut found = Vec::new();
    for entry in files.iter().flat_map(|file| entries(file.get("endpoints"))) {
        let also = entry.value.get("cache").and_then(|cache| cache.get("also"));
        let path = entry.key.literal();
        let Some(endpoint) = endpoint(api, &path) else { continue };
        let answers: Vec<_> = entries(also).into_iter().filter_map(|also| answers(acc, api, endpoint, also)).collect();
        if !answers.is_empty() {
            found.push((path, answers));
        }
    }
    for (path, answers) in found {
        let mut endpoints = api.groups.iter_mut().flat_map(|group| &mut group.endpoints);
        if let Some(caching) = endpoints.find(|endpoint| is_at(endpoint, &path)).and_then(|it| it.cache.as_mut()) {
            caching.also = answers;
        }
    }
}

fn endpoint<'a>(api: &'a Api, path: &str) -> Option<&'a Endpoint> {
    api.groups.iter().flat_map(|group| &group.endpoints).find(|endpoint| is_at(endpoint, path))
}

/// The other endpoint, with the field of the response for each of its parameters.
fn answers(acc: &mut Problems, api: &Api, from: &Endpoint, entry: &Entry) -> Option<Answers> {
    let path = entry.key.literal();
    let Some(target) = endpoint(api, &path) else {
        let paths = api.groups.iter().flat_map(|group| &group.endpoints).map(|endpoint| endpoint.path.as_str());
        let proposal = nearest(&path, paths).map(str::to_owned);
        acc.add(
            entry.key.span,
            Problem::BadCacheTarget { why: format!("`{path}` is not an endpoint of this spec"), proposal },
        );
        return None;
    };
    if let Some(why) = unsuitable(from, target, &entry.value) {
        acc.add(entry.key.span, Problem::BadCacheTarget { why, proposal: None });
    }
    let params = entries(Some(&entry.value));
    let params = params.into_iter().filter_map(|param| param_of(acc, api, from, target, param)).collect();
    Some(Answers { path, params })
}

/// Why no response of the one endpoint is one of the other.
fn unsuitable(from: &Endpoint, target: &Endpoint, given: &Node) -> Option<String> {
    if from.path == target.path {
        return Some("it is this endpoint itself".to_owned());
    }
    if from.returns != target.returns {
        return Some("it returns another type".to_owned());
    }
    if target.cache.is_none() {
        return Some("it has no `cache`, so its responses are not read from there".to_owned());
    }
    let missing = target.params.iter().find(|param| param.required && given.get(&param.wire).is_none())?;
    Some(format!("it needs `{}`", missing.wire))
}

/// A parameter of the other endpoint with the field that is its value.
fn param_of(
    acc: &mut Problems,
    api: &Api,
    from: &Endpoint,
    target: &Endpoint,
    entry: &Entry,
) -> Option<(String, Vec<String>)> {
    let name = entry.key.literal();
    let Some(param) = target.params.iter().find(|param| param.wire == name) else {
        let proposal = nearest(&name, target.params.iter().map(|param| param.wire.as_str())).map(str::to_owned);
        acc.add(
            entry.key.span,
            Problem::BadCacheTarget { why: format!("`{name}` is not one of its parameters"), proposal },
        );
        return None;
    };
    let steps: Vec<_> = entry.value.text()?.split('.').map(str::to_owned).collect();
    match field(&api.types, from.returns.ty(), &steps) {
        Ok(ty) if *ty == param.ty && is_exact(ty) => Some((name, steps)),
        Ok(_) => {
            let why = format!("`{}` is of another type than the parameter `{name}`", steps.join("."));
            acc.add(entry.value.span, Problem::BadCacheTarget { why, proposal: None });
            None
        }
        Err((step, proposal)) => {
            let why = format!("the response has no field `{step}`");
            acc.add(entry.value.span, Problem::BadCacheTarget { why, proposal });
            None
        }
    }
}

/// A cursor belongs to the list that it came with, and other parameters have one way to be written.
fn is_exact(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => !matches!(scalar, Scalar::Cursor | Scalar::Number | Scalar::Json),
        // Only its own crate knows what an external type is. A value that is no single one is left out at run time.
        Type::Id(_) | Type::Enum(_) | Type::External(_) => true,
        _ => false,
    }
}

/// The type of a field of the response; an error is the step that leads nowhere, and a field with a similar name.
fn field<'a>(
    types: &'a [Struct],
    returns: Option<&'a Type>,
    steps: &[String],
) -> Result<&'a Type, (String, Option<String>)> {
    let mut ty = returns.ok_or_else(|| (steps.first().cloned().unwrap_or_default(), None))?;
    for step in steps {
        let inner = match ty {
            Type::Nullable(inner) => inner,
            other => other,
        };
        let fields = match inner {
            Type::Struct(index) => types[*index].fields.as_slice(),
            _ => &[],
        };
        let Some(field) = fields.iter().find(|field| field.wire == *step) else {
            let near = nearest(step, fields.iter().map(|field| field.wire.as_str())).map(str::to_owned);
            return Err((step.clone(), near));
        };
        ty = &field.ty;
    }
    Ok(ty)
}

/// Whether it is the GET endpoint of a path: only these are cached.
fn is_at(endpoint: &Endpoint, path: &str) -> bool {
    endpoint.method == Method::Get && endpoint.path == path
}
