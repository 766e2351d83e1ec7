//! Specs that nobody wrote: the reader takes them, and the generator is done with them.

use hikerapi_tests::made_up_spec;
use spec::Source;

#[track_caller]
fn generated(seed: u64, endpoints: usize) -> codegen::Files {
    let sources =
        made_up_spec(seed, endpoints).into_iter().map(|(path, text)| Source { path, text }).collect::<Vec<_>>();
    let api = spec::read(&sources).unwrap_or_else(|problems| {
        panic!("seed {seed}: {}", spec::render(&problems, &sources, spec::Color::Plain));
    });
    assert_eq!(api.groups.iter().map(|group| group.endpoints.len()).sum::<usize>(), endpoints);
    codegen::generate(&api)
}

#[test]
fn any_seed_and_size_gives_a_spec_that_generates() {
    for seed in 0..20 {
        for endpoints in [1, 2, 49, 51, 120] {
            // A file for each endpoint, its group, and the types.
            assert!(generated(seed, endpoints).len() > endpoints, "{seed} {endpoints}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_and_another_does_not() {
    assert_eq!(made_up_spec(1, 60), made_up_spec(1, 60));
    assert_ne!(made_up_spec(1, 60), made_up_spec(2, 60));
    assert_eq!(generated(3, 60), generated(3, 60));
}
