//! The next version for a change, by the rules of Cargo.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use analysis::diff::{Effect, Step, Version};

#[test]
fn the_step_follows_cargo() {
    use Effect::{Major, Minor, Patch};
    for (released, effect, next) in [
        ("0.0.3", Some(Patch), "0.0.4"),
        ("0.0.3", Some(Major), "0.0.4"),
        ("0.3.1", Some(Patch), "0.3.2"),
        ("0.3.1", Some(Minor), "0.3.2"),
        ("0.3.1", Some(Major), "0.4.0"),
        ("1.2.3", Some(Patch), "1.2.4"),
        ("1.2.3-beta.1", Some(Minor), "1.3.0"),
        ("1.2.3", Some(Major), "2.0.0"),
        ("1.2.3", None, "1.2.3"),
    ] {
        let released: Version = released.parse().unwrap();
        assert_eq!(Step::of(released, effect.into_iter()).next.to_string(), next, "{released} {effect:?}");
    }
}
