//! What holds for the whole service: in OpenAPI's words where it has some, the rest in the language's own form.

use spec::{Api, Entry, ErrorRules, Means, Retry, Service, Status, Verdict};

use crate::openapi::json::{Json, Object};

/// The name under which the key's scheme is referred to.
pub(super) const KEY_SCHEME: &str = "key";

pub(super) fn info(service: &Service, version: &str) -> Object {
    Object::new().with("title", &service.name).with("description", &service.doc).with("version", version)
}

pub(super) fn servers(service: &Service) -> Vec<Object> {
    service.servers.iter().map(|url| Object::new().with("url", url)).collect()
}

pub(super) fn security_schemes(service: &Service) -> Object {
    let key = Object::new().with("type", "apiKey").with("in", "header").with("name", &service.key_header);
    Object::new().with(KEY_SCHEME, key)
}

/// The keys of `api` that OpenAPI has no place for.
pub(super) fn extension(api: &Api, service: &Service) -> Object {
    let Service { key_env, requests_per_second, cost_header, cost_field, limits, errors, .. } = service;
    let entry = match api.entry {
        Entry::Inherent => "inherent",
        Entry::Extension => "extension",
    };
    Object::new()
        .with("crate", &api.runtime)
        .with("entry", entry)
        .with("auth", Object::new().with("env", key_env))
        .with("pace", Object::new().with("per_second", *requests_per_second))
        .with("cost", Object::new().with("header", cost_header).with("field", cost_field))
        .with(
            "limits",
            Object::new()
                .with("timeout_seconds", limits.timeout_seconds)
                .with("connect_seconds", limits.connect_seconds)
                .with("idle_seconds", limits.idle_seconds)
                .with("body_bytes", limits.body_bytes),
        )
        .with("errors", error_rules(errors))
}

fn error_rules(errors: &ErrorRules) -> Object {
    let violations = errors.violations.as_ref().map(|violations| {
        Object::new().with("list", &violations.list).with("path", &violations.path).with("text", &violations.text)
    });
    let mut statuses = Object::new();
    for status in &errors.statuses {
        statuses.set(status_key(status), verdict(Object::new(), status.verdict));
    }
    statuses.set("other", verdict(Object::new(), errors.other));
    let mut codes = Object::new();
    for code in &errors.codes {
        let row = Object::new()
            .with("means", means_word(code.means))
            .with_some("billed", code.billed)
            .with_some("retry", code.retry.map(retry_word));
        codes.set(&code.code, row);
    }
    let mut texts = Object::new();
    for text in &errors.texts {
        texts.set(&text.text, verdict(Object::new().with("status", u32::from(text.status)), text.verdict));
    }
    Object::new()
        .with("code", &errors.code)
        .with("message", errors.message.iter().map(Json::from).collect::<Vec<_>>())
        .with_some("violations", violations)
        .with("statuses", statuses)
        .with_some("codes", (!codes.is_empty()).then_some(codes))
        .with_some("texts", (!texts.is_empty()).then_some(texts))
}

fn verdict(row: Object, verdict: Verdict) -> Object {
    row.with("means", means_word(verdict.means)).with("billed", verdict.billed).with("retry", retry_word(verdict.retry))
}

/// A status as the spec writes it: `404` or `5xx`.
pub(super) fn status_key(status: &Status) -> String {
    if status.first == status.last { status.first.to_string() } else { format!("{}xx", status.first / 100) }
}

/// The word of the language; `WORDS` stands in the order of the variants.
pub(super) fn means_word(means: Means) -> &'static str {
    Means::WORDS.iter().find(|word| Means::of_word(word) == Some(means)).copied().unwrap_or_default()
}

/// The word of the language.
pub(super) fn retry_word(retry: Retry) -> &'static str {
    Retry::WORDS.iter().find(|word| Retry::of_word(word) == Some(retry)).copied().unwrap_or_default()
}
