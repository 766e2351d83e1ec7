//! Findings: where a spec and a service disagree, and how reports show that.

mod finding;
pub mod report;

pub use finding::{Change, Finding, Location, Occurrence, RuleName, Severity};
