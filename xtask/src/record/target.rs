//! What a request is made of, as the command line gives it: `/v1/items?id=1`, `POST /v1/search {"q": "a"}`.

use analysis::infer::Request;
use analysis::openapi::json;
use spec::{BodyFormat, Endpoint, Method, Param, Place};

use crate::failure::Failure;

/// A request before it is held against the spec.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) method: Method,
    pub(super) request: Request,
    /// The body, as it is sent.
    pub(super) body: Option<String>,
}

impl Target {
    /// Reads a target. Without a method it is a GET.
    ///
    /// # Errors
    /// Where the method is none of the language, or the path or its query cannot be read.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        if text.starts_with('/') {
            return Ok(Self { method: Method::Get, request: Request::parse("GET", text)?, body: None });
        }
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let Some(method) = Method::of_word(&word.to_ascii_uppercase()) else {
            return Err(Failure::CouldNot {
                what: format!("cannot read the request `{text}`"),
                why: format!("it begins neither with `/` nor with a method, but with `{word}`"),
                help: "write it as `/v1/shop/items?id=1`, or as `POST /v1/shop/search {\"text\": \"a\"}`",
            });
        };
        let rest = rest.trim_start();
        let (target, body) = match rest.split_once(' ') {
            Some((target, body)) => (target, Some(body.trim().to_owned()).filter(|body| !body.is_empty())),
            None => (rest, None),
        };
        Ok(Self { method, request: Request::parse("GET", target)?, body })
    }

    /// The request in a message: `POST /v1/search`.
    pub(super) fn named(&self) -> String {
        format!("{} {}", self.method.word(), self.request.path)
    }

    /// Checks it against the endpoint: a service ignores a name that it does not know, and bills the response to a different
    /// request.
    ///
    /// # Errors
    /// Why the request is wrong.
    pub(super) fn check(&self, endpoint: &Endpoint) -> Result<(), String> {
        let of_url: Vec<_> = endpoint.params.iter().filter(|param| param.place == Place::Url).collect();
        let in_path = |wire: &str| spec::path::placeholders(&endpoint.path).any(|name| name == wire);
        let sent: Vec<_> = self.request.params.iter().map(|(name, _)| base(name)).collect();
        known("parameter", &of_url, &sent)?;
        let of_query: Vec<_> = of_url.into_iter().filter(|param| !in_path(&param.wire)).collect();
        needed("parameter", &of_query, &sent)?;
        if let Some(param) = endpoint.params.iter().find(|param| param.required && is_in_header(param)) {
            return Err(format!("it needs the header of `{}`, which this command does not send", param.wire));
        }
        self.check_body(endpoint)
    }

    fn check_body(&self, endpoint: &Endpoint) -> Result<(), String> {
        let fields: Vec<_> = endpoint.params.iter().filter(|param| param.place == Place::Field).collect();
        let is_whole = endpoint.params.iter().any(|param| param.place == Place::Body);
        let Some(body) = &self.body else {
            return if is_whole { Err("it needs a body".to_owned()) } else { needed("field", &fields, &[]) };
        };
        let sent = match endpoint.body {
            None => return Err("it has no body".to_owned()),
            Some(BodyFormat::Upload | BodyFormat::Bytes) => return Err("this command sends no files".to_owned()),
            Some(BodyFormat::Json) => {
                let json = json::parse(body).map_err(|error| format!("its body is no JSON: {error}"))?;
                if is_whole {
                    return Ok(());
                }
                if !json.is_object() {
                    return Err("its body is no object".to_owned());
                }
                json::entries(&json).map(|(name, _)| name.clone()).collect()
            }
            Some(BodyFormat::Form) => {
                let pairs = body.split('&').filter_map(|pair| pair.split('=').next());
                pairs.map(|name| base(name).to_owned()).collect::<Vec<_>>()
            }
        };
        let sent: Vec<_> = sent.iter().map(String::as_str).collect();
        known("field", &fields, &sent)?;
        needed("field", &fields, &sent)
    }
}

/// The media type of a body that this command sends.
pub(super) fn media_type(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Form => "application/x-www-form-urlencoded",
        BodyFormat::Json | BodyFormat::Upload | BodyFormat::Bytes => "application/json",
    }
}

fn is_in_header(param: &Param) -> bool {
    matches!(param.place, Place::Header(_))
}

/// The name of `tags[]`, and of `created[gte]`.
fn base(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

fn known(what: &str, params: &[&Param], sent: &[&str]) -> Result<(), String> {
    let is_known = |name: &&&str| params.iter().any(|param| param.wire == **name);
    let Some(unknown) = sent.iter().find(|name| !is_known(name)) else { return Ok(()) };
    let names: Vec<_> = params.iter().map(|param| format!("`{}`", param.wire)).collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    Err(format!("it has no {what} `{unknown}`, only {names}"))
}

fn needed(what: &str, params: &[&Param], sent: &[&str]) -> Result<(), String> {
    let missing = params.iter().find(|param| param.required && !sent.contains(&param.wire.as_str()));
    missing.map_or(Ok(()), |param| Err(format!("it needs the {what} `{}`", param.wire)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_path_or_begins_with_a_method() {
        let target = Target::parse("/v1/a b?x=1").expect("a target");
        assert_eq!((target.named().as_str(), target.body), ("GET /v1/a b", None));
        let target = Target::parse(r#"post /v1/search?x=1 {"q": "a b"}"#).expect("a target");
        assert_eq!(target.named(), "POST /v1/search");
        assert_eq!(target.request.params, [("x".to_owned(), "1".to_owned())]);
        assert_eq!(target.body.as_deref(), Some(r#"{"q": "a b"}"#));
        for wrong in ["HEAD /v1/a", "v1/a", "", "POST"] {
            assert!(Target::parse(wrong).is_err(), "{wrong}");
        }
    }
}
