//! The request: its path, and its parameters with their values.

use crate::error::Error;

/// A request as the command line gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `/v1/shop/items`, with `{name}` in the place of a parameter.
    pub path: String,
    /// Names and values in their order; the items of a list have one name.
    pub params: Vec<(String, String)>,
}

impl Request {
    /// Reads `GET` and `/path?name=value&name=value`. The path stays as it is written: whether it can be sent, or described
    /// in a spec, is for the caller to check.
    ///
    /// # Errors
    /// Where the method is not GET, the path does not begin with `/`, or a parameter has no name.
    pub fn parse(method: &str, target: &str) -> Result<Self, Error> {
        let failed = |why: String| Err(unreadable(why));
        if !method.eq_ignore_ascii_case("get") {
            return failed(format!("the method is `{method}`, the spec describes GET only"));
        }
        if !target.starts_with('/') {
            return failed(format!("the path `{target}` does not begin with `/`"));
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut params: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            if name.is_empty() {
                return failed("a parameter has no name".to_owned());
            }
            params.push((name, value));
        }
        Ok(Self { path: path.to_owned(), params })
    }
}

/// Checks that a spec can describe the path.
///
/// # Errors
/// Where it has a character or a form that the language does not have.
pub(super) fn check(path: &str) -> Result<(), Error> {
    let why = spec::path::misspelled(path);
    why.map_or(Ok(()), |why| Err(unreadable(format!("the path `{path}` cannot be described: {why}"))))
}

fn unreadable(why: String) -> Error {
    Error {
        what: "cannot read the request".to_owned(),
        why,
        help: "write it as `GET \"/v1/shop/items?id=1\"`; the server's address comes from the spec",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_gives_parameters_with_their_values() {
        let request = Request::parse("get", "/v1/shop/items?id=7&q=a%20b+c%2&flag").expect("a request");
        assert_eq!(request.path, "/v1/shop/items");
        let params: Vec<_> = request.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(params, [("id", "7"), ("q", "a b c%2"), ("flag", "")]);
    }

    #[test]
    fn a_path_stays_as_it_is_written() {
        for path in ["/v1/u/ann%20lee", "/v1/a/", "/v1/a b", "/v1/../a"] {
            assert_eq!(Request::parse("GET", path).expect(path).path, path);
        }
    }

    #[test]
    fn a_path_that_the_language_has_no_form_for_is_refused_by_name() {
        for (path, why) in [
            ("/v1/points/{x}{y}", "no text separates two parameters"),
            ("/v1/cards/{card", "a brace has no partner"),
            ("/v1/a b", "it contains"),
            ("/v1/{}", "a parameter in it has no name"),
            ("/v1/../a", "made of dots"),
            ("/v1/ann%20lee", "it contains `%`"),
        ] {
            let error = check(path).expect_err(path);
            assert!(error.why.contains(path) && error.why.contains(why), "{path}: {}", error.why);
        }
        for path in ["/v1/{id}/a.json", "/v1/points/{x},{y}", "/v1/cards/{card}:decrease", "/v1/a/{id}.json", "/v1/a/"]
        {
            assert_eq!(check(path).map_err(|error| error.why), Ok(()), "{path}");
        }
    }

    #[test]
    fn other_methods_addresses_and_parameters_without_a_name_are_refused() {
        for (method, target) in [("POST", "/x"), ("GET", "https://example.com/x"), ("GET", "/x?=1"), ("GET", "")] {
            assert!(Request::parse(method, target).is_err(), "{method} {target}");
        }
    }
}
