//! What the benchmarks share: recorded responses and their other forms, hand-written structs for them, synthetic specs,
//! and how targets are printed.

pub mod hand_written;
pub mod long_lists;
pub mod orders;
pub mod responses;
pub mod specs;
pub mod targets;
