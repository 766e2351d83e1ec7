//! Names for definitions, fields, parameters, methods and variants: valid in the language, and free.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Api, Named, bare, can_be_given, given_name, usual_name};

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
    /// For each name in lower case, the number that comes next.
    numbers: BTreeMap<String, usize>,
}

/// A name that fits with none of so many numbers never fits.
const MOST_REFUSED: usize = 100;

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

    /// The same for a name that a spec gives, as Rust accepts it: `self` takes `self_`.
    fn given(&mut self, name: &str, between: &str, of: Named, fits: impl Fn(&str) -> bool) -> String {
        let rust = |name: &str| given_name(name, of).map(|rust| bare(&rust).to_owned());
        let is_free = |taken: &Self, name: &str| rust(name).is_some_and(|rust| rust == name || !taken.has(&rust));
        let name = self.free(name, between, |taken, name| is_free(taken, name) && fits(name));
        if let Some(rust) = rust(&name) {
            self.keep(&rust);
        }
        name
    }

    /// The first of `name`, `name2`, .. that is free and that `fits`, and takes it.
    pub(crate) fn free(&mut self, name: &str, between: &str, fits: impl Fn(&Self, &str) -> bool) -> String {
        let lower = name.to_ascii_lowercase();
        let mut number = self.numbers.get(&lower).copied().unwrap_or(1);
        let mut candidate = name.to_owned();
        let mut refused = 0;
        while self.has(&candidate) || !fits(self, &candidate) {
            refused += usize::from(!self.has(&candidate));
            if refused > MOST_REFUSED {
                // Something else is wrong with the name, which the last check reports.
                name.clone_into(&mut candidate);
                break;
            }
            number += 1;
            candidate = format!("{name}{between}{number}");
        }
        self.numbers.insert(lower, number);
        self.keep(&candidate);
        candidate
    }
}

/// The longest name that is made: one that a spec can give, with room for a number.
pub(crate) const LONGEST: usize = spec::LONGEST_NAME - 20;

/// The beginning of an ASCII name that is too long.
fn cut(mut name: String) -> String {
    name.truncate(LONGEST);
    name
}

/// A name for a definition.
pub(crate) fn definition(taken: &mut Taken, wanted: &str) -> String {
    let camel: String = wanted.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    let named = if camel.starts_with(|c: char| c.is_ascii_uppercase()) { camel } else { format!("Type{camel}") };
    taken.free(&cut(named), "", |taken, name| {
        let module = name.to_snake_case();
        !taken.modules.contains(&module) && can_be_given(name, Named::Definition)
    })
}

/// The names of all definitions of a spec.
pub(crate) fn definitions(api: &Api) -> impl Iterator<Item = &str> {
    let ids = api.ids.iter().map(|id| &id.name).chain(api.externals.iter().map(|external| &external.name));
    let enums = api.enums.iter().map(|definition| &definition.name);
    let types = api.types.iter().map(|definition| &definition.name);
    let unions = api.unions.iter().map(|definition| &definition.name);
    ids.chain(enums).chain(types).chain(unions).map(String::as_str)
}

/// A name for a field, parameter or method: what Rust makes of the wire name, where it can and it is free.
pub(crate) fn member(taken: &mut Taken, wire: &str, prefix: &str, fits: impl Fn(&str) -> bool) -> String {
    let usual = wire.to_snake_case();
    if let Some(rust) = usual_name(wire, Named::Member).filter(|_| usual.len() <= LONGEST) {
        // Rust takes two names that are written differently for one: what it makes of them is compared.
        let rust = bare(&rust);
        if !taken.has(rust) && fits(rust) {
            taken.keep(rust);
            return rust.to_owned();
        }
    }
    // A name that is given has plain letters, whatever the usual one has.
    let plain: String = usual.chars().filter(|c| *c == '_' || c.is_ascii_alphanumeric()).collect();
    let plain = plain.trim_matches('_');
    let named = match plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => plain.to_owned(),
        false => format!("{prefix}_{plain}").trim_end_matches('_').to_owned(),
    };
    let named = cut(named);
    taken.given(named.trim_end_matches('_'), "_", Named::Member, fits)
}

/// Whether a name is what Rust makes of the wire name of a field or parameter, so that the spec need not give it.
pub(crate) fn is_usual_member(wire: &str, rust: &str) -> bool {
    usual_name(wire, Named::Member).is_some_and(|usual| bare(&usual) == rust)
}

/// A name for a variant, likewise.
pub(crate) fn variant(taken: &mut Taken, wire: &str) -> String {
    let usual = wire.to_upper_camel_case();
    if let Some(rust) = usual_name(wire, Named::Variant).filter(|_| usual.len() <= LONGEST) {
        let rust = bare(&rust);
        if !taken.has(rust) {
            taken.keep(rust);
            return usual;
        }
    }
    let plain: String = usual.chars().filter(char::is_ascii_alphanumeric).collect();
    let sign = if wire.starts_with('-') { "Minus" } else { "" };
    let named = match plain.starts_with(|c: char| c.is_ascii_uppercase()) {
        true => plain,
        false if wire.is_empty() => "Empty".to_owned(),
        false => format!("Value{sign}{plain}"),
    };
    taken.given(&cut(named), "", Named::Variant, |_| true)
}

