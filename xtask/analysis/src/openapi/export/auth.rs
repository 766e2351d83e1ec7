//! Keys and constant headers: what OpenAPI calls security schemes, and parameters with one value.

use spec::{Credential, Service};

use crate::openapi::json::{Build, Json, Object};

/// The schemes by their names: `key`, or `key-1` and `key-2`.
pub(super) fn schemes(service: &Service) -> Object {
    let mut schemes = Object::new();
    for (at, credential) in service.auth.iter().enumerate() {
        // Where keys come from is said of all of them together.
        let doc = service.key_doc.as_deref().filter(|_| at == 0);
        schemes.put(name(service, at), scheme(credential).with_some("description", doc));
    }
    schemes
}

/// What every request needs: all keys together; `None` where it needs none.
pub(super) fn requirements(service: &Service) -> Option<Vec<Object>> {
    let mut all = Object::new();
    (0..service.auth.len()).for_each(|at| all.put(name(service, at), Json::Array(Vec::new())));
    (!all.is_empty()).then(|| vec![all])
}

fn name(service: &Service, at: usize) -> String {
    if service.auth.len() == 1 { "key".to_owned() } else { format!("key-{}", at + 1) }
}

fn scheme(Credential { header, scheme, .. }: &Credential) -> Object {
    match scheme {
        Some(scheme) => {
            // OpenAPI writes the usual ones in small letters.
            let usual = scheme.to_ascii_lowercase();
            let is_usual = matches!((usual.as_str(), scheme.as_str()), ("bearer", "Bearer") | ("basic", "Basic"));
            Object::new().with("type", "http").with("scheme", if is_usual { usual } else { scheme.clone() })
        }
        None => Object::new().with("type", "apiKey").with("in", "header").with("name", header.as_str()),
    }
}

/// The variables of the keys, in the language's form without what the schemes say.
pub(super) fn variables(service: &Service) -> Option<Json> {
    let env = |credential: &Credential| match credential.env.as_slice() {
        [one] => Object::new().with("env", one.as_str()),
        several => Object::new().with("env", several.to_vec()),
    };
    match service.auth.as_slice() {
        [] => None,
        [one] => Some(env(one).into()),
        several => Some(several.iter().map(env).collect::<Vec<_>>().into()),
    }
}

/// The headers of every request, as parameters by the names of their components.
pub(super) fn headers(service: &Service) -> Object {
    let mut components = Object::new();
    service.headers.iter().for_each(|header| components.put(component(&header.0), constant(header)));
    components
}

/// The references of an operation to them.
pub(super) fn header_references(service: &Service) -> Vec<Object> {
    let reference = |name: &str| Object::new().with("$ref", format!("#/components/parameters/{}", component(name)));
    service.headers.iter().map(|(name, _)| reference(name)).collect()
}

fn component(header: &str) -> String {
    format!("header-{header}")
}

/// A header that always has the same value.
pub(super) fn constant((name, value): &(String, String)) -> Object {
    let schema = Object::new().with("type", "string").with("const", value.as_str());
    Object::new().with("name", name.as_str()).with("in", "header").with("required", true).with("schema", schema)
}
