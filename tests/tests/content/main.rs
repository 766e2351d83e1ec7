//! The content of the project: fixtures, samples, and the types of the spec beside them.
//!
//! One program, so that it is linked once and its tests run side by side.

mod fit;
mod fixtures;
mod repository;
mod samples;
mod synthetic;
mod synthetic_ids;
mod typed;
