//! Walking responses and types together, and noting which value is where.

use std::collections::{BTreeSet, HashMap};

use spec::{Api, Field, Members, Type};

use super::observations::{Absence, Definition, Extra, Observations, Sighting};
use crate::fit::{Fit, fit, member};
use crate::fixture::Fixture;
use crate::json::{Data, Member, Value};
use crate::pairing::Pair;
use crate::slot::{Inner, Place, Slot, member_path, takes_null, unmarked};

/// What the fixtures show of the spec.
#[must_use]
pub fn observe<'a>(api: &Api, fixtures: &'a [Fixture], pairs: &[Pair]) -> Observations<'a> {
    let mut seen = Observations::default();
    for &Pair { fixture, group, endpoint } in pairs {
        let Some(ty) = api.groups[group].endpoints[endpoint].returns.ty() else { continue };
        let slot = Slot::of(Place::Response { group, endpoint });
        let mut walk = Walk { api, fixture, seen: &mut seen, tag: None };
        walk.value(&slot, ty, takes_null(ty), &fixtures[fixture].response, "$");
    }
    seen
}

struct Walk<'w, 'a> {
    api: &'w Api,
    fixture: usize,
    seen: &'w mut Observations<'a>,
    /// The tag of the union whose member is looked at next: it need not be a field of the member.
    tag: Option<&'w str>,
}

impl<'a> Walk<'_, 'a> {
    fn value(&mut self, slot: &Slot, ty: &Type, may_be_null: bool, value: &'a Value, path: &str) {
        let fit = fit(self.api, ty, value);
        let sighting = Sighting { fixture: self.fixture, path: path.to_owned(), value, fit };
        self.seen.slots.entry(slot.clone()).or_default().sightings.push(sighting.clone());
        let is_allowed_null = fit == Fit::Null && may_be_null;
        if !matches!(fit, Fit::Good | Fit::WrongLength) {
            if !is_allowed_null {
                self.hide(ty);
            }
            return;
        }
        match (unmarked(ty), &value.data) {
            (Type::Struct(index), Data::Object(members)) => {
                self.seen.objects.entry(*index).or_default().push(sighting);
                self.object(*index, members, value.start, path);
            }
            (Type::Union(index), _) => self.member(*index, value, path),
            (Type::Map(item), Data::Object(members)) => {
                let slot = slot.then(Inner::Value);
                for Member { name, value, .. } in members {
                    self.value(&slot, item, takes_null(item), value, &member_path(path, name));
                }
            }
            (Type::List(item), Data::List(items)) => {
                let slot = slot.then(Inner::Item);
                for (index, value) in items.iter().enumerate() {
                    self.value(&slot, item, takes_null(item), value, &format!("{path}[{index}]"));
                }
            }
            (Type::Tuple(parts), Data::List(items)) => {
                for (index, (part, value)) in parts.iter().zip(items).enumerate() {
                    let slot = slot.then(Inner::Element(index));
                    self.value(&slot, part, takes_null(part), value, &format!("{path}[{index}]"));
                }
                parts.iter().skip(items.len()).for_each(|part| self.hide(part));
            }
            _ => {}
        }
    }

    /// The value again, as the member of the union that it is.
    fn member(&mut self, union: usize, value: &'a Value, path: &str) {
        let api = self.api;
        let Some(member) = member(&api.unions[union], value) else { return };
        let Some(ty) = api.unions[union].members.types().nth(member) else { return };
        if let Members::Tagged { tag, .. } = &api.unions[union].members {
            self.tag = Some(tag);
        }
        self.value(&Slot::of(Place::Member { union, member }), ty, false, value, path);
    }

    fn object(&mut self, owner: usize, members: &'a [Member], start: usize, path: &str) {
        let api = self.api;
        let tag = self.tag.take();
        let fields = &api.types[owner].fields;
        let by_name: HashMap<_, _> = members.iter().map(|member| (member.name.as_str(), member)).collect();
        for (position, field) in fields.iter().enumerate() {
            let slot = Slot::of(Place::Field { owner, field: position });
            let path = member_path(path, &field.wire);
            match by_name.get(field.wire.as_str()) {
                Some(member) => {
                    self.value(&slot, &field.ty, field.nullable, &member.value, &path);
                }
                None => {
                    let absence = Absence { fixture: self.fixture, path, start };
                    self.seen.slots.entry(slot).or_default().absences.push(absence);
                    if !field.optional {
                        self.hide(&field.ty);
                    }
                }
            }
        }
        self.extras(owner, fields, members, (path, tag));
    }

    fn extras(&mut self, owner: usize, fields: &[Field], members: &'a [Member], (path, tag): (&str, Option<&str>)) {
        let known: HashMap<_, _> = fields.iter().enumerate().map(|(at, field)| (field.wire.as_str(), at)).collect();
        let mut after = None;
        for Member { name, start, value } in members {
            if let Some(position) = known.get(name.as_str()) {
                after = Some(*position);
                continue;
            }
            if tag == Some(name.as_str()) {
                continue;
            }
            let extra = Extra { fixture: self.fixture, path: member_path(path, name), start: *start, value, after };
            self.seen.extras.entry((owner, name.clone())).or_default().push(extra);
        }
    }

    /// Notes everything that a type leads to as not seen.
    fn hide(&mut self, ty: &Type) {
        reach(self.api, ty, &mut self.seen.hidden);
    }
}

/// Adds every definition that a type leads to.
pub fn reach(api: &Api, ty: &Type, found: &mut BTreeSet<Definition>) {
    let definition = match ty {
        Type::Struct(index) => Definition::Struct(*index),
        Type::Enum(index) => Definition::Enum(*index),
        Type::Union(index) => Definition::Union(*index),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => return reach(api, inner, found),
        Type::Tuple(parts) => return parts.iter().for_each(|part| reach(api, part, found)),
        Type::Scalar(_) | Type::Id(_) | Type::External(_) => return,
    };
    if !found.insert(definition) {
        return;
    }
    match definition {
        Definition::Struct(index) => api.types[index].fields.iter().for_each(|field| reach(api, &field.ty, found)),
        Definition::Union(index) => api.unions[index].members.types().for_each(|ty| reach(api, ty, found)),
        Definition::Enum(_) => {}
    }
}
