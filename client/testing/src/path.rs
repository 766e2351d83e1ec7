//! The parameters in a path.

use hikerapi_runtime::rt::first_param;
use percent_encoding::percent_decode_str;

/// The parameters that a path has by the template of an endpoint, decoded; `None` if it is none of this endpoint.
pub(crate) fn captures<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let (parts, templates) = (path.split('/'), template.split('/'));
    if parts.clone().count() != templates.clone().count() {
        return None;
    }
    let mut found = Vec::new();
    for (template, part) in templates.zip(parts) {
        part_captures(template, part, &mut found)?;
    }
    Some(found)
}

/// A value ends where the text after it is found first, or at the end of the part.
fn part_captures<'t>(template: &'t str, part: &str, found: &mut Vec<(&'t str, String)>) -> Option<()> {
    let (mut template, mut part) = (template, part);
    while let Some((before, name, after)) = first_param(template) {
        part = part.strip_prefix(before)?;
        let until = first_param(after).map_or(after, |(text, ..)| text);
        let is_last = until.len() == after.len();
        let shortest = part.chars().next()?.len_utf8();
        let end = if is_last {
            part.len().checked_sub(until.len())?
        } else {
            shortest + part.get(shortest..)?.find(until)?
        };
        let (value, rest) = part.split_at_checked(end)?;
        if value.is_empty() {
            return None;
        }
        found.push((name, percent_decode_str(value).decode_utf8_lossy().into_owned()));
        (template, part) = (after, rest);
    }
    (template == part).then_some(())
}

/// The number of characters of a template that are no parameters.
pub(crate) fn literal_length(template: &str) -> usize {
    let mut length = 0;
    let mut rest = template;
    while let Some((text, _, after)) = first_param(rest) {
        length += text.len();
        rest = after;
    }
    length + rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_end_at_the_text_after_them() {
        for (template, path, expected) in [
            ("/v1/users", "/v1/users", Some(vec![])),
            ("/v1/users", "/v1/users/", None),
            ("/v1/a/", "/v1/a/", Some(vec![])),
            ("/v1/{id}", "/v1/", None),
            ("/users/{name}.json", "/users/ann%20lee.json", Some(vec![("name", "ann lee")])),
            ("/p/{x},{y}", "/p/1,2,3", Some(vec![("x", "1"), ("y", "2,3")])),
            ("/p/{x},{y}", "/p/1", None),
            ("/p/{x},{y}", "/p/,2", None),
            ("/{a}-{b}.json", "/x-y.json.json", Some(vec![("a", "x"), ("b", "y.json")])),
            ("/{a}--{b}", "/---x", Some(vec![("a", "-"), ("b", "x")])),
            ("/{a}", "/%ff%2", Some(vec![("a", "\u{fffd}%2")])),
        ] {
            let expected = expected.map(|all| all.into_iter().map(|(name, value)| (name, value.to_owned())).collect());
            assert_eq!(captures(template, path), expected, "{template} {path}");
        }
    }

    #[test]
    fn only_literal_text_counts() {
        assert_eq!(literal_length("/v1/{id}.json"), "/v1/.json".len());
    }
}
