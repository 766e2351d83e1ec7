//! Malicious files: too deep, too long, too many entries. Each ends in a problem, and quickly: if the
//! work grew with the square of the size, these tests would not finish.

mod support;

use spec::{Color, Problem, Source};
use support::check_problems;

/// The first problem of a text that is a whole spec except for its `api` section.
#[track_caller]
fn first(text: &str) -> Problem {
    let sources = [Source { path: "own.yaml".to_owned(), text: text.to_owned() }];
    let problems = spec::read(&sources).expect_err("there is no api section");
    check_problems(&problems, &sources);
    let mut own = problems.in_order().into_iter().map(|located| &located.problem);
    own.find(|problem| **problem != Problem::NoApi).unwrap_or(&Problem::NoApi).clone()
}

#[test]
fn deep_nesting_ends_early() {
    for open in ["[", "{", "{a: ", "- ", "? ", "[{", "[[a, "] {
        let problem = first(&open.repeat(1_000_000 / open.len()));
        assert!(matches!(problem, Problem::Syntax { .. }), "{open}: {problem:?}");
    }
    let indented: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(matches!(first(&indented), Problem::Syntax { .. }));
    let type_text = format!("types: {{ T: {{ doc: A., fields: {{ a: \"{}\" }} }} }}", "[".repeat(1_000_000));
    assert!(matches!(first(&type_text), Problem::TypeSyntax { .. }));
}

#[test]
fn long_texts_are_read_once() {
    const LENGTH: usize = 10_000_000;
    assert!(matches!(first(&"a".repeat(LENGTH)), Problem::WrongShape { .. }));
    assert!(matches!(first(&format!("doc: |\n  {}", "a".repeat(LENGTH))), Problem::UnknownKey { .. }));
    for character in ["#", " ", "\n", "\t", "\"", "'", "!", "%", "|", ":"] {
        first(&character.repeat(1_000_000));
    }
    let name = "a".repeat(1_000_000);
    first(&format!("types: {{ T: {{ doc: A., fields: {{ a: {name} }} }} }}"));
    first(&format!("enums: {{ E: {{ doc: A., of: {name}, values: {{ a: A. }} }} }}"));
    first(&format!("? {name}\n: 1\n"));
}

/// One entry after the other.
fn many(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect()
}

#[test]
fn many_entries_take_linear_time() {
    const MANY: usize = 20_000;
    first(&many(MANY, |n| format!("k{n}: 1\n")));
    first(&many(MANY, |_| "k: 1\n".to_owned()));
    first(&format!("types:\n  T:\n    doc: A.\n    fields:\n{}", many(MANY, |n| format!("      a{n}: U{n}\n"))));
    let types = many(MANY, |n| format!("T{n}: {{doc: A., fields: {{a: T{}}}}}, ", (n + 1) % MANY));
    first(&format!("types: {{ {types} }}"));
    let wrong = many(MANY, |n| format!("T{n}: {{doc: A., fields: {{a: U{n}}}}}, "));
    first(&format!("types: {{ {wrong} }}"));
    let params = |mark: &str, ty: &str| many(MANY, |n| format!("      p{n}{mark}: {ty}\n"));
    let endpoint = "group: { doc: A., base: /v1 }\nendpoints:\n  /v1/x:\n    doc: A.\n    returns: T\n    params:\n";
    first(&format!("{endpoint}      z?: string\n{}", params("", "string")));
    let when = many(MANY, |n| format!("        p{n}: 2\n"));
    first(&format!("{endpoint}{}    cost:\n      units: 1\n      when:\n{when}", params("?", "boolean")));
}

#[test]
fn aliases_are_reported_and_never_followed() {
    let bomb: String = many(60, |n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, format!("*a{n}, ").repeat(9)));
    assert!(matches!(first(&format!("a0: &a0 [x]\n{bomb}")), Problem::Forbidden { .. }));
    assert!(matches!(first("a: &a [*a]\n"), Problem::Forbidden { .. }));
}

#[test]
fn no_files_at_all_are_a_problem() {
    let problems = spec::read(&[]).expect_err("no api");
    assert!(spec::render(&problems, &[], Color::Plain).contains("no file of the spec has an `api` section"));
}

#[test]
fn a_spec_that_would_need_gigabytes_is_refused_in_time() {
    // The files of a spec count together, and one message is enough.
    let file = |n: usize| Source { path: format!("{n}.yaml"), text: format!("a: [{}]", "x,".repeat(600_000)) };
    let problems = spec::read(&[file(1), file(2), file(3)]).expect_err("two are too many");
    let is_too_large = |problem: &Problem| matches!(problem, Problem::TooLarge { most: 1_000_000, .. });
    assert_eq!(problems.in_order().into_iter().filter(|located| is_too_large(&located.problem)).count(), 1);
    let text = Source { path: "a.yaml".to_owned(), text: "#".repeat(70_000_000) };
    let problems = spec::read(&[text.clone(), text]).expect_err("it is too large");
    assert_eq!(problems.len(), 1, "{problems:?}");
}