/// The longest key of an object that a spec can name, in bytes.
const LONGEST_KEY: usize = 500;

/// A name that is longer than a key can be, or ends with what the language marks optional fields with, cannot.
pub(crate) fn can_be_field(name: &str) -> bool {
    why_no_field(name).is_none()
}

/// Why no field can be called so on the wire; `None` if one can.
pub(crate) fn why_no_field(name: &str) -> Option<String> {
    match () {
        () if name.ends_with('?') => Some("a `?` at its end marks a field that can be absent".to_owned()),
        () if name.len() > LONGEST_KEY => Some(format!("it is longer than {LONGEST_KEY} bytes")),
        () => None,
    }
}

/// Whether a parameter can be called so on the wire.
pub(crate) fn can_be_param(name: &str) -> bool {
    !name.is_empty() && can_be_field(name)
}

/// Whether a parameter can have this name in Rust; `key` ends with `?` where it is optional.
pub(crate) fn can_name_param(key: &str, rust: &str) -> bool {
    can_be_given(rust, Named::Member) && !(key.ends_with('?') && spec::is_request_method(rust))
}

/// Whether a method can have this name, which its file has too.
pub(crate) fn can_name_method(name: &str) -> bool {
    can_be_given(name, Named::Method)
}

/// Whether a group can have this name, which its file has too. `api.yaml` is the service.
pub(crate) fn can_name_group(name: &str) -> bool {
    usual_name(name, Named::Group).is_some() && name != "api"
}

/// Whether a file of a group can have this name, without its ending.
pub(crate) fn can_be_file(stem: &str) -> bool {
    usual_name(stem, Named::Group).is_some()
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

    #[test]
    fn names_are_bounded_and_safe_as_files() {
        let mut taken = Taken::default();
        let long = "very_long_".repeat(100);
        let (first, second) = (definition(&mut taken, &long), definition(&mut taken, &long));
        assert!(first.len() == LONGEST && second == format!("{first}2"), "{first}, {second}");
        assert!(member(&mut taken, &long, "field", |_| true).len() <= LONGEST);
        assert!(variant(&mut Taken::default(), &long).len() <= LONGEST);
        assert_eq!(definition(&mut taken, "Con"), "Con2");
        assert!(
            !can_name_method("nul") && !can_name_group("aux") && !can_name_group("größe") && !can_name_group("api")
        );
    }

    #[test]
    fn names_that_rust_takes_for_one_are_two() {
        let mut taken = Taken::default();
        assert_eq!(member(&mut taken, "\u{8c48}", "field", |_| true), "\u{8c48}");
        assert_eq!(member(&mut taken, "\u{f900}", "field", |_| true), "field");
        assert_eq!(member(&mut taken, "\u{1100}\u{1161}", "field", |_| true), "\u{ac00}");
        assert_eq!(member(&mut taken, "\u{ac00}", "field", |_| true), "field_2");
    }

    #[test]
    fn names_that_rust_never_takes_as_they_are_are_two() {
        for word in ["self", "Self", "self_", "SELF"] {
            let mut taken = Taken::default();
            assert_eq!(member(&mut taken, word, "field", |_| true), "self_");
            assert_eq!(member(&mut taken, "Self", "field", |_| true), "self_2");
            assert_eq!(member(&mut taken, "self_", "field", |_| true), "self_3");
        }
        let mut taken = Taken::default();
        assert_eq!(member(&mut taken, "crate", "field", |_| true), "crate_");
        assert_eq!(member(&mut taken, "Crate", "field", |_| true), "crate_2");
        assert_eq!(member(&mut taken, "type", "field", |_| true), "type");
        assert_eq!(member(&mut taken, "Type", "field", |_| true), "type_2");
        // The usual name does not fit, and the given one is the same.
        let mut taken = Taken::default();
        assert_eq!(member(&mut taken, "super", "field", |rust| rust != "super_"), "super");
        assert_eq!(member(&mut taken, "Super", "field", |_| true), "super_2");
        let mut taken = Taken::default();
        let variants = ["self", "Self", "SELF"].map(|wire| variant(&mut taken, wire));
        assert_eq!(variants, ["Self", "Self2", "Self3"]);
    }

    #[test]
    fn many_of_one_name_are_numbered() {
        let mut taken = Taken::default();
        let names: BTreeSet<_> = (0..3000).map(|_| definition(&mut taken, "Thing")).collect();
        assert!(names.len() == 3000 && names.contains("Thing3000"));
    }

    #[test]
    fn long_names_are_cut() {
        let mut taken = Taken::default();
        let long = "part_".repeat(100);
        for _ in 0..3 {
            let name = member(&mut taken, &long, "field", |_| true);
            assert!(can_be_given(&name, Named::Member), "{name}");
            let name = definition(&mut taken, &long);
            assert!(can_be_given(&name, Named::Definition), "{name}");
            assert!(can_be_given(&variant(&mut taken, &long), Named::Variant));
        }
    }
}
