//! The service: as OpenAPI describes it, and the rest in the language's own form.

use spec::{Api, ErrorBody, ErrorRules, FieldValue, Means, Retry, Service, Status, Verdict};

use crate::openapi::json::{Build, Object};

/// The name under which the key's scheme is referred to.
pub(super) const KEY_SCHEME: &str = "key";

pub(super) fn info(service: &Service, version: &str) -> Object {
    Object::new()
        .with("title", service.name.as_str())
        .with("description", service.doc.as_str())
        .with("version", version)
}

pub(super) fn servers(service: &Service) -> Vec<Object> {
    service
        .servers
        .iter()
        .map(|server| Object::new().with("url", server.url.as_str()).with_some("description", server.doc.as_deref()))
        .collect()
}

pub(super) fn security_schemes(service: &Service) -> Object {
    let header = service.auth.first().map(|credential| credential.header.as_str());
    let key = Object::new().with("type", "apiKey").with("in", "header").with_some("name", header);
    let key = key.with_some("description", service.key_doc.as_deref());
    Object::new().with(KEY_SCHEME, key)
}

/// The keys of `api` that OpenAPI has no place for.
pub(super) fn extension(api: &Api, service: &Service) -> Object {
    let Service { requests_per_second, limits, errors, .. } = service;
    let rate_limit =
        Object::new().with_some("per_second", *requests_per_second).with_some("account", account_rate(service));
    let cost = service.cost.as_ref().map(|cost| {
        let place = cost.header.as_ref();
        Object::new()
            .with_some("header", place.map(|place| place.header.as_str()))
            .with_some("field", place.map(|place| place.field.as_str()))
            .with_some("doc", cost.doc.as_deref())
    });
    Object::new()
        .with("crate", api.client_crate.as_str())
        .with_some("auth", service.envs().next().map(|env| Object::new().with("env", env)))
        .with("rate_limit", rate_limit.with_some("doc", service.rate_limit_doc.as_deref()))
        .with_some("cost", cost)
        .with(
            "limits",
            Object::new()
                .with("timeout_seconds", limits.timeout_seconds)
                .with("connect_seconds", limits.connect_seconds)
                .with("idle_seconds", limits.idle_seconds)
                .with("body_bytes", limits.body_bytes),
        )
        .with_some(
            "cache",
            service.cache_not_found_seconds.map(|seconds| Object::new().with("not_found_seconds", seconds)),
        )
        .with("errors", error_rules(errors))
}

fn account_rate(service: &Service) -> Option<Object> {
    let rate = service.account_rate.as_ref()?;
    Some(Object::new().with("path", rate.path.as_str()).with("field", rate.field.as_str()))
}

fn error_rules(errors: &ErrorRules) -> Object {
    let violations = errors.violations.as_ref().map(|violations| {
        Object::new()
            .with("list", violations.list.as_str())
            .with("path", violations.path.as_str())
            .with("text", violations.text.as_str())
    });
    let mut statuses = Object::new();
    for status in &errors.statuses {
        let key = status_key(status);
        // The docs of all others are the descriptions of their responses.
        let doc = status.doc.as_deref().filter(|_| key == "200");
        statuses.put(key, verdict(Object::new(), status.verdict).with_some("doc", doc));
    }
    statuses.put("other", verdict(Object::new(), errors.other));
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
        let row = verdict(Object::new().with("status", u32::from(text.status)), text.verdict);
        texts.put(&text.text, row.with_some("doc", text.doc.as_deref()));
    }
    Object::new()
        .with("code", errors.code.as_str())
        .with("message", errors.message.iter().map(String::as_str).collect::<Vec<_>>())
        .with_some("violations", violations)
        .with_some("bodies", (!errors.bodies.is_empty()).then(|| errors.bodies.iter().map(body).collect::<Vec<_>>()))
        .with("statuses", statuses)
        .with_some("codes", (!codes.is_empty()).then_some(codes))
        .with_some("texts", (!texts.is_empty()).then_some(texts))
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

fn verdict(row: Object, verdict: Verdict) -> Object {
    row.with("means", means_word(verdict.means)).with("billed", verdict.billed).with("retry", retry_word(verdict.retry))
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
