//! What a rule is, and the changes that rules find.

use crate::diff::sides::Sides;
use crate::diff::version::Effect;

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its name in reports.
    pub name: &'static str,
    /// What it asks of the next version.
    pub effect: Effect,
    /// Why it has that effect.
    pub why: &'static str,
    /// Finds every such change.
    pub(in crate::diff) find: fn(&Sides<'_>) -> Vec<Found>,
}

/// A change, before its rule says what it means.
pub(in crate::diff) struct Found {
    pub(in crate::diff) item: String,
    pub(in crate::diff) says: String,
    pub(in crate::diff) breaks: Option<String>,
}

impl Found {
    pub(super) fn compatible(item: String, says: impl Into<String>) -> Self {
        Self { item, says: says.into(), breaks: None }
    }

    pub(super) fn breaking(item: String, says: impl Into<String>, breaks: impl Into<String>) -> Self {
        Self { item, says: says.into(), breaks: Some(breaks.into()) }
    }
}

/// A rule whose change breaks code.
pub(super) const fn breaking(name: &'static str, find: fn(&Sides<'_>) -> Vec<Found>, why: &'static str) -> Rule {
    Rule { name, effect: Effect::Major, why, find }
}

/// A rule whose change adds something.
pub(super) const fn addition(name: &'static str, find: fn(&Sides<'_>) -> Vec<Found>, why: &'static str) -> Rule {
    Rule { name, effect: Effect::Minor, why, find }
}

/// A rule whose change leaves the code as it is.
pub(super) const fn correction(name: &'static str, find: fn(&Sides<'_>) -> Vec<Found>, why: &'static str) -> Rule {
    Rule { name, effect: Effect::Patch, why, find }
}
