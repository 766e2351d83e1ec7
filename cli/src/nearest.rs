//! Names that were meant.

/// A question for the known names that are like one that is not known; `None` where none is.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names = nearest(name, known);
    if names.is_empty() {
        return None;
    }
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    Some(format!("did you mean {}?", names.join(" or ")))
}

/// The known names that a typing mistake turns into this one, if it is a small one; three at most.
fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Long texts are no typing mistakes of each other, and comparing them is slow.
    const LONGEST: usize = 64;
    const MOST: usize = 3;
    let lower = name.to_lowercase();
    let mistakes = |candidate: &'a str| {
        let length = name.len().max(candidate.len());
        if length > LONGEST {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        (distance <= 1 + length / 4 && distance < name.len().min(candidate.len())).then_some((distance, candidate))
    };
    let alike: Vec<_> = known.into_iter().filter_map(mistakes).collect();
    let least = alike.iter().map(|(distance, _)| *distance).min();
    alike.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, name)| name).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_asked_for() {
        let known = ["pk", "id", "username", "full_name", "is_private", "is_verified"];
        assert_eq!(did_you_mean("ful_name", known).as_deref(), Some("did you mean `full_name`?"));
        assert_eq!(did_you_mean("is_privat", known).as_deref(), Some("did you mean `is_private`?"));
        assert_eq!(did_you_mean("FULL_NAME", known).as_deref(), Some("did you mean `full_name`?"));
        assert_eq!(did_you_mean("zzz", known), None);
        assert_eq!(did_you_mean("ab1", ["ab2", "ab3", "abcd"]).as_deref(), Some("did you mean `ab2` or `ab3`?"));
        assert_eq!(did_you_mean(&"full_name".repeat(100), known), None);
    }
}
