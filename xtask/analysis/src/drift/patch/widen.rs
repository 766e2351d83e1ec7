//! The type that a place needs to take everything that was seen in it.

use spec::Type;

use crate::conformance::evidence::Evidence;
use crate::entry::singular::singular;
use crate::fit::Fit;
use crate::json::{Data, Value};
use crate::slot::{Inner, Slot, unmarked, written};
use crate::values::define::{Definitions, nullable};

/// What is widened: new types for objects are named after the type and the field that hold them.
pub(super) struct Widening<'w, 'e, 'a> {
    pub(super) evidence: &'e Evidence<'a>,
    pub(super) definitions: &'w mut Definitions<'e>,
    pub(super) owner: &'w str,
}

impl Widening<'_, '_, '_> {
    /// The narrowest type that takes the old type's values and all that was seen, as a spec writes it.
    pub(super) fn widened(&mut self, slot: &Slot, name: &str, ty: &Type) -> String {
        let api = self.evidence.api;
        let Some(record) = self.evidence.seen.slots.get(slot) else { return written(api, ty) };
        let fits = record.sightings.iter().all(|sighting| {
            matches!(sighting.fit, Fit::Good | Fit::Null | Fit::UnknownValue | Fit::UnknownMember | Fit::WrongLength)
        });
        let values: Vec<_> = record.sightings.iter().map(|sighting| sighting.value).collect();
        let new = match fits {
            true => self.part_by_part(slot, name, unmarked(ty), &values),
            false if slot.inner.is_empty() => self.definitions.expression(self.owner, name, &values),
            false => self.definitions.part(self.owner, name, &values),
        };
        // An existing mark is kept, also on JSON of any shape, which does not need it.
        match ty {
            Type::Nullable(_) if !new.ends_with('?') => format!("{new}?"),
            _ if record.nulls() > 0 => nullable(new),
            _ => new,
        }
    }

    fn part_by_part(&mut self, slot: &Slot, name: &str, ty: &Type, values: &[&Value]) -> String {
        match ty {
            Type::List(item) => format!("[{}]", self.widened(&slot.then(Inner::Item), &singular(name), item)),
            Type::Map(value) => {
                format!("{{string: {}}}", self.widened(&slot.then(Inner::Value), &singular(name), value))
            }
            Type::Tuple(parts) => {
                let parts = parts.iter().enumerate();
                let parts = parts.map(|(index, part)| self.widened(&slot.then(Inner::Element(index)), name, part));
                let parts = parts.collect();
                format!("[{}]", self.of_all_lengths(name, parts, values).join(", "))
            }
            ty => written(self.evidence.api, ty),
        }
    }

    /// The parts of the longest tuple; those that a shorter one lacks may be null.
    fn of_all_lengths(&mut self, name: &str, mut parts: Vec<String>, values: &[&Value]) -> Vec<String> {
        let tuples: Vec<&Vec<Value>> = values
            .iter()
            .filter_map(|value| if let Data::List(items) = &value.data { Some(items) } else { None })
            .collect();
        let longest = tuples.iter().map(|items| items.len()).max().unwrap_or_default();
        for index in parts.len()..longest {
            let further: Vec<_> = tuples.iter().filter_map(|items| items.get(index)).collect();
            parts.push(self.definitions.part(self.owner, name, &further));
        }
        let shortest = tuples.iter().map(|items| items.len()).min().unwrap_or(parts.len());
        for part in parts.iter_mut().skip(shortest).filter(|part| !part.ends_with('?')) {
            part.push('?');
        }
        parts
    }
}
