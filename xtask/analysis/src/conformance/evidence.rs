//! What rules work on, and how they make findings of it.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Source, Span, Type};

use super::observations::{Observations, Record, Sighting};
use super::observe::{observe, reach};
use crate::error_body;
use crate::findings::{Finding, Location, Occurrence, RuleName, Severity};
use crate::fit::Fit;
use crate::fixture::Fixture;
use crate::located::Located;
use crate::pairing::{self, Pair};
use crate::slot::{Place, Slot, takes_null, type_of, unmarked};

/// What rules work on.
#[derive(Debug)]
#[allow(missing_docs, reason = "plain")]
pub struct Evidence<'a> {
    pub api: &'a Api,
    pub sources: &'a [Source],
    pub fixtures: &'a [Fixture],
    pub pairs: Vec<Pair>,
    pub seen: Observations<'a>,
    /// The responses that are errors of the service, which show nothing of a type, and what shows that they are.
    pub errors: Vec<(Pair, String)>,
    /// The sources with the lines of their places.
    located: Vec<Located>,
    /// Whether an `example:` names the fixture, by its position.
    recorded: Vec<bool>,
}

impl<'a> Evidence<'a> {
    /// Observes the fixtures along the spec.
    #[must_use]
    pub fn new(api: &'a Api, sources: &'a [Source], fixtures: &'a [Fixture]) -> Self {
        let pairs = pairing::pairs(api, fixtures);
        let (mut good, mut errors) = (Vec::new(), Vec::new());
        for pair in &pairs {
            let returns = &api.groups[pair.group].endpoints[pair.endpoint].returns;
            match error_body::sign(api, returns.ty(), &fixtures[pair.fixture].response) {
                Some(why) => errors.push((*pair, why)),
                None => good.push(*pair),
            }
        }
        let mut seen = observe(api, fixtures, &good);
        for (Pair { group, endpoint, .. }, _) in &errors {
            let returns = &api.groups[*group].endpoints[*endpoint].returns;
            returns.ty().into_iter().for_each(|ty| reach(api, ty, &mut seen.hidden));
        }
        let examples: BTreeSet<_> =
            pairing::endpoints(api).filter_map(|(.., endpoint)| endpoint.example.as_deref()).collect();
        let recorded = fixtures.iter().map(|fixture| examples.contains(fixture.path.as_str())).collect();
        let located = sources.iter().cloned().map(Located::new).collect();
        Self { api, sources, fixtures, pairs, seen, errors, located, recorded }
    }
}

impl Evidence<'_> {
    /// A place in the spec as a line of its file.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        let source = &self.located[span.file];
        let (line, column) = source.line_column(span.start);
        Location { file: source.path.clone(), line, column }
    }

    /// A place in a fixture, with how often the finding occurs.
    #[must_use]
    pub fn occurrence(&self, fixture: usize, start: usize, path: &str, count: usize, of: usize) -> Occurrence {
        let source = &self.fixtures[fixture].source;
        let (line, column) = source.line_column(start);
        Occurrence { location: Location { file: source.path.clone(), line, column }, path: path.to_owned(), count, of }
    }

    /// A finding about a typed place, without an occurrence and a change yet.
    #[must_use]
    pub fn at(&self, rule: RuleName, severity: Severity, slot: &Slot, what: String, help: String) -> Finding {
        let (against, home) = slot.place.home(self.api);
        Finding {
            rule,
            severity,
            against: against.to_owned(),
            home: Some(self.location(home)),
            subject: slot.name(self.api),
            what,
            occurrence: None,
            spec: Some(self.location(slot.place.span(self.api))),
            help,
            change: None,
        }
    }

    /// The values that have a fault, one case for each fixture and each fault, in the order of the fixtures.
    pub fn cases<'s, 'v: 's, T: Ord + 's>(
        &self,
        record: &'s Record<'v>,
        wrong: impl Fn(&Sighting<'v>) -> Option<T>,
    ) -> Vec<(T, Occurrence)> {
        let mut cases: BTreeMap<(usize, T), (&Sighting<'v>, usize)> = BTreeMap::new();
        for sighting in &record.sightings {
            if let Some(found) = wrong(sighting) {
                cases.entry((sighting.fixture, found)).or_insert((sighting, 0)).1 += 1;
            }
        }
        if cases.is_empty() {
            return Vec::new();
        }
        let occasions = record.occasions();
        let occurrence = |sighting: &Sighting<'_>, count| {
            let of = occasions.get(&sighting.fixture).copied().unwrap_or_default();
            self.occurrence(sighting.fixture, sighting.value.start, &sighting.path, count, of)
        };
        cases.into_iter().map(|((_, found), (first, count))| (found, occurrence(first, count))).collect()
    }

    /// A notice where valid values of one place come in two forms, at the first value of the rarer form.
    #[must_use]
    pub fn two_forms(
        &self,
        rule: RuleName,
        slot: &Slot,
        record: &Record<'_>,
        form: fn(&Sighting<'_>) -> Option<&'static str>,
        help: &str,
    ) -> Option<Finding> {
        let mut forms: BTreeMap<&str, Vec<&Sighting<'_>>> = BTreeMap::new();
        for sighting in &record.sightings {
            if let Some(form) = form(sighting) {
                forms.entry(form).or_default().push(sighting);
            }
        }
        let mut by_count: Vec<_> = forms.into_iter().collect();
        by_count.sort_by_key(|(_, sightings)| sightings.len());
        let [(rare, few), (usual, many)] = by_count.as_slice() else { return None };
        let first = few.first()?;
        let what = format!("{rare} here, {usual} elsewhere");
        let help = format!("nothing, {help}; mention both forms in its doc");
        let mut finding = self.at(rule, Severity::Notice, slot, what, help);
        let all = few.len() + many.len();
        finding.occurrence = Some(self.occurrence(first.fixture, first.value.start, &first.path, few.len(), all));
        Some(finding)
    }

    /// The enums with a value that they do not list.
    pub fn enums_with_unknown_values(&self) -> impl Iterator<Item = usize> {
        let unknown = |record: &Record<'_>| record.sightings.iter().any(|sighting| sighting.fit == Fit::UnknownValue);
        self.seen.slots.iter().filter_map(move |(slot, record)| match unmarked(type_of(self.api, slot)) {
            Type::Enum(index) if unknown(record) => Some(*index),
            _ => None,
        })
    }

    /// Whether a fixture is one that an `example:` names.
    #[must_use]
    pub fn is_recorded(&self, fixture: usize) -> bool {
        self.recorded[fixture]
    }

    /// Whether the spec marks a place as optional or nullable.
    #[must_use]
    pub fn marks(&self, slot: &Slot) -> Marks {
        let nullable = takes_null(type_of(self.api, slot));
        match slot.place {
            Place::Field { owner, field } if slot.inner.is_empty() => {
                let field = &self.api.types[owner].fields[field];
                Marks { optional: field.optional, nullable: nullable || field.nullable }
            }
            _ => Marks { optional: false, nullable },
        }
    }
}

/// The marks of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Marks {
    pub optional: bool,
    pub nullable: bool,
}
