//! The address of a request, which is sent as it is announced.

use analysis::infer::Request;
use reqwest::Url;

use crate::failure::Failure;

/// A coding inside of a coding inside of a coding.
const MOST_LAYERS: usize = 4;

/// The address below the server's.
///
/// # Errors
/// Where a server, or the URL library, could read the path as another one: that would be another endpoint, which is paid for.
pub(super) fn address(server: &Url, request: &Request) -> Result<Url, Failure> {
    let refused = |why: String| Failure::CouldNot {
        what: format!("will not request {}", request.path),
        why,
        help: "write the path as the service should see it: plain characters as they are, others percent-encoded, and a value \
               for every `{name}`",
    };
    let path = request.path.strip_prefix('/').unwrap_or(&request.path);
    // A slash at the end is a part of the path.
    for part in path.strip_suffix('/').unwrap_or(path).split('/') {
        check(part).map_err(|why| refused(format!("`{part}` in the path {why}")))?;
    }
    if let Some((name, _)) = request.params.iter().find(|(name, value)| format!("{name}{value}").contains('\u{fffd}')) {
        return Err(refused(format!("the parameter `{name}` is not UTF-8")));
    }
    let mut address = server.clone();
    address.set_path(&format!("{}{}", server.path().trim_end_matches('/'), request.path));
    if !request.params.is_empty() {
        address.query_pairs_mut().extend_pairs(&request.params);
    }
    // What no rule above foresees.
    let sent = address.path().strip_prefix(server.path().trim_end_matches('/')).unwrap_or_default();
    if decoded(sent) != decoded(&request.path) {
        return Err(refused(format!("the path would be sent as `{sent}`")));
    }
    Ok(address)
}

/// A part of a path that every server reads alike.
fn check(part: &str) -> Result<(), &'static str> {
    if part.is_empty() {
        return Err("is empty: servers ignore it or do not");
    }
    if part.contains(['{', '}']) {
        return Err("is the place of a parameter, not a value");
    }
    let mut text = part.as_bytes().to_vec();
    for _ in 0..MOST_LAYERS {
        if text == b"." || text == b".." {
            return Err("leads to another path");
        }
        if text.iter().any(u8::is_ascii_control) {
            return Err("has a control character");
        }
        if text.contains(&b'\\') || text.contains(&b'/') {
            return Err("has a slash or a backslash, which servers read as the end of the part");
        }
        let Some(inner) = percent_decoded(&text) else {
            return Err("has a `%` without two hexadecimal digits");
        };
        if inner == text {
            return Ok(());
        }
        text = inner;
    }
    Err("is percent-encoded again and again")
}

fn decoded(path: &str) -> Option<Vec<u8>> {
    percent_decoded(path.as_bytes())
}

/// One layer of percent-encoding taken off; `None` where a `%` is not one.
fn percent_decoded(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => digit(bytes.next())? * 16 + digit(bytes.next())?,
            byte => *byte,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(server: &str, target: &str) -> Result<String, String> {
        let request = Request::parse("GET", target).expect("a request");
        let address = address(&Url::parse(server).expect("a server"), &request);
        address.map(String::from).map_err(|failure| match failure {
            Failure::CouldNot { why, .. } => why,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_path_is_sent_as_it_is_announced() {
        let here = "https://shop.example";
        assert_eq!(sent(here, "/v1/a.b/ann%20lee/~x"), Ok("https://shop.example/v1/a.b/ann%20lee/~x".to_owned()));
        assert_eq!(sent(here, "/v1/a?q=a%20b&c=é"), Ok("https://shop.example/v1/a?q=a+b&c=%C3%A9".to_owned()));
        assert_eq!(sent(here, "/v1/é #"), Ok("https://shop.example/v1/%C3%A9%20%23".to_owned()));
        let slash = Request { path: "/v1/a/".to_owned(), params: Vec::new() };
        let slash = address(&Url::parse(here).expect("a server"), &slash).map(String::from);
        assert_eq!(slash.ok().as_deref(), Some("https://shop.example/v1/a/"));
        assert_eq!(sent("https://shop.example/api/", "/v1/a"), Ok("https://shop.example/api/v1/a".to_owned()));
    }

    #[test]
    fn a_path_that_can_be_read_as_another_is_refused() {
        let targets = [
            ("/v1/user/new/../../x?y=1", "leads to another path"),
            ("/v1/./x", "leads to another path"),
            ("/v1/%2e%2E/x", "leads to another path"),
            ("/v1/%252e%252e/x", "leads to another path"),
            ("/v1/.%2e/x", "leads to another path"),
            ("/v1/a\\..\\x", "a slash or a backslash"),
            ("/v1/a%5cx", "a slash or a backslash"),
            ("/v1/a%2Fx", "a slash or a backslash"),
            ("/v1/a\tb", "a control character"),
            ("/v1/a%00", "a control character"),
            ("/v1/a%0d%0ax", "a control character"),
            ("/v1//x", "is empty"),
            ("/", "is empty"),
            ("/v1/a%zz", "without two hexadecimal digits"),
            ("/v1/{id}", "not a value"),
            ("/v1/x?q=%ff", "is not UTF-8"),
        ];
        for (target, why) in targets {
            let refused = sent("https://shop.example", target).expect_err(target);
            assert!(refused.contains(why), "{target}: {refused}");
        }
    }
}
