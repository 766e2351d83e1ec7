//! The header `Link` of RFC 8288.

/// A header that is not written as `Link` is, so that a link in it may have been missed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Returns the target of the first link with this relation. Links from another resource than the response do not count.
pub(super) fn target<'a>(headers: impl Iterator<Item = &'a str>, relation: &str) -> Result<Option<&'a str>, Malformed> {
    for header in headers {
        let mut rest = after_separators(header, &[',']);
        while !rest.is_empty() {
            let (target, parameters) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).ok_or(Malformed)?;
            let link;
            (link, rest) = link_parameters(parameters)?;
            if link.is_from_here && link.has_relation(relation) {
                return Ok(Some(target));
            }
            rest = after_separators(rest, &[',']);
        }
    }
    Ok(None)
}

/// The parameters of a link that say what it is.
struct Link {
    /// The names of its relations, separated by spaces. Only the first parameter `rel` counts.
    relations: Option<String>,
    is_from_here: bool,
}

impl Link {
    fn has_relation(&self, relation: &str) -> bool {
        self.relations
            .iter()
            .flat_map(|names| names.split_ascii_whitespace())
            .any(|name| name.eq_ignore_ascii_case(relation))
    }
}

/// Reads the parameters of a link. Returns what follows it, too.
fn link_parameters(mut rest: &str) -> Result<(Link, &str), Malformed> {
    let mut link = Link { relations: None, is_from_here: true };
    loop {
        rest = rest.trim_start();
        if !rest.starts_with(';') {
            // The next link, or the end.
            return if rest.is_empty() || rest.starts_with(',') { Ok((link, rest)) } else { Err(Malformed) };
        }
        rest = after_separators(rest, &[';']);
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let name = name.trim();
        let value;
        (value, rest) = match after.strip_prefix('=') {
            Some(after) => parameter_value(after.trim_start())?,
            None => (String::new(), after),
        };
        if name.eq_ignore_ascii_case("rel") {
            link.relations.get_or_insert(value);
        } else if name.eq_ignore_ascii_case("anchor") {
            link.is_from_here = false;
        }
    }
}

/// Reads a value, with or without quotes. Returns what follows it, too.
fn parameter_value(text: &str) -> Result<(String, &str), Malformed> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return Ok((value.trim_end().to_owned(), rest));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Ok((value, quoted.get(at + 1..).unwrap_or_default())),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => value.push(char),
        }
    }
    Err(Malformed)
}

/// The text after separators, of which some services write too many, and white space.
fn after_separators<'a>(text: &'a str, separators: &[char]) -> &'a str {
    text.trim_start_matches(|char: char| char.is_ascii_whitespace() || separators.contains(&char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &[&str], expected: Option<&str>) {
        assert_eq!(target(headers.iter().copied(), "next"), Ok(expected), "{headers:?}");
    }

    #[test]
    fn the_target_of_the_relation_is_found_among_others() {
        let prev = r#"<https://api.example/list?page=1>; rel="prev""#;
        let next = r#"<https://api.example/list?page=3>; rel="next""#;
        let found = Some("https://api.example/list?page=3");
        check(&[next], found);
        check(&[&format!("{prev}, {next}")], found);
        check(&[&format!("{prev},{next},")], found);
        check(&[prev, next], found);
        check(&[prev], None);
        check(&[""], None);
        check(&[], None);
    }

    #[test]
    fn a_link_has_several_relations_in_any_case() {
        check(&[r#"<?p=2>; rel="last NEXT archives""#], Some("?p=2"));
        check(&["</a?p=2>;rel=next"], Some("/a?p=2"));
        check(&["<?p=2> ; Rel = next ; title=x"], Some("?p=2"));
        check(&[r#"<?p=2>; rel="nextish""#], None);
        check(&[r#"<?p=2>; rel="prev"; rel="next""#], None);
        check(&["<?p=2>; next"], None);
    }

    #[test]
    fn signs_in_quotes_and_brackets_separate_nothing() {
        check(&[r#"<?a=1,2;b>; title="a, <x>; rel=\"next\"", <?p=2>; title="\\"; rel="next""#], Some("?p=2"));
        check(&[r#"<?ids=1,2;rel=next>; rel="prev""#], None);
    }

    #[test]
    fn a_link_from_another_resource_does_not_count() {
        check(&[r##"<?p=9>; rel="next"; anchor="#part", <?p=2>; rel="next""##], Some("?p=2"));
    }

    #[test]
    fn a_broken_header_is_not_one_without_the_link() {
        for header in
            ["next", "<?p=2", r#"<?p=2>; rel="next"#, r#"<?p=2> rel="next""#, "<?p=1>; rel=prev, ?p=2; rel=next"]
        {
            assert_eq!(target(std::iter::once(header), "next"), Err(Malformed), "{header}");
        }
    }
}
