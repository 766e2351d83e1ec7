//! Paths of endpoints: how they are spelled, and the parameters in them.

/// A piece of a part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that is sent as it is.
    Text(&'a str),
    /// The name of a parameter.
    Param(&'a str),
}

/// Returns what is wrong with the spelling of a path; `None` if it is valid.
#[must_use]
pub fn misspelled(path: &str) -> Option<String> {
    const LONGEST: usize = 1000;
    let Some(rest) = path.strip_prefix('/') else {
        return Some("it does not begin with `/`".to_owned());
    };
    if path.contains(['?', '#']) {
        return Some("it has a query or a fragment".to_owned());
    }
    if path.len() > LONGEST {
        return Some(format!("it is longer than {LONGEST} bytes"));
    }
    // A slash at the end is a part of the path: for many services the path without it is another one.
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    rest.split('/').find_map(misspelled_part)
}

fn misspelled_part(part: &str) -> Option<String> {
    if matches!(part, "" | "." | "..") {
        return Some("a part of it is empty or made of dots".to_owned());
    }
    let pieces = pieces(part);
    if pieces.windows(2).any(|two| matches!(two, [Piece::Param(_), Piece::Param(_)])) {
        return Some("no text is between two parameters, so that their values could not be told apart".to_owned());
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-~!$&'()*+,;=:@".contains(c);
    pieces.iter().find_map(|piece| match piece {
        Piece::Text(text) if text.contains(['{', '}']) => Some("a brace has no partner".to_owned()),
        Piece::Text(text) => text.chars().find(|c| !fits(*c)).map(|c| format!("it contains {}", shown(c))),
        Piece::Param(name) => name.is_empty().then(|| "a parameter in it has no name".to_owned()),
    })
}

/// Returns the pieces of a part of a path: `{x}`, `,` and `{y}` of `{x},{y}`.
#[must_use]
pub fn pieces(part: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((text, name, after)) = first_param(rest) {
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.push(Piece::Param(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The text before the first parameter, its name, and the rest.
fn first_param(part: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = part.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    (!name.contains('{')).then_some((text, name, after))
}

/// Returns the names in braces, in the order of the path.
pub fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').flat_map(pieces).filter_map(|piece| match piece {
        Piece::Param(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// Returns whether a path, without a query, can be one of this endpoint: a parameter takes the place of any text.
#[must_use]
pub fn matches(endpoint: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let same =
        endpoint.split('/').all(|expected| parts.next().is_some_and(|part| matches_part(&pieces(expected), part)));
    same && parts.next().is_none()
}

fn matches_part(pieces: &[Piece<'_>], part: &str) -> bool {
    match pieces {
        [] => part.is_empty(),
        [Piece::Text(text), more @ ..] => part.strip_prefix(text).is_some_and(|rest| matches_part(more, rest)),
        [Piece::Param(_)] => !part.is_empty(),
        // The value ends where the text after it is found.
        [Piece::Param(_), more @ ..] => {
            let mut ends = part.char_indices().skip(1).map(|(end, _)| end).chain([part.len()]);
            !part.is_empty() && ends.any(|end| matches_part(more, &part[end..]))
        }
    }
}

fn shown(c: char) -> String {
    if c == ' ' { "a space".to_owned() } else { format!("`{}`", c.escape_debug()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_can_have_text_around_parameters() {
        let names = |path| placeholders(path).collect::<Vec<_>>();
        assert_eq!(names("/gridpoints/{wfo}/{x},{y}"), ["wfo", "x", "y"]);
        assert_eq!(names("/compare/{base}...{head}"), ["base", "head"]);
        assert_eq!(names("/{id}.json/{id}:verb/v{n}/x"), ["id", "id", "n"]);
        assert_eq!(pieces("a{b}c"), [Piece::Text("a"), Piece::Param("b"), Piece::Text("c")]);
        assert_eq!(pieces("{a"), [Piece::Text("{a")]);
    }

    #[test]
    fn a_path_matches_its_endpoint() {
        for (endpoint, path, expected) in [
            ("/v1/{id}", "/v1/7", true),
            ("/v1/{id}", "/v1/", false),
            ("/v1/{id}", "/v1/7/8", false),
            ("/v1/{id}.json", "/v1/7.json", true),
            ("/v1/{id}.json", "/v1/.json", false),
            ("/p/{x},{y}", "/p/1,2", true),
            ("/p/{x},{y}", "/p/1", false),
            ("/p/{x},{y}", "/p/,2", false),
            ("/v1/a/", "/v1/a/", true),
            ("/v1/a/", "/v1/a", false),
        ] {
            assert_eq!(matches(endpoint, path), expected, "{endpoint} {path}");
        }
    }
}
