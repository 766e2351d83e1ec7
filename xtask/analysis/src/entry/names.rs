//! Names for definitions, fields, parameters, methods and variants: valid in the language, and free.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Named, can_be_given, usual_name};

/// A minimal service, to read an entry with.
pub(crate) const API: &str = "\
api:
  name: Service
  doc: A service.
  crate: service
  servers: [{ url: https://example.com }]
  auth: { header: x-key, env: KEY }
  rate_limit: { per_second: 1 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 1, connect_seconds: 1, idle_seconds: 1, body_bytes: 1 }
  errors:
    code: code
    message: [message]
    statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } }
";

/// Names that are taken in one place.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    names: BTreeSet<String>,
    /// The modules of definitions with these names: two names that differ in case alone would share one.
    modules: BTreeSet<String>,
}

impl Taken {
    /// Takes a name as it is.
    pub(crate) fn keep(&mut self, name: &str) {
        self.modules.insert(name.to_snake_case());
        self.names.insert(name.to_owned());
    }

    /// Whether a name is taken.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The first of `name`, `name2`, .. that is free and that `fits`, and takes it.
    pub(crate) fn free(&mut self, name: &str, between: &str, fits: impl Fn(&Self, &str) -> bool) -> String {
        let numbered = (2_usize..).map(|number| format!("{name}{between}{number}"));
        let free = |candidate: &String| !self.has(candidate) && fits(self, candidate);
        // A name that does not fit fits with a number, unless something else is wrong, which the last check reports.
        let found = std::iter::once(name.to_owned()).chain(numbered).take(100).find(free);
        let found = found.unwrap_or_else(|| name.to_owned());
        self.keep(&found);
        found
    }
}

/// A name for a definition.
pub(crate) fn definition(taken: &mut Taken, wanted: &str) -> String {
    let camel: String = wanted.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    let named = if camel.starts_with(|c: char| c.is_ascii_uppercase()) { camel } else { format!("Type{camel}") };
    taken.free(&named, "", |taken, name| {
        !taken.modules.contains(&name.to_snake_case()) && can_be_given(name, Named::Definition)
    })
}

/// A name for a field, parameter or method: what Rust makes of the wire name, where it can and it is free.
pub(crate) fn member(taken: &mut Taken, wire: &str, prefix: &str, fits: impl Fn(&str) -> bool) -> String {
    let usual = wire.to_snake_case();
    if usual_name(wire, Named::Member).is_some() && !taken.has(&usual) && fits(&usual) {
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
    taken.free(&named, "_", |_, rust| can_be_given(rust, Named::Member) && fits(rust))
}

/// A name for a variant, likewise.
pub(crate) fn variant(taken: &mut Taken, wire: &str) -> String {
    let usual = wire.to_upper_camel_case();
    if usual_name(wire, Named::Variant).is_some() && !taken.has(&usual) {
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
    taken.free(&named, "", |_, name| can_be_given(name, Named::Variant))
}

/// A name that is longer than a key can be, or ends with what the language marks optional fields with, cannot.
pub(crate) fn can_be_field(name: &str) -> bool {
    name.len() <= 500 && !name.ends_with('?')
}

/// Whether a parameter can have this name in Rust; `key` ends with `?` where it is optional.
pub(crate) fn can_name_param(key: &str, rust: &str) -> bool {
    can_be_given(rust, Named::Member) && !(key.ends_with('?') && spec::is_request_method(rust))
}

/// Whether a method can have this name.
pub(crate) fn can_name_method(name: &str) -> bool {
    can_be_given(name, Named::Method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_kept() {
        assert_eq!(definition(&mut Taken::default(), "Thing"), "Thing");
        assert!(can_name_param("name", "name") && can_name_method("by_id"));
    }

    #[test]
    fn a_spec_is_read_with_the_least_of_a_service() {
        let api = spec::Source { path: "api.yaml".to_owned(), text: API.to_owned() };
        assert!(spec::read(&[api]).is_ok());
    }

    #[test]
    fn reserved_names_are_refused() {
        assert_eq!(definition(&mut Taken::default(), "string"), "String2");
        assert!(!can_name_param("send?", "send"));
    }

    #[test]
    fn invalid_names_get_a_valid_one() {
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
