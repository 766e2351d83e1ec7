//! The service: as OpenAPI describes it, and the rest in the language's own form.

use spec::{
    Api, ErrorBody, ErrorRules, FieldValue, Limits, Means, Price, Retry, Server, Service, Status, Verdict, bare,
};

use super::{auth, paths, usual};
use crate::openapi::json::{Build, Object, filled};

pub(super) fn info(service: &Service, version: &str) -> Object {
    Object::new()
        .with("title", service.name.as_str())
        .with("description", service.doc.as_str())
        .with("version", version)
}

/// The servers of the endpoints without one of their own.
pub(super) fn servers(service: &Service) -> Vec<Object> {
    service.own_servers().map(paths::server).collect()
}

/// The keys of `api` that OpenAPI has no place for. What a spec need not say is left out.
pub(super) fn extension(api: &Api, service: &Service) -> Object {
    let usual = usual::service();
    Object::new()
        .with("crate", api.client_crate.as_str())
        .with_some("servers", named_servers(service))
        .with_some("auth", auth::variables(service))
        .with_some("headers", headers(service))
        .with_some("rate_limit", filled(rate_limit(service)))
        .with_some("cost", service.cost.as_ref().map(cost))
        .with_some("limits", filled(limits(service, usual.as_ref())))
        .with_some(
            "cache",
            service.cache_not_found_seconds.map(|seconds| Object::new().with("not_found_seconds", seconds)),
        )
        .with_some("families", filled(families(api)))
        .with_some("errors", filled(error_rules(service, usual.as_ref())))
}

/// Those that endpoints name, in the language's form.
fn named_servers(service: &Service) -> Option<Vec<Object>> {
    let named = service.servers.iter().filter_map(|server| Some((server, server.name.as_deref()?)));
    let row = |(server, name): (&Server, &str)| {
        Object::new().with("url", server.url.as_str()).with("name", name).with_some("doc", server.doc.as_deref())
    };
    let rows: Vec<_> = named.map(row).collect();
    (!rows.is_empty()).then_some(rows)
}

fn headers(service: &Service) -> Option<Object> {
    let mut headers = Object::new();
    service.headers.iter().for_each(|(name, value)| headers.put(name, value.as_str()));
    filled(headers)
}

fn families(api: &Api) -> Object {
    api.families.iter().fold(Object::new(), |families, family| {
        let row = Object::new().with("doc", family.doc.as_str()).with_some("feature", family.feature.as_deref());
        families.with(bare(&family.name), row)
    })
}

fn rate_limit(service: &Service) -> Object {
    let headers = service.rate_headers.as_ref();
    Object::new()
        .with_some("per_second", service.requests_per_second)
        .with_some("account", account_rate(service))
        .with_some("remaining", headers.map(|headers| headers.remaining.as_str()))
        .with_some("reset", headers.map(|headers| headers.reset.as_str()))
        .with_some("doc", service.rate_limit_doc.as_deref())
}

fn cost(cost: &Price) -> Object {
    let place = cost.header.as_ref();
    Object::new()
        .with_some("header", place.map(|place| place.header.as_str()))
        .with_some("field", place.map(|place| place.field.as_str()))
        .with("units", cost.units)
        .with_some("doc", cost.doc.as_deref())
}

