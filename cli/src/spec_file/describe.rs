//! From a checked spec to the descriptions that generated code has. They are leaked: a process reads the files once.

use hikerapi_runtime::dynamic::{Deprecation, EndpointDescription, ParamDescription, ResponseRows, RowType};
use hikerapi_runtime::values::Json;
use spec::{Api, Deprecated, Endpoint, Group, Param, Replacement, Returns, Type, json_path};

use super::leak::leak;
use super::operation::{Known, bare, operation};
use crate::tool::Tool;

/// Returns the groups: name, doc, and endpoints.
pub(super) fn groups<'a>(
    tool: &'a Tool,
    api: &'a Api,
) -> impl Iterator<Item = (&'static str, &'static str, Vec<EndpointDescription>)> + 'a {
    api.groups.iter().map(move |group| {
        let endpoints = group.endpoints.iter().map(|endpoint| self::endpoint(tool, api, group, endpoint));
        (leak(bare(&group.name)), leak(group.doc.trim()), endpoints.collect())
    })
}

fn endpoint(tool: &Tool, api: &Api, group: &Group, endpoint: &Endpoint) -> EndpointDescription {
    let known = Known::new(tool, api);
    let params: Vec<_> = endpoint.params.iter().map(|param| self::param(api, &known, endpoint, param)).collect();
    let operation = Box::leak(Box::new(operation(api, &known, group, endpoint)));
    let mut description = EndpointDescription::new(operation, leak(endpoint.doc.trim()), Vec::leak(params));
    description.deprecated = endpoint.deprecated.as_ref().map(|deprecated| self::deprecated(api, deprecated));
    description.rows = rows(endpoint);
    description
}

fn param(api: &Api, known: &Known<'_>, endpoint: &Endpoint, param: &Param) -> ParamDescription {
    let doc = param.doc.as_deref().or_else(|| doc_of(api, known, &param.ty)).unwrap_or_default();
    let (name, ty) = (leak(&param.sent_name(endpoint.body)), leak(&type_name(api, &param.ty)));
    let description = ParamDescription::new(name, ty, leak(doc.trim()));
    param.default.as_deref().map_or(description, |default| description.default(leak(default)))
}

/// What the spec says of a type, for a parameter of which it says nothing.
fn doc_of<'a>(api: &'a Api, known: &Known<'a>, ty: &Type) -> Option<&'a str> {
    match ty {
        Type::Id(index) => api.ids.get(*index).map(|id| id.doc.as_str()),
        Type::Enum(index) => api.enums.get(*index).map(|known| known.doc.as_str()),
        Type::Struct(index) => api.types.get(*index).map(|object| object.doc.as_str()),
        Type::Union(index) => api.unions.get(*index).map(|union| union.doc.as_str()),
        Type::External(_) => known.doc(ty),
        Type::List(inner) | Type::Nullable(inner) => doc_of(api, known, inner),
        Type::Scalar(_) | Type::Map(_) | Type::Tuple(_) => None,
    }
}

/// The type as a spec writes it: `[UserPk]`.
fn type_name(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().name.to_owned(),
        Type::List(item) => format!("[{}]", type_name(api, item)),
        Type::Map(value) => format!("{{{}}}", type_name(api, value)),
        Type::Nullable(inner) => format!("{}?", type_name(api, inner)),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| type_name(api, item)).collect();
            format!("[{}]", items.join(", "))
        }
        named => api.name_of(named).unwrap_or_default().to_owned(),
    }
}

fn deprecated(api: &Api, deprecated: &Deprecated) -> Deprecation {
    let keys = deprecated.replacements.iter().map(|replacement| leak(&key(api, replacement)));
    let description = Deprecation::new(Vec::leak(keys.collect()));
    deprecated.reason.as_deref().map_or(description, |reason| description.reason(leak(reason.trim())))
}

/// The key of an endpoint that replaces another.
fn key(api: &Api, replacement: &Replacement) -> String {
    match replacement {
        Replacement::Path(path) => path.clone(),
        Replacement::Method { group, method } => {
            let groups = api.groups.iter().filter(|known| known.name == *group);
            let mut endpoints = groups.flat_map(|group| &group.endpoints);
            endpoints.find(|endpoint| endpoint.name == *method).map(Endpoint::key).unwrap_or_default()
        }
    }
}

/// The rows in a response, which are JSON as it came: the items of a page, those of a list, or the whole of it.
fn rows(endpoint: &Endpoint) -> Option<ResponseRows> {
    let json = RowType::of::<Json>();
    match (&endpoint.pages, &endpoint.returns) {
        (Some(pages), _) => {
            Some(ResponseRows::each(leak(&json_path(pages.items.first().map_or(&[], Vec::as_slice))), json))
        }
        (None, Returns::Json(ty)) if is_list(ty) => Some(ResponseRows::each("$", json)),
        (None, Returns::Json(_)) => Some(ResponseRows::one(json)),
        (None, Returns::Nothing | Returns::Bytes) => None,
    }
}

fn is_list(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => is_list(inner),
        ty => matches!(ty, Type::List(_)),
    }
}
