//! The spec as an OpenAPI 3.1 document.

mod errors;
mod paths;
mod schemas;
mod service;
mod types;

use std::collections::BTreeMap;

use spec::{Api, bare};

use super::json::{Json, Object};
use super::keys;

/// Recorded replies, by their path inside the fixtures.
pub type Examples = BTreeMap<String, Json>;

/// The document of a spec, with those of its examples that are given; `None` where the spec only extends a service that
/// it does not describe.
#[must_use]
pub fn document(api: &Api, examples: &Examples) -> Option<Json> {
    let service = api.service.as_ref()?;
    let key = Object::new().with(service::KEY_SCHEME, Json::List(Vec::new()));
    let (error_name, error_body) = errors::body(&service.errors);
    let components = Object::new()
        .with("schemas", schemas::schemas(api).with(error_name, error_body))
        .with("responses", errors::components(&service.errors))
        .with("securitySchemes", service::security_schemes(service));
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", service::info(service, env!("CARGO_PKG_VERSION")))
        .with("servers", service::servers(service))
        .with("security", vec![key])
        .with("tags", tags(api))
        .with("paths", paths::paths(api, &errors::references(&service.errors), examples))
        .with("components", components)
        .with(keys::SERVICE, service::extension(api, service))
        .with_some(keys::USES, uses(api));
    Some(Json::from(document))
}

/// The types of another crate, by the files that bring them in.
fn uses(api: &Api) -> Option<Vec<Object>> {
    let external = |external: &spec::External| {
        Object::new().with("name", &external.name).with(keys::FILE, file_name(api, external.span.file))
    };
    let uses: Vec<_> = api.externals.iter().map(external).collect();
    (!uses.is_empty()).then_some(uses)
}

fn tags(api: &Api) -> Vec<Object> {
    let tag = |group: &spec::Group| {
        Object::new()
            .with("name", bare(&group.name))
            .with("description", &group.doc)
            .with(keys::BASE, &group.base)
            .with(keys::FILE, file_name(api, group.file))
    };
    api.groups.iter().map(tag).collect()
}

/// A file of the spec without its folder, which is the reader's own matter.
fn file_name(api: &Api, file: usize) -> &str {
    let path = api.files.get(file).map_or("", String::as_str);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
