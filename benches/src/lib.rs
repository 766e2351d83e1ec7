//! What the benchmarks share: recorded responses, hand-written structs for them, and synthetic specs.

pub mod hand_written;
pub mod responses;
pub mod specs;
