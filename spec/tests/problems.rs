//! The messages of all problems: each case under `problems/` is a spec with mistakes, beside a golden
//! of its messages.
//!
//! A case is a YAML file, or a folder of several that are read together. `minimal.yaml` is added if it
//! has no `api` section. Its first line can change that: `# no api` reads it as it is, `# extension` as
//! endpoints for the client of another crate. A file `x.rs.yaml` is read as if its text were part of
//! the code of `x.rs`. `UPDATE_EXPECT=1 cargo test -p hikerapi-spec`
//! updates the goldens.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use spec::{Color, Problem, Problems, Source, Span};

#[test]
fn every_case_has_the_messages_of_its_golden() {
    for case in cases() {
        expect_file![file(&case, "txt")].assert_eq(&messages(&case));
    }
}

#[test]
fn every_variant_has_a_case() {
    let mut shown: BTreeSet<_> = cases().iter().flat_map(|case| found(case).1).collect();
    // `hostile` makes a spec that is too large.
    shown.insert("TooLarge".to_owned());
    let missing: Vec<_> = variants().into_iter().filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "no case under `problems/` has {missing:?}");
}

#[test]
fn every_golden_has_its_case() {
    for golden in entries(&folder()).into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let case = golden.with_extension("");
        assert!(case.is_dir() || file(&case, "yaml").is_file(), "{} has no case", golden.display());
    }
}

#[test]
fn no_case_has_the_same_message_twice() {
    for case in cases() {
        let messages = messages(&case);
        let mut seen = BTreeSet::new();
        for problem in messages.split("\n\n") {
            assert!(seen.insert(problem), "{} has twice:\n{problem}", case.display());
        }
    }
}

#[test]
fn line_ends_of_two_characters_change_no_message() {
    for case in cases() {
        let (mut sources, unreadable) = sources(&case);
        if unreadable.is_none() {
            sources.iter_mut().for_each(|source| source.text = source.text.replace('\n', "\r\n"));
            let shown = spec::render(&problems(&sources), &sources, Color::Plain);
            assert_eq!(format!("{shown}\n"), messages(&case), "{}", case.display());
        }
    }
}

#[test]
fn the_wording_follows_the_rules() {
    for case in cases() {
        for located in found(&case).0.in_order() {
            let problem = &located.problem;
            let title = problem.title();
            let is_lower = !title.starts_with(char::is_uppercase);
            assert!(is_lower && !title.ends_with('.'), "{}: {title}", case.display());
            for hint in [problem.label(), problem.help()].into_iter().flatten() {
                assert!(!hint.ends_with('.') && !hint.is_empty(), "{}: {hint}", case.display());
            }
            let has_a_hint = problem.label().or(problem.help()).is_some();
            assert!(has_a_hint || title_is_enough(problem), "{}: no hint: {title}", case.display());
        }
    }
}

/// Problems whose title names what must be written: a hint would only repeat it.
fn title_is_enough(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::WrongShape { .. }
            | Problem::MissingKey { .. }
            | Problem::BadLimit { .. }
            | Problem::WrongValue { .. }
            | Problem::BadDefault { .. }
            | Problem::BadSample { .. }
            | Problem::Syntax { .. }
            | Problem::OneKeyMissing { .. }
            | Problem::KeyNeeds { .. }
            | Problem::BadPages { .. }
            | Problem::PagesParamType { .. }
            | Problem::PagesEndType { .. }
    )
}

/// The messages of a case, as on a terminal without colours.
fn messages(case: &Path) -> String {
    let (problems, _) = found(case);
    let (sources, _) = sources(case);
    format!("{}\n", spec::render(&problems, &sources, Color::Plain))
}

/// The problems of a case and the names of their variants.
fn found(case: &Path) -> (Problems, BTreeSet<String>) {
    let (sources, unreadable) = sources(case);
    let problems = unreadable.unwrap_or_else(|| problems(&sources));
    let names = problems.in_order().iter().map(|located| variant(&located.problem)).collect();
    (problems, names)
}

fn problems(sources: &[Source]) -> Problems {
    let is_extension = has_first_line(sources, "# extension");
    let read = if is_extension { spec::read_extension(sources, "shop") } else { spec::read(sources) };
    read.expect_err("a case has a problem")
}

/// The files of a case as sources, and the problems of reading them.
fn sources(case: &Path) -> (Vec<Source>, Option<Problems>) {
    let mut problems = Problems::default();
    let mut sources = Vec::new();
    let paths = if case.is_dir() { entries(case) } else { vec![file(case, "yaml")] };
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let shown = if name.ends_with(".rs.yaml") { name.trim_end_matches(".yaml") } else { name };
        match Source::from_bytes(shown, fs::read(&path).expect("a file")) {
            Ok(source) => sources.push(source),
            Err((readable, problem)) => {
                let end = readable.text.len();
                problems.add(Span { file: sources.len(), start: end, end }, problem);
                sources.push(readable);
            }
        }
    }
    let is_complete = sources.iter().any(|source| source.text.contains("api:\n"));
    if !is_complete && !has_first_line(&sources, "# no api") && !has_first_line(&sources, "# extension") {
        sources.push(Source { path: "api.yaml".to_owned(), text: include_str!("minimal.yaml").to_owned() });
    }
    (sources, Some(problems).filter(|problems| !problems.is_empty()))
}

fn has_first_line(sources: &[Source], line: &str) -> bool {
    sources.iter().any(|source| source.text.lines().next() == Some(line))
}

/// The cases by their paths without an extension.
fn cases() -> Vec<PathBuf> {
    let paths = entries(&folder()).into_iter().filter(|path| path.extension().is_none_or(|end| end != "txt"));
    paths.map(|path| if path.is_dir() { path } else { path.with_extension("") }).collect()
}

fn file(case: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", case.display()))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn variant(problem: &Problem) -> String {
    let shown = format!("{problem:?}");
    shown.split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// The names of all variants, from the source: the enum cannot be matched in full from outside.
fn variants() -> Vec<String> {
    let source = include_str!("../src/problem.rs");
    let (_, body) = source.split_once("pub enum Problem {\n").expect("the enum");
    let (body, _) = body.split_once("\n}\n").expect("its end");
    let lines =
        body.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| line.starts_with(char::is_alphabetic));
    let names: Vec<_> = lines.map(|line| line.split([' ', ',', '(']).next().unwrap_or_default().to_owned()).collect();
    assert!(names.len() > 50, "the enum is not where it was: {names:?}");
    names
}
