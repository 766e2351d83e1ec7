//! The rules for responses on a synthetic shop, and on this project's own spec and fixtures.

mod committed;
mod language;
mod patches;
#[path = "../project/mod.rs"]
mod project;
mod rules;
mod shop;
mod values;
