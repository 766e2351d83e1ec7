//! The name of one thing, from the name of several.

/// The singular of a plural; any other word stays as it is.
pub(crate) fn singular(word: &str) -> String {
    let ends = [("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")];
    let is_plural = word.len() > 3 && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let found = ends.iter().filter(|_| is_plural).find_map(|(end, one)| word.strip_suffix(end).map(|stem| (stem, one)));
    found.map_or_else(|| word.to_owned(), |(stem, one)| format!("{stem}{one}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_become_singular_and_other_words_stay() {
        for (plural, one) in
            [("users", "user"), ("stories", "story"), ("boxes", "box"), ("status", "status"), ("media", "media")]
        {
            assert_eq!(singular(plural), one);
        }
    }
}
