//! The spec as an OpenAPI 3.1 document.

mod aliases;
mod auth;
mod body;
mod errors;
mod file;
mod pages;
mod params;
mod paths;
mod schemas;
mod service;
mod types;
mod usual;

use aliases::aliases;
pub use paths::Examples;
use spec::{Api, bare};

use super::json::{Build, Json, Object, filled};
use super::keys;

/// The document of a spec, with those of its examples that are given; `None` where the spec only extends a service that
/// it does not describe.
#[must_use]
pub fn document(api: &Api, examples: &Examples) -> Option<Json> {
    let service = api.service.as_ref()?;
    let (error_name, error_body) = errors::body(&service.errors);
    let components = Object::new()
        .with("schemas", schemas::schemas(api).with(error_name, error_body))
        .with("responses", errors::components(&service.errors, service.cost.is_some()))
        .with_some("parameters", filled(auth::headers(service)))
        .with_some("securitySchemes", filled(auth::schemes(service)));
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", service::info(service, env!("CARGO_PKG_VERSION")))
        .with("servers", service::servers(service))
        .with_some("security", auth::requirements(service))
        .with("tags", tags(api))
        .with("paths", paths::paths(api, &errors::references(&service.errors), examples))
        .with("components", components)
        .with(keys::SERVICE, service::extension(api, service));
    Some(Json::from(document))
}

fn tags(api: &Api) -> Vec<Object> {
    let tag = |group: &spec::Group| {
        let example = group.endpoints.iter().find(|endpoint| Some(&endpoint.name) == group.example.as_ref());
        Object::new()
            .with("name", bare(&group.name))
            .with("description", group.doc.as_str())
            .with(keys::BASE, group.base.as_str())
            .with_some(keys::FAMILY, group.family.map(|family| bare(&api.families[family].name)))
            .with_some(keys::ALIASES, aliases(&group.aliases))
            .with_some(keys::EXAMPLE, example.map(spec::Endpoint::key))
            .with(keys::FILE, file::name(api, group.file))
    };
    api.groups.iter().map(tag).collect()
}
