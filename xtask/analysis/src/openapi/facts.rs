//! What a response means, in words: the last line of its description in an export, which the import takes off again.

/// The meaning, whether it is billed, where requests have a price, and whether a retry helps. Both words are those of the
/// language.
pub(super) fn facts(means: &str, billed: Option<bool>, retry: &str) -> String {
    let means = means.replace('_', " ");
    let billed = billed.map(|billed| if billed { "; billed" } else { "; free" }).unwrap_or_default();
    let retry = match retry {
        "backoff" => "a retry can help, after a growing pause",
        "wait" => "a retry can help, after the pause that the service requests",
        _ => "a retry does not help",
    };
    format!("{means}{billed}; {retry}")
}

/// The description of a response: its doc, then the facts.
pub(super) fn description(doc: Option<&str>, facts: &str) -> String {
    match doc {
        Some(doc) => format!("{doc}\n\n{facts}"),
        None => facts.to_owned(),
    }
}

/// The doc in such a description, or in one that was edited since.
pub(super) fn doc<'a>(description: &'a str, facts: &str) -> Option<&'a str> {
    let doc = match description.strip_suffix(facts) {
        Some(rest) => rest.strip_suffix("\n\n").unwrap_or(rest),
        None => description,
    };
    Some(doc).filter(|doc| !doc.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doc_comes_back_from_its_description() {
        let facts = facts("not_found", Some(true), "never");
        for doc in ["No such item.", "Two lines.\n\nAnd a block.\n", &facts] {
            assert_eq!(super::doc(&description(Some(doc), &facts), &facts), Some(doc));
        }
        assert_eq!(super::doc(&description(None, &facts), &facts), None);
        assert_eq!(super::doc("Edited since.", &facts), Some("Edited since."));
    }
}
