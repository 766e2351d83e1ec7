//! `cargo xtask drift` on a made-up shop, and on this project's own spec and fixtures.

mod command;
mod committed;
mod patches;
mod rules;
mod shop;
mod values;
