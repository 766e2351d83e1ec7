//! Drift: how often recorded responses show each field, and the change to the spec that fixes the findings.

pub mod coverage;
pub mod patch;
