//! Any document can be imported without a panic, and the result is a valid spec.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

mod documents;

use analysis::Error;
use analysis::openapi::import::files;
use analysis::openapi::json::{self, Json};
use documents::{document, schema};
use proptest::prelude::*;

/// The lines of each file, sorted; none where nothing can be imported.
fn lines(document: &Json) -> Vec<(String, Vec<String>)> {
    let sorted = |text: &str| {
        let text = text.split("\n# Left out:").next().unwrap_or_default();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let files = files(document, None).unwrap_or_default();
    files.into_iter().map(|file| (sorted(&file.text), file.name)).map(|(lines, name)| (name, lines)).collect()
}

/// Puts a value of another kind in the place of the value that comes after `countdown` others; whether there is one.
fn spoil(json: &mut Json, countdown: &mut usize, with: &Json) -> bool {
    if *countdown == 0 {
        *json = with.clone();
        return true;
    }
    *countdown -= 1;
    match json {
        Json::Array(items) => items.iter_mut().any(|item| spoil(item, countdown, with)),
        Json::Object(object) => object.values_mut().any(|value| spoil(value, countdown, with)),
        _ => false,
    }
}

/// The import reads back what it prints, and fails if the language refuses it.
fn is_imported(document: &Json) -> Result<(), TestCaseError> {
    match files(document, None) {
        Ok(files) => {
            for file in files {
                prop_assert!(!file.text.is_empty() && file.name.len() < 200 && file.name.is_ascii(), "{}", file.name);
                let stem = file.name.split('.').next().unwrap_or_default().to_owned();
                prop_assert!(!["con", "nul", "aux", "prn"].contains(&stem.as_str()), "{}", file.name);
            }
        }
        Err(Error { what, why, .. }) => {
            let is_said = ["there is nothing to import", "cannot import the document"].contains(&what.as_str());
            prop_assert!(is_said, "{}: {}", what, why);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_depends_on_the_order_of_the_document(document in document()) {
        let parsed = json::parse(&document).unwrap();
        let mut turned = parsed.clone();
        for place in ["/paths", "/components/schemas"] {
            if let Some(Json::Object(object)) = turned.pointer_mut(place) {
                *object = std::mem::take(object).into_iter().rev().collect();
            }
        }
        prop_assert_eq!(lines(&parsed), lines(&turned));
    }

    #[test]
    fn any_document_gives_a_valid_spec(document in document()) {
        is_imported(&json::parse(&document).unwrap())?;
    }

    #[test]
    fn a_document_with_values_of_wrong_kinds_gives_a_valid_spec(
        document in document(),
        places in prop::collection::vec((0_usize..400, schema()), 1..4),
    ) {
        let mut document = json::parse(&document).unwrap();
        for (mut place, with) in places {
            spoil(&mut document, &mut place, &with);
        }
        is_imported(&document)?;
    }
}
