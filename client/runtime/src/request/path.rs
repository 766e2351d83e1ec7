//! The path of a URL: the endpoint's path, with values in place of `{name}`.

use std::fmt::Write;

use crate::service::template::first_param;

/// Returns the path below that of the server, with every value percent-encoded.
///
/// # Errors
/// The name of a parameter whose value would make the path that of another endpoint: it is empty, a part of the path would
/// be dots, or it has control characters, some of which a parser of URLs drops.
pub(super) fn path<'a>(
    server: &str,
    template: &'static str,
    value: impl Fn(&str) -> Option<&'a str>,
) -> Result<String, &'static str> {
    let server = server.trim_end_matches('/');
    // Room for most values, so that it seldom moves.
    let mut path = String::with_capacity(server.len() + template.len() + 32);
    path.push_str(server);
    for part in template.split('/').skip(1) {
        path.push('/');
        let start = path.len();
        let mut rest = part;
        while let Some((text, name, after)) = first_param(rest) {
            path.push_str(text);
            let value = value(name).unwrap_or_default();
            if value.is_empty() || value.chars().any(char::is_control) {
                return Err(name);
            }
            let is_alone = part.len() == name.len() + "{}".len();
            encode(&mut path, value, if is_alone { b"-._~!$&'()*+,;=:@" } else { b"-._~" });
            rest = after;
        }
        path.push_str(rest);
        if let Some((_, name, _)) = first_param(part).filter(|_| matches!(&path[start..], "." | "..")) {
            return Err(name);
        }
    }
    Ok(path)
}

/// The names of the parameters in a path.
pub(super) fn names(template: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, name, after) = first_param(rest)?;
        rest = after;
        Some(name)
    })
}

/// Text around a parameter could be part of its value, unless that is encoded.
fn encode(path: &mut String, value: &str, plain: &[u8]) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &'static str, values: &[(&str, &str)], expected: Result<&str, &str>) {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        assert_eq!(path("/base/", template, value).as_deref().map_err(|name| *name), expected);
    }

    #[test]
    fn text_around_a_parameter_is_no_part_of_its_value() {
        check("/grid/{x},{y}", &[("x", "1,2"), ("y", "é")], Ok("/base/grid/1%2C2,%C3%A9"));
        check("/v1/{id}.json", &[("id", "a.b")], Ok("/base/v1/a.b.json"));
        check("/v1/{id}:verb", &[("id", "a:b")], Ok("/base/v1/a%3Ab:verb"));
        check("/c/{base}...{head}", &[("base", "v1"), ("head", "x/y")], Ok("/base/c/v1...x%2Fy"));
        check("/v1/{id}/", &[("id", "@a,b%")], Ok("/base/v1/@a,b%25/"));
        check("/v1/", &[], Ok("/base/v1/"));
    }

    #[test]
    fn no_value_leads_to_another_path() {
        for value in ["", ".", "..", "a\tb", "\n"] {
            check("/v1/{id}/x", &[("id", value)], Err("id"));
        }
        check("/v1/{id}.json", &[("id", "")], Err("id"));
        check("/v1/{id}.", &[("id", ".")], Err("id"));
        check("/v1/.{id}", &[("id", ".")], Err("id"));
        check("/v1/{id}.json", &[("id", "..")], Ok("/base/v1/...json"));
        check("/v1/{id}", &[("id", "%2e%2e")], Ok("/base/v1/%252e%252e"));
        check("/v1/{id}", &[("id", "..\\x")], Ok("/base/v1/..%5Cx"));
    }

    #[test]
    fn every_name_is_found() {
        assert_eq!(names("/grid/{x},{y}/{z}.json").collect::<Vec<_>>(), ["x", "y", "z"]);
    }
}
