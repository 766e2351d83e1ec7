//! Names for what an OpenAPI file calls otherwise: the language itself is asked whether a name can stand.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::Source;

use crate::stanza::yaml::{self, Layout, Map, Node};

/// The least that a spec says of its service, to read a stanza with.
pub(crate) const API: &str = "\
api:
  name: Service
  doc: A service.
  crate: service
  servers: [{ url: https://example.com }]
  auth: { header: x-key, env: KEY }
  pace: { per_second: 1 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 1, connect_seconds: 1, idle_seconds: 1, body_bytes: 1 }
  errors:
    code: code
    message: [message]
    statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } }
";

/// Why the language refuses a file; `None` where it takes it.
pub(crate) fn refusal(path: &str, file: &Map) -> Option<String> {
    let api = Source { path: "api.yaml".to_owned(), text: API.to_owned() };
    let problems = spec::read(&[api, Source { path: path.to_owned(), text: yaml::print(file) }]).err()?;
    problems.in_order().first().map(|located| located.problem.title())
}

/// Names that are taken in one place.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeSet<String>);

impl Taken {
    /// Takes a name as it is.
    pub(crate) fn keep(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Whether a name is taken.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The first of `name`, `name2`, .. that is free and that `fits`, and takes it.
    pub(crate) fn free(&mut self, name: &str, between: &str, fits: impl Fn(&str) -> bool) -> String {
        let numbered = (2_usize..).map(|number| format!("{name}{between}{number}"));
        let free = |candidate: &String| !self.0.contains(candidate) && fits(candidate);
        // What does not fit by itself fits with a number, unless something else is wrong, which the last check tells.
        let found = std::iter::once(name.to_owned()).chain(numbered).take(100).find(free);
        let found = found.unwrap_or_else(|| name.to_owned());
        self.keep(&found);
        found
    }
}

/// A name for a definition. It names a module too, so that two that differ in case alone are one.
pub(crate) fn definition(taken: &mut Taken, wanted: &str) -> String {
    let camel: String = wanted.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    let named = if camel.starts_with(|c: char| c.is_ascii_uppercase()) { camel } else { format!("Type{camel}") };
    let modules = Taken(taken.0.iter().map(|name| name.to_snake_case()).collect());
    taken.free(&named, "", |name| {
        let body = Map::default().with("doc", "x").with("fields", Map::default().with("x", "string"));
        let types = Map::new(Layout::Block).with("types", Map::default().with(name, body));
        !modules.0.contains(&name.to_snake_case()) && refusal("types.yaml", &types).is_none()
    })
}

/// A name for a field, parameter or method: what Rust makes of the wire name, where it can and it is free.
pub(crate) fn member(taken: &mut Taken, wire: &str, prefix: &str, fits: impl Fn(&str) -> bool) -> String {
    let usual = wire.to_snake_case();
    let field = Map::default().with(wire, "string");
    if is_free(taken, &usual, &fits) && takes_field(field) {
        taken.keep(&usual);
        return usual;
    }
    // A name that is given has plain letters, whatever the usual one has.
    let plain: String = usual.chars().filter(|c| *c == '_' || c.is_ascii_alphanumeric()).collect();
    let plain = plain.trim_matches('_');
    let named = match plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => plain.to_owned(),
        false => format!("{prefix}_{plain}").trim_end_matches('_').to_owned(),
    };
    taken.free(&named, "_", |rust| {
        let field = Map::default().with("type", "string").with("rust", rust);
        takes_field(Map::default().with("x", field)) && fits(rust)
    })
}

fn is_free(taken: &Taken, name: &str, fits: &impl Fn(&str) -> bool) -> bool {
    !name.is_empty() && !taken.has(name) && fits(name)
}

fn takes_field(fields: Map) -> bool {
    let body = Map::default().with("doc", "x").with("fields", fields);
    refusal("types.yaml", &Map::default().with("types", Map::default().with("Thing", body))).is_none()
}

/// A name for a variant, likewise.
pub(crate) fn variant(taken: &mut Taken, wire: &str) -> String {
    let usual = wire.to_upper_camel_case();
    if is_free(taken, &usual, &|_| true) && takes_value(wire, Map::default().with("doc", "x")) {
        taken.keep(&usual);
        return usual;
    }
    let plain: String = usual.chars().filter(char::is_ascii_alphanumeric).collect();
    let sign = if wire.starts_with('-') { "Minus" } else { "" };
    let named = match plain.starts_with(|c: char| c.is_ascii_uppercase()) {
        true => plain,
        false if wire.is_empty() => "Empty".to_owned(),
        false => format!("Value{sign}{plain}"),
    };
    taken.free(&named, "", |name| takes_value("x", Map::default().with("name", name).with("doc", "x")))
}

fn takes_value(wire: &str, value: Map) -> bool {
    let body = Map::default().with("doc", "x").with("of", "string").with("values", Map::default().with(wire, value));
    refusal("enums.yaml", &Map::default().with("enums", Map::default().with("Thing", body))).is_none()
}

/// A name that is longer than a key can be, or ends with what the language marks optional fields with, cannot.
pub(crate) fn can_be_field(name: &str) -> bool {
    name.len() <= 500 && !name.ends_with('?')
}

/// Whether a parameter can have this name in Rust.
pub(crate) fn can_name_param(key: &str, rust: &str) -> bool {
    let param = Map::default().with("type", "string").with("rust", rust);
    let endpoint = Map::default()
        .with("doc", "x")
        .with("params", Map::default().with(key, param))
        .with("returns", Node::Word("json".to_owned()));
    refusal("group.yaml", &with_endpoint("/x", "/x/y", endpoint)).is_none()
}

/// Whether a method can have this name.
pub(crate) fn can_name_method(name: &str) -> bool {
    let endpoint = Map::default().with("doc", "x").with("name", name).with("returns", "json");
    refusal("group.yaml", &with_endpoint("/x", "/x/y", endpoint)).is_none()
}

/// A file with one endpoint.
pub(crate) fn with_endpoint(base: &str, path: &str, endpoint: Map) -> Map {
    Map::new(Layout::Block)
        .with("group", Map::default().with("doc", "x").with("base", base))
        .with("endpoints", Map::default().with(path, endpoint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_takes_the_least_of_everything() {
        let body = Map::default().with("doc", "x").with("fields", Map::default().with("x", "string"));
        let types = Map::new(Layout::Block).with("types", Map::default().with("Thing", body));
        assert_eq!(refusal("types.yaml", &types), None);
        let endpoint = Map::default().with("doc", "x").with("returns", "json");
        assert_eq!(refusal("group.yaml", &with_endpoint("/x", "/x/y", endpoint)), None);
        assert!(can_name_param("name", "name"));
    }

    #[test]
    fn the_language_refuses_its_own_names() {
        assert_eq!(definition(&mut Taken::default(), "string"), "String2");
        assert!(!can_name_param("send?", "send"));
    }

    #[test]
    fn names_that_cannot_stand_get_one_that_can() {
        let mut taken = Taken::default();
        assert_eq!(member(&mut taken, "4k", "field", |_| true), "field_4k");
        assert_eq!(member(&mut taken, "$", "field", |_| true), "field");
        assert_eq!(member(&mut taken, "+", "field", |_| true), "field_2");
        assert_eq!(variant(&mut taken, "-1"), "ValueMinus1");
        assert_eq!(variant(&mut taken, ""), "Empty");
        assert_eq!(definition(&mut taken, "4th.thing"), "Type4thThing");
        assert_eq!(definition(&mut taken, "type_4th_thing"), "Type4thThing2");
    }
}
