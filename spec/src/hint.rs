//! Parts of messages: names in backticks, and the closest known name.

pub(crate) fn did_you_mean(name: impl AsRef<str>) -> String {
    format!("did you mean `{}`?", name.as_ref())
}

pub(crate) fn in_backticks<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A text of the spec, as messages quote it.
pub(crate) fn quoted(name: &str) -> String {
    if name.is_empty() { "an empty text".to_owned() } else { format!("`{name}`") }
}

/// The closest known name, if it is close enough for a typing mistake.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Long texts are no typing mistakes of each other, and comparing them is slow.
    const LONGEST: usize = 64;
    let most = |length: usize| 1 + length / 4;
    let distance = |candidate: &str| {
        if candidate.eq_ignore_ascii_case(name) { 0 } else { strsim::damerau_levenshtein(name, candidate) }
    };
    let alike = known.filter(|candidate| {
        let (shorter, longer) = (name.len().min(candidate.len()), name.len().max(candidate.len()));
        longer <= LONGEST && longer - shorter <= most(longer)
    });
    let close = alike.map(|candidate| (distance(candidate), candidate));
    let (distance, candidate) = close.min_by_key(|(distance, _)| *distance)?;
    let length = name.chars().count().min(candidate.chars().count());
    (distance < length && distance <= most(length)).then_some(candidate)
}
