//! Any document can be imported without a panic, and the result is a valid spec.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

mod documents;

use analysis::Error;
use analysis::openapi::import::{File, Options, import};
use analysis::openapi::json::{self, Json};
use documents::{document, schema};
use proptest::prelude::*;

/// The files of a document.
fn files(document: &Json) -> Result<Vec<File>, Error> {
    let options = Options { cost_key: Some("x-price"), draft: true, ..Options::default() };
    import(document, &options).map(|imported| imported.files)
}

/// Brings the entries of all objects at these places into another order.
fn shuffle(document: &mut Json, random: &mut fastrand::Rng) {
    const PLACES: &[&str] = &["/paths", "/components/schemas", "/components", ""];
    for place in PLACES {
        if let Some(Json::Object(object)) = document.pointer_mut(place) {
            let mut entries: Vec<_> = std::mem::take(object).into_iter().collect();
            random.shuffle(&mut entries);
            *object = entries.into_iter().collect();
        }
    }
    if let Some(Json::Array(tags)) = document.pointer_mut("/tags") {
        random.shuffle(tags);
    }
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
    match files(document) {
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

/// What YAML is made of.
const YAML: &[&str] = &[
    "a", "b", "1", ": ", "\n", "\n  ", "- ", "&x ", "*x", "!t ", "{", "}", "[", "]", "\"", "'", "<<", "|\n", "\t",
    "? ", ", ", "\u{feff}", "---\n", "#", "\u{85}", "%", "~",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_document_changes_nothing(document in document(), seed in any::<u64>()) {
        let parsed = json::parse(&document).unwrap();
        let mut shuffled = parsed.clone();
        shuffle(&mut shuffled, &mut fastrand::Rng::with_seed(seed));
        let (one, other) = (files(&parsed), files(&shuffled));
        prop_assert_eq!(one, other);
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

    #[test]
    fn any_text_is_yaml_or_refused(parts in prop::collection::vec(prop::sample::select(YAML), 0..60)) {
        let text = parts.concat();
        if let Err(error) = json::parse_either(&text) {
            prop_assert!(error.contains(" line ") || error.contains("EOF"), "{}: {}", text, error);
        }
    }

    #[test]
    fn no_document_of_json_is_another_one_as_yaml(document in document()) {
        let parsed = json::parse(&document).unwrap();
        // Some characters and long keys are none in YAML, which is an error and no other value.
        if let Ok(yaml) = json::parse_yaml(&document) {
            prop_assert_eq!(yaml, parsed);
        }
    }
}
