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
    if rest.is_empty() {
        return None;
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
        return Some("no text separates two parameters, so their values would run together".to_owned());
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
    values(endpoint, path).is_some()
}

/// Returns the parameters of an endpoint with the values that they have in a path, percent-decoded; `None` if the path is
/// none of this endpoint. Bytes that are not UTF-8 become U+FFFD.
#[must_use]
pub fn captures<'e>(endpoint: &'e str, path: &str) -> Option<Vec<(&'e str, String)>> {
    let values = values(endpoint, path)?;
    Some(values.into_iter().map(|(name, value)| (name, percent_decoded(value))).collect())
}

/// Returns the candidate whose endpoint the path is: of several the one with the most literal text, so that `/users/{id}` is
/// before `/{kind}/{id}`, and of those the first.
pub fn nearest<T>(candidates: impl IntoIterator<Item = T>, endpoint: impl Fn(&T) -> &str, path: &str) -> Option<T> {
    let mut found: Option<(usize, T)> = None;
    for candidate in candidates {
        let of_candidate = endpoint(&candidate);
        if matches(of_candidate, path) {
            let length = literal_length(of_candidate);
            if found.as_ref().is_none_or(|(longest, _)| length > *longest) {
                found = Some((length, candidate));
            }
        }
    }
    found.map(|(_, candidate)| candidate)
}

fn literal_length(endpoint: &str) -> usize {
    let of_pieces = endpoint.split('/').flat_map(pieces).map(|piece| match piece {
        Piece::Text(text) => text.len(),
        Piece::Param(_) => 0,
    });
    of_pieces.sum()
}

/// The values as they are in the path.
fn values<'e, 'p>(endpoint: &'e str, path: &'p str) -> Option<Vec<(&'e str, &'p str)>> {
    let mut parts = path.split('/');
    let mut values = Vec::new();
    for expected in endpoint.split('/') {
        values_of_part(&pieces(expected), parts.next()?, &mut values)?;
    }
    parts.next().is_none().then_some(values)
}

/// A value ends where the text after it is found first: if another end fits, this one does too, so that no end is tried twice.
fn values_of_part<'e, 'p>(pieces: &[Piece<'e>], part: &'p str, values: &mut Vec<(&'e str, &'p str)>) -> Option<()> {
    let mut rest = part;
    let mut pieces = pieces.iter().copied().peekable();
    while let Some(piece) = pieces.next() {
        let name = match piece {
            Piece::Param(name) => name,
            Piece::Text(text) => {
                rest = rest.strip_prefix(text)?;
                continue;
            }
        };
        let text = match pieces.next_if(|piece| matches!(piece, Piece::Text(_))) {
            Some(Piece::Text(text)) => text,
            _ => "",
        };
        let shortest = rest.chars().next()?.len_utf8();
        let after = rest.get(shortest..)?;
        let more = if pieces.peek().is_none() { after.strip_suffix(text)?.len() } else { after.find(text)? };
        let (value, end) = rest.split_at_checked(shortest + more)?;
        values.push((name, value));
        rest = end.strip_prefix(text)?;
    }
    rest.is_empty().then_some(())
}

/// The text without its percent-encoding. A `%` without two hexadecimal digits stays.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = digit(at + 1).zip(digit(at + 2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        match code.filter(|_| *byte == b'%') {
            Some(code) => {
                decoded.push(code);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
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

    #[test]
    fn values_of_parameters_are_decoded_and_end_at_the_text_after_them() {
        for (endpoint, path, expected) in [
            ("/users/{name}.json", "/users/ann%20lee.json", Some(vec![("name", "ann lee")])),
            ("/p/{x},{y}", "/p/1,2,3", Some(vec![("x", "1"), ("y", "2,3")])),
            ("/{a}-{b}.json", "/x-y.json.json", Some(vec![("a", "x"), ("b", "y.json")])),
            ("/{a}{b}", "/\u{e9}xy", Some(vec![("a", "\u{e9}"), ("b", "xy")])),
            ("/{a}--{b}", "/---x", Some(vec![("a", "-"), ("b", "x")])),
            ("/{a}", "/100%", Some(vec![("a", "100%")])),
            ("/{a}", "/%ff%2", Some(vec![("a", "\u{fffd}%2")])),
            ("/v1", "/v1", Some(Vec::new())),
            ("/{a}-{b}", "/a-", None),
        ] {
            let expected = expected.map(|all| all.into_iter().map(|(name, value)| (name, value.to_owned())).collect());
            assert_eq!(captures(endpoint, path), expected, "{endpoint} {path}");
        }
    }

    #[test]
    fn many_parameters_in_a_part_take_no_time() {
        let endpoint = format!("/{}x", "{a}-".repeat(200));
        assert!(!matches(&endpoint, &format!("/{}", "-".repeat(100_000))));
        assert!(matches(&endpoint, &format!("/{}x", "-".repeat(400))));
    }

    #[test]
    fn the_endpoint_with_the_most_literal_text_is_the_nearest() {
        let endpoints = ["/v1/{kind}/{id}", "/v1/users/{id}", "/v1/users/new", "/v1/users/{id}.json"];
        let nearest = |path| nearest(endpoints, |endpoint| endpoint, path);
        assert_eq!(nearest("/v1/users/7"), Some("/v1/users/{id}"));
        assert_eq!(nearest("/v1/users/new"), Some("/v1/users/new"));
        assert_eq!(nearest("/v1/users/7.json"), Some("/v1/users/{id}.json"));
        assert_eq!(nearest("/v1/media/7"), Some("/v1/{kind}/{id}"));
        assert_eq!(nearest("/v2/media/7"), None);
    }
}
