//! New types for objects that the spec does not describe yet, as far as the values show them.

use std::collections::HashMap;

use heck::ToUpperCamelCase;
use spec::Api;

use super::keys::is_map;
use super::reach::Reach;
use super::types::infer;
use crate::entry::names::{self, Taken};
use crate::entry::singular::singular;
use crate::json::{Data, Member, Value};
use crate::slot::written;

/// A type of objects, not yet in the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewType {
    pub(crate) name: String,
    /// The family of what it is made for.
    family: Option<usize>,
    pub(crate) fields: Vec<NewField>,
}

/// A field of such a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewField {
    pub(crate) wire: String,
    /// The type expression, as a spec writes it.
    pub(crate) ty: String,
    pub(crate) optional: bool,
    /// The name in Rust, where it is not the usual one.
    pub(crate) rust: Option<String>,
}

/// Types in the making, with names that nothing else has.
pub(crate) struct Definitions<'a> {
    api: &'a Api,
    taken: Taken,
    /// What was made, the outer types before those inside of them.
    pub(crate) made: Vec<NewType>,
}

impl<'a> Definitions<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut taken = Taken::default();
        names::definitions(api).for_each(|name| taken.keep(name));
        Self { api, taken, made: Vec::new() }
    }

    /// The type expression that takes all of the values: of the spec where it fits, else with new types for objects. `owner`
    /// is the type that the field is in.
    pub(crate) fn expression(&mut self, owner: &str, name: &str, values: &[&Value]) -> String {
        self.with_null(values, |this, values| this.not_null(owner, name, Some(name), values))
    }

    /// The same for values inside of a field of the spec, which are not what other fields of its name are.
    pub(crate) fn part(&mut self, owner: &str, name: &str, values: &[&Value]) -> String {
        self.with_null(values, |this, values| this.not_null(owner, name, None, values))
    }

    fn with_null(&mut self, values: &[&Value], not_null: impl FnOnce(&mut Self, &[&Value]) -> String) -> String {
        let is_nullable = values.iter().any(|value| value.is_null());
        let values: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
        let ty = not_null(self, &values);
        if is_nullable { nullable(ty) } else { ty }
    }

    fn not_null(&mut self, owner: &str, name: &str, field: Option<&str>, values: &[&Value]) -> String {
        let reach = Reach::Family(self.family(owner));
        let known = written(self.api, &infer(self.api, reach, field, values));
        if !mentions_json(&known) {
            return known;
        }
        let lists: Option<Vec<_>> =
            values.iter().map(|value| if let Data::List(items) = &value.data { Some(items) } else { None }).collect();
        if let Some(lists) = lists {
            let items: Vec<_> = lists.into_iter().flatten().collect();
            return if items.is_empty() {
                known
            } else {
                format!("[{}]", self.expression(owner, &singular(name), &items))
            };
        }
        let objects: Option<Vec<_>> = values
            .iter()
            .map(|value| if let Data::Object(members) = &value.data { Some(members) } else { None })
            .collect();
        match objects {
            Some(objects) if objects.iter().any(|members| !members.is_empty()) => self.object(owner, name, &objects),
            _ => known,
        }
    }

    /// The family of a type of the spec, of one that was made, or of an endpoint.
    fn family(&self, owner: &str) -> Option<usize> {
        let made = self.made.iter().find(|made| made.name == owner);
        let known = || self.api.types.iter().find(|known| known.name == owner);
        let group = || self.api.groups.iter().find(|group| group.endpoints.iter().any(|one| one.key() == owner));
        match (made, known()) {
            (Some(made), _) => made.family,
            (None, Some(known)) => self.api.family_at(known.span),
            (None, None) => group().and_then(|group| group.family),
        }
    }

    fn object(&mut self, owner: &str, name: &str, objects: &[&Vec<Member>]) -> String {
        let members: Vec<_> = objects.iter().copied().flatten().collect();
        if is_map(&members) {
            let values: Vec<_> = members.iter().map(|member| &member.value).collect();
            return format!("{{string: {}}}", self.expression(owner, &singular(name), &values));
        }
        let usual = name.to_upper_camel_case();
        let preferred = if usual.is_empty() || self.taken.has(&usual) { format!("{owner}{usual}") } else { usual };
        let type_name = names::definition(&mut self.taken, &preferred);
        let place = self.made.len();
        let family = self.family(owner);
        self.made.push(NewType { name: type_name.clone(), family, fields: Vec::new() });
        let fields = self.fields(&type_name, objects);
        // Objects of one shape are of one type.
        if let Some(same) = self.made[..place].iter().find(|made| made.fields == fields) {
            let same = same.name.clone();
            self.made.truncate(place);
            return same;
        }
        self.made[place].fields = fields;
        type_name
    }

    fn fields(&mut self, owner: &str, objects: &[&Vec<Member>]) -> Vec<NewField> {
        let mut order: Vec<&str> = Vec::new();
        let mut values: HashMap<&str, Vec<&Value>> = HashMap::new();
        for Member { name, value, .. } in objects.iter().flat_map(|members| members.iter()) {
            let seen = values.entry(name).or_default();
            if seen.is_empty() {
                order.push(name);
            }
            seen.push(value);
        }
        let mut taken = Taken::default();
        let mut fields = Vec::new();
        for wire in order.into_iter().filter(|wire| names::can_be_field(wire)) {
            let ty = self.expression(owner, wire, &values[wire]);
            let optional = values[wire].len() < objects.len();
            fields.push(NewField { wire: wire.to_owned(), ty, optional, rust: rust_name(&mut taken, wire) });
        }
        fields
    }
}

/// Whether a type expression has JSON of any shape in it.
pub(crate) fn mentions_json(expression: &str) -> bool {
    expression.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "json")
}

/// The name of a field in Rust, where it has to be given.
pub(crate) fn rust_name(taken: &mut Taken, wire: &str) -> Option<String> {
    let rust = names::member(taken, wire, "field", |_| true);
    (!names::is_usual_member(wire, &rust)).then_some(rust)
}

/// The type that takes null too.
pub(crate) fn nullable(ty: String) -> String {
    if ty == "json" || ty.ends_with('?') { ty } else { format!("{ty}?") }
}