fn limits(service: &Service, usual: Option<&Service>) -> Object {
    let rows = |limits: &Limits| {
        [
            ("timeout_seconds", limits.timeout_seconds),
            ("connect_seconds", limits.connect_seconds),
            ("idle_seconds", limits.idle_seconds),
            ("body_bytes", limits.body_bytes),
        ]
    };
    let usual = usual.map(|usual| rows(&usual.limits));
    let differs = |row: &(&'static str, u64)| !usual.is_some_and(|usual| usual.contains(row));
    rows(&service.limits)
        .into_iter()
        .filter(differs)
        .fold(Object::new(), |object, (key, value)| object.with(key, value))
}

fn account_rate(service: &Service) -> Option<Object> {
    let rate = service.account_rate.as_ref()?;
    let object = Object::new().with("path", rate.path.as_str()).with("field", rate.field.as_str());
    Some(object.with_some("units_left", rate.units_left.as_deref()))
}

fn error_rules(service: &Service, usual: Option<&Service>) -> Object {
    let (errors, has_price) = (&service.errors, service.cost.is_some());
    let table = |errors: &ErrorRules| (errors.statuses.clone(), errors.other, errors.other_doc.clone());
    let is_usual = !has_price && usual.is_some_and(|usual| table(&usual.errors) == table(errors));
    let violations = errors.violations.as_ref().map(|violations| {
        Object::new()
            .with("list", violations.list.as_str())
            .with("path", violations.path.as_str())
            .with("text", violations.text.as_str())
    });
    let mut codes = Object::new();
    for code in &errors.codes {
        let row = Object::new()
            .with("means", means_word(code.means))
            .with_some("billed", code.billed)
            .with_some("retry", code.retry.map(retry_word))
            .with_some("doc", code.doc.as_deref());
        codes.put(&code.code, row);
    }
    let mut texts = Object::new();
    for text in &errors.texts {
        let row = verdict(Object::new().with("status", u32::from(text.status)), text.verdict, has_price);
        texts.put(&text.text, row.with_some("doc", text.doc.as_deref()));
    }
    let message: Vec<_> = errors.message.iter().map(String::as_str).collect();
    let bodies: Vec<_> = errors.bodies.iter().map(body).collect();
    Object::new()
        .with_some("code", Some(errors.code.as_str()).filter(|code| !code.is_empty()))
        .with_some("message", (!message.is_empty()).then_some(message))
        .with_some("violations", violations)
        .with_some("bodies", (!bodies.is_empty()).then_some(bodies))
        .with_some("statuses", (!is_usual).then(|| statuses(errors, has_price)))
        .with_some("codes", filled(codes))
        .with_some("texts", filled(texts))
}

fn statuses(errors: &ErrorRules, has_price: bool) -> Object {
    let mut statuses = Object::new();
    for status in &errors.statuses {
        // The docs of all others are the descriptions of their responses.
        let doc = status.doc.as_deref().filter(|_| status.verdict.means == Means::Ok);
        statuses.put(status_key(status), verdict(Object::new(), status.verdict, has_price).with_some("doc", doc));
    }
    statuses.with("other", verdict(Object::new(), errors.other, has_price))
}

fn body(body: &ErrorBody) -> Object {
    let row = Object::new().with("field", body.field.as_str());
    let row = match &body.is {
        None => row,
        Some(FieldValue::Flag(flag)) => row.with("is", *flag),
        Some(FieldValue::Number(number)) => row.with("is", *number),
        Some(FieldValue::Text(text)) => row.with("is", text.as_str()),
    };
    row.with_some("alone", body.alone.then_some(true))
}

/// Without a price nothing is billed, and the language has no word for that.
fn verdict(row: Object, verdict: Verdict, has_price: bool) -> Object {
    row.with("means", means_word(verdict.means))
        .with_some("billed", has_price.then_some(verdict.billed))
        .with("retry", retry_word(verdict.retry))
}

/// A status as the spec writes it: `404` or `5xx`.
pub(super) fn status_key(status: &Status) -> String {
    if status.first == status.last { status.first.to_string() } else { format!("{}xx", status.first / 100) }
}

/// The word of the language.
pub(super) fn means_word(means: Means) -> &'static str {
    Means::WORDS.iter().find(|word| Means::of_word(word) == Some(means)).copied().unwrap_or_default()
}

/// The word of the language.
pub(super) fn retry_word(retry: Retry) -> &'static str {
    Retry::WORDS.iter().find(|word| Retry::of_word(word) == Some(retry)).copied().unwrap_or_default()
}
