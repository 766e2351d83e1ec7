//! What statuses and error bodies mean.

use super::error_bodies;
use super::names::entries;
use super::texts::{doc, text};
use crate::model::{Code, ErrorRules, Means, Retry, Status, Text, Verdict, Violations};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::{Entry, Node};

const UNEXPECTED: Verdict = Verdict { means: Means::Unexpected, billed: false, retry: Retry::Never };

/// The rules of a service in which requests have a price, or have none.
pub(super) fn rules(acc: &mut Problems, errors: Option<&Node>, has_cost: bool) -> ErrorRules {
    if let Some(errors) = errors {
        billed(acc, errors, has_cost);
        let messages = errors.get("message").map(Node::items).unwrap_or_default();
        errors.get("code").into_iter().chain(messages).for_each(|node| way(acc, node));
    }
    let rows = |key| entries(errors.and_then(|errors| errors.get(key)));
    let messages = errors.and_then(|errors| errors.get("message")).map(Node::items).unwrap_or_default();
    let (statuses, other, other_doc) = statuses(acc, errors.and_then(|errors| errors.entry("statuses")));
    ErrorRules {
        code: errors.map(|errors| text(errors, &["code"])).unwrap_or_default(),
        message: messages.iter().filter_map(Node::text).map(str::to_owned).collect(),
        violations: errors.and_then(|errors| errors.get("violations")).map(|node| Violations {
            list: text(node, &["list"]),
            path: text(node, &["path"]),
            text: text(node, &["text"]),
        }),
        bodies: error_bodies::bodies(errors.and_then(|errors| errors.get("bodies"))),
        statuses,
        other,
        other_doc,
        codes: rows("codes").into_iter().map(|entry| code(acc, entry)).collect(),
        texts: rows("texts").into_iter().map(|entry| error_text(acc, entry)).collect(),
    }
}

/// A path in a body: names of fields and positions in lists.
fn way(acc: &mut Problems, node: &Node) {
    let Some(way) = node.filled() else { return };
    if way.split('.').any(|step| step.is_empty() || step.contains(['[', ']', '$', '/']) || step.trim() != step) {
        acc.add(node.span, Problem::BadWay { way: way.to_owned() });
    }
}

/// Whether a response is billed is written where it can be, and there always: a wrong guess costs money.
fn billed(acc: &mut Problems, errors: &Node, has_cost: bool) {
    for (key, is_needed) in [("statuses", true), ("texts", true), ("codes", false)] {
        for row in entries(errors.get(key)) {
            match row.value.entry("billed") {
                Some(billed) if !has_cost => acc.add(billed.key.span, Problem::BilledWithoutCost),
                None if has_cost && is_needed && row.value.is_map() => acc.add(row.key.span, Problem::NotSaidBilled),
                _ => {}
            }
        }
    }
}

/// What HTTP says. Without a price no response is billed, and each counts.
fn default_statuses() -> Vec<Status> {
    use Means::{BadRequest, Forbidden, Gone, InvalidParameter, NotFound, Ok, OutOfCredit, RateLimited, Redirected};
    use Means::{Unauthorized, Unavailable};
    let rows = [
        (400, 400, BadRequest, Retry::Never, "The request is invalid."),
        (401, 401, Unauthorized, Retry::Never, "The key is missing or invalid."),
        (402, 402, OutOfCredit, Retry::Never, "The account has to be topped up."),
        (403, 403, Forbidden, Retry::Never, "The key does not allow this."),
        (404, 404, NotFound, Retry::Never, "There is nothing under this path."),
        (405, 405, BadRequest, Retry::Never, "The endpoint does not accept this method."),
        (408, 408, Unavailable, Retry::Backoff, "The service timed out."),
        (410, 410, Gone, Retry::Never, "It was there, and is gone."),
        (422, 422, InvalidParameter, Retry::Never, "A parameter is invalid."),
        (429, 429, RateLimited, Retry::Wait, "Requests are too frequent."),
        (200, 299, Ok, Retry::Never, "The response."),
        (300, 399, Redirected, Retry::Never, "The service redirected to another host, or too often."),
        (500, 599, Unavailable, Retry::Backoff, "The service failed."),
    ];
    let row = |(first, last, means, retry, doc): (u16, u16, Means, Retry, &str)| Status {
        first,
        last,
        verdict: Verdict { means, billed: false, retry },
        doc: Some(doc.to_owned()),
    };
    rows.into_iter().map(row).collect()
}

