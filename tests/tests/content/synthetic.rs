//! Synthetic specs of many sizes are read without a problem, and the client is generated.

use hikerapi_tests::synthetic_spec;
use spec::Source;

#[track_caller]
fn generated(seed: u64, endpoints: usize) -> codegen::Files {
    let sources =
        synthetic_spec(seed, endpoints).into_iter().map(|(path, text)| Source { path, text }).collect::<Vec<_>>();
    let api = spec::read(&sources).unwrap_or_else(|problems| {
        panic!("seed {seed}: {}", spec::render(&problems, &sources, spec::Color::Plain));
    });
    assert_eq!(api.groups.iter().map(|group| group.endpoints.len()).sum::<usize>(), endpoints);
    codegen::generate(&api, &codegen::Samples::default())
}

#[test]
fn any_seed_and_size_gives_a_spec_that_generates() {
    for seed in 0..20 {
        for endpoints in [1, 2, 49, 51, 120] {
            // One file per endpoint, and those of groups and types.
            assert!(generated(seed, endpoints).len() > endpoints, "{seed} {endpoints}");
        }
    }
}

#[test]
fn a_spec_depends_on_its_seed_alone() {
    assert_eq!(synthetic_spec(1, 60), synthetic_spec(1, 60));
    assert_ne!(synthetic_spec(1, 60), synthetic_spec(2, 60));
    assert_eq!(generated(3, 60), generated(3, 60));
}
