//! Checks that the cases of trybuild cover every fault of a call and every problem of a spec.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use spec::Problem;
use syn::Item;

use crate::{call, expand, input};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn items(path: &Path) -> Vec<Item> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).items
}

/// The variants of an enum, from its source, since Rust cannot list them.
fn variants(path: &str, name: &str) -> BTreeSet<String> {
    let found = items(&root().join(path)).into_iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == name => Some(item.variants),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no enum `{name}` in {path}")).iter().map(|one| one.ident.to_string()).collect()
}

/// The arguments of each call in the cases of a folder.
fn calls(folder: &str) -> Vec<TokenStream> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join("tests/ui").join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    paths.sort();
    let calls = paths.iter().flat_map(|path| items(path)).filter_map(|item| match item {
        Item::Macro(item) if item.mac.path.segments.last().is_some_and(|name| name.ident == "endpoints") => {
            Some(item.mac.tokens)
        }
        _ => None,
    });
    calls.collect()
}

/// The names of the problems that a call has, as variants of `Problem`.
fn problems(arguments: TokenStream) -> BTreeSet<String> {
    let Ok(call) = call::call(arguments) else { return BTreeSet::new() };
    let inputs = match input::read(&call.texts, Some(&root().join("tests/ui"))) {
        Ok(inputs) => inputs,
        Err(failure) => {
            // This problem is found before the file is read as a spec.
            let is_not_utf8 = failure.text.contains(&Problem::NotUtf8 { offset: 0 }.title());
            return is_not_utf8.then(|| "NotUtf8".to_owned()).into_iter().collect();
        }
    };
    let sources: Vec<_> = inputs.into_iter().map(|input| input.source).collect();
    let Err(problems) = spec::read_extension(&sources, expand::CLIENT_CRATE) else { return BTreeSet::new() };
    let names = problems.in_order().into_iter().map(|located| {
        let shown = format!("{:?}", located.problem);
        shown.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
    });
    names.collect()
}

#[test]
fn every_problem_of_a_spec_has_a_case() {
    let mut shown: BTreeSet<_> = ["spec_problems", "calls"].into_iter().flat_map(calls).flat_map(problems).collect();
    // An extension needs no `api`. No text is known that the two YAML readers read differently. A text that is too large is
    // made by a test of `spec`.
    shown.extend(["NoApi", "ReadersDisagree", "TooLarge"].map(str::to_owned));
    let missing: Vec<_> = variants("spec/src/problem.rs", "Problem").difference(&shown).cloned().collect();
    assert!(missing.is_empty(), "no case under `tests/ui/spec_problems` shows {missing:?}");
}

#[test]
fn every_call_in_spec_problems_has_a_problem() {
    for arguments in calls("spec_problems") {
        assert!(!problems(arguments.clone()).is_empty(), "{arguments}");
    }
}

#[test]
fn every_fault_of_a_call_has_a_case() {
    let mut shown = BTreeSet::new();
    for arguments in calls("calls") {
        let mut words = arguments.into_iter().map(|token| token.to_string());
        if words.next().as_deref() == Some("mod") {
            shown.extend(words.next());
        }
    }
    // Cargo always sets the package. `input` has a test for this fault.
    shown.insert("no_package".to_owned());
    let faults = variants("macros/src/fault.rs", "Fault");
    let missing: Vec<_> = faults.iter().map(|name| name.to_snake_case()).filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "no call in `tests/ui/calls` is named {missing:?}");
}
