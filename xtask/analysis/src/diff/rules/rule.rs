//! What a rule is, and the changes that rules find.

use crate::diff::sides::Sides;
use crate::diff::version::Effect;

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its name in reports.
    pub name: &'static str,
    /// The step of the version that it needs.
    pub effect: Effect,
    /// Why it has that effect.
    pub why: &'static str,
    /// Finds every such change.
    pub(crate) find: fn(&Sides<'_>) -> Vec<Found>,
}

/// A change, before its rule classifies it.
pub(crate) struct Found {
    pub(crate) item: String,
    pub(crate) message: String,
    pub(crate) breaks: Option<String>,
}

impl Found {
    pub(super) fn compatible(item: String, message: impl Into<String>) -> Self {
        Self { item, message: message.into(), breaks: None }
    }

    pub(super) fn breaking(item: String, message: impl Into<String>, breaks: impl Into<String>) -> Self {
        Self { item, message: message.into(), breaks: Some(breaks.into()) }
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