/// Exact rows before classes, so that the first matching row is the right one.
fn statuses(acc: &mut Problems, section: Option<&Entry>) -> (Vec<Status>, Verdict, Option<String>) {
    let Some(section) = section else { return (default_statuses(), UNEXPECTED, None) };
    let mut rows = Vec::new();
    let mut other = None;
    for entry in entries(Some(&section.value)) {
        let key = entry.key.literal();
        let (verdict, doc) = (verdict(&entry.value), doc(Some(&entry.value)));
        match range(&key) {
            _ if key == "other" => other = Some((verdict, doc)),
            Some((first, last)) => rows.push(Status { first, last, verdict, doc }),
            None => acc.add(entry.key.span, Problem::BadStatus { key }),
        }
    }
    if section.value.is_map() && other.is_none() {
        acc.add(section.key.span, Problem::NoOtherStatus);
    }
    let mut means = section.value.entries().iter().map(|entry| entry.value.text_of("means").and_then(Means::of_word));
    // An unknown word may be a misspelled `ok`.
    if section.value.is_map() && !means.any(|means| means.is_none_or(|means| means == Means::Ok)) {
        acc.add(section.key.span, Problem::NoOkStatus);
    }
    rows.sort_by_key(|row| (row.last - row.first, row.first));
    let (other, other_doc) = other.unwrap_or((UNEXPECTED, None));
    (rows, other, other_doc)
}

/// The range of statuses of a key. Three characters, so that no two keys have the same range.
fn range(key: &str) -> Option<(u16, u16)> {
    if key.len() != 3 {
        return None;
    }
    if let Some(class) = key.strip_suffix("xx") {
        let class: u16 = class.parse().ok()?;
        return (1..=5).contains(&class).then_some((class * 100, class * 100 + 99));
    }
    let status: u16 = key.parse().ok()?;
    (100..=599).contains(&status).then_some((status, status))
}

fn code(acc: &mut Problems, entry: &Entry) -> Code {
    filled_key(acc, entry);
    Code {
        code: entry.key.literal(),
        means: verdict(&entry.value).means,
        billed: entry.value.get("billed").and_then(Node::flag),
        retry: entry.value.text_of("retry").and_then(Retry::of_word),
        doc: doc(Some(&entry.value)),
    }
}

/// An empty text would match every body. The docs of the client show the key as code, in the list of what errors mean.
fn filled_key(acc: &mut Problems, entry: &Entry) {
    let key = entry.key.literal();
    let why = match key.as_str() {
        key if key.trim().is_empty() => "it is empty",
        key if key.contains('`') => "it contains a backtick",
        key if key.contains(char::is_control) => "it contains a line break or another control character",
        _ => return,
    };
    acc.add(entry.key.span, Problem::BadKey { why });
}

fn error_text(acc: &mut Problems, entry: &Entry) -> Text {
    filled_key(acc, entry);
    let key = entry.key.literal();
    if key.contains('*') && key.replace('*', "").trim().is_empty() {
        acc.add(entry.key.span, Problem::BadKey { why: "every text matches it" });
    }
    let status = entry.value.get("status");
    let number = status.and_then(Node::count).and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
    if let Some(node) = status.filter(|node| node.count().is_some() && range(&number.to_string()).is_none()) {
        acc.add(node.span, Problem::BadStatus { key: node.literal() });
    }
    Text { text: entry.key.literal(), status: number, verdict: verdict(&entry.value), doc: doc(Some(&entry.value)) }
}

fn verdict(node: &Node) -> Verdict {
    Verdict {
        means: node.text_of("means").and_then(Means::of_word).unwrap_or(Means::Unexpected),
        billed: node.get("billed").and_then(Node::flag).unwrap_or_default(),
        retry: node.text_of("retry").and_then(Retry::of_word).unwrap_or(Retry::Never),
    }
}
