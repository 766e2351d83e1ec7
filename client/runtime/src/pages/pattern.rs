//! JSON paths with wildcards: `[*]` is each element of a list, `.*` each value of an object.

/// A wildcard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wildcard {
    Elements,
    Values,
}

/// The path before the first wildcard, the wildcard, and the path after it; `None` where there is none.
pub(super) fn split(path: &str) -> Option<(&str, Wildcard, &str)> {
    path.match_indices(['[', '.']).find_map(|(at, _)| {
        let (head, rest) = path.split_at(at);
        let (wildcard, tail) = match (rest.strip_prefix("[*]"), rest.strip_prefix(".*")) {
            (Some(tail), _) => (Wildcard::Elements, tail),
            (_, Some(tail)) => (Wildcard::Values, tail),
            _ => return None,
        };
        is_end(tail).then_some((head, wildcard, tail))
    })
}

/// Where a value is, beside those that a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Relation<'p> {
    /// It contains such values; the wildcards that are left lead from it to them.
    Around { has_wildcard: bool, of: &'p str },
    /// It is such a value, or in one: at this path.
    Inside { path: &'p str, of: &'p str },
}

/// Compares a path without wildcards with one that can have them. `of` is the part of it up to the last wildcard.
pub(super) fn relation<'p>(path: &'p str, pattern: &str) -> Option<Relation<'p>> {
    let (mut rest, mut pattern) = (path, pattern);
    let of = |rest: &str| path.get(..path.len() - rest.len()).unwrap_or(path);
    let mut last = "";
    loop {
        let next = split(pattern);
        let literal = next.map_or(pattern, |(head, ..)| head);
        let Some(after) = rest.strip_prefix(literal) else {
            let left = literal.strip_prefix(rest)?;
            return is_end(left).then_some(Relation::Around { has_wildcard: next.is_some(), of: last });
        };
        let Some((_, wildcard, tail)) = next else {
            return is_end(after).then_some(Relation::Inside { path: after, of: last });
        };
        if after.is_empty() {
            return Some(Relation::Around { has_wildcard: true, of: last });
        }
        rest = match wildcard {
            Wildcard::Elements => {
                let (index, rest) = after.strip_prefix('[')?.split_once(']')?;
                index.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)?
            }
            Wildcard::Values => {
                let name = after.strip_prefix('.')?;
                name.get(name.find(['.', '[']).unwrap_or(name.len())..)?
            }
        };
        last = of(rest);
        pattern = tail;
    }
}

/// Whether a name ends before this rest of a path.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['.', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_at_its_first_wildcard() {
        assert_eq!(split("$.a[*].b[*]"), Some(("$.a", Wildcard::Elements, ".b[*]")));
        assert_eq!(split("$.a.*.b"), Some(("$.a", Wildcard::Values, ".b")));
        assert_eq!(split("$[*]"), Some(("$", Wildcard::Elements, "")));
        assert_eq!(split("$.*"), Some(("$", Wildcard::Values, "")));
        assert_eq!(split("$.a[0].1$b(c:$d)"), None);
        assert_eq!(split("$.a.*b"), None);
    }

    #[test]
    fn a_value_is_around_or_inside_of_those_that_a_path_leads_to() {
        let around = |has_wildcard, of| Some(Relation::Around { has_wildcard, of });
        let inside = |path, of| Some(Relation::Inside { path, of });
        for (path, pattern, expected) in [
            ("$", "$.a[*].b", around(true, "")),
            ("$.a", "$.a[*].b", around(true, "")),
            ("$.a[12]", "$.a[*].b", around(false, "$.a[12]")),
            ("$.a[12].b", "$.a[*].b", inside("", "$.a[12]")),
            ("$.a[12].b.c", "$.a[*].b", inside(".c", "$.a[12]")),
            ("$.a[12].bc", "$.a[*].b", None),
            ("$.ab", "$.a[*].b", None),
            ("$.a.x.b[3].c", "$.a.*.b[*]", inside(".c", "$.a.x.b[3]")),
            ("$.a.x", "$.a.*.b[*]", around(true, "$.a.x")),
            ("$.a.b", "$.a.b", inside("", "")),
            ("$.a.b[1]", "$.a.b", inside("[1]", "")),
            ("$.a", "$.a.b", around(false, "")),
            ("$.x", "$.a.b", None),
        ] {
            assert_eq!(relation(path, pattern), expected, "{path} {pattern}");
        }
    }
}
