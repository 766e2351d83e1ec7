//! The library depends on the spec and on small libraries alone: no command line, no HTTP, no async runtime.

/// What each is for is in ARCHITECTURE.md.
const ALLOWED: &[&str] = &[
    "fastrand",
    "form_urlencoded",
    "heck",
    "jiff",
    "serde",
    "serde_json",
    "serde_yaml",
    "similar",
    "siphasher",
    "spec",
];

#[test]
fn no_other_crate_is_a_dependency() {
    let manifest = include_str!("../Cargo.toml");
    let (_, section) = manifest.split_once("\n[dependencies]\n").expect("the section");
    let section = section.split("\n[").next().unwrap_or_default();
    let names: Vec<_> = section.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).collect();
    assert_eq!(names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(), ALLOWED);
}
