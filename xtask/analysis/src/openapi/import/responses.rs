//! What a successful response of an operation contains.

use super::reader::Reader;
use super::references;
use super::types;
use crate::entry::shape::Shape;
use crate::openapi::json::{self, Json};

/// The type of the successful response. Where the document leaves a choice, `notes` takes a question.
pub(super) fn returns<'a>(reader: &mut Reader<'a>, operation: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let found = bodies(reader.document(), operation);
    let Some((status, schema)) = found.first().copied() else {
        notes.push(no_schema(operation));
        return Shape::json();
    };
    // Beside the responses of errors, it can be the one of the other errors as well.
    let is_beside_errors = json::entries(&operation["responses"]).any(|(other, _)| other != "default");
    if status == "default" && is_beside_errors {
        notes.push(
            "question: this is the response of `default`, beside those of errors; is it the successful one, or another error?"
                .to_owned(),
        );
    }
    let others: Vec<_> = found.iter().filter(|(_, other)| *other != schema).map(|(status, _)| *status).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        notes.push(format!(
            "question: this is the response of status {status}; {others} has another schema; which is it?"
        ));
    }
    types::shape(reader, schema, hint, notes)
}

fn no_schema(operation: &Json) -> String {
    let mut good = json::entries(&operation["responses"]).filter(|(status, _)| status.starts_with('2')).peekable();
    if good.peek().is_none() {
        return "question: the description has no schema of the response; what is it?".to_owned();
    }
    "question: the description has no JSON schema of a successful response; what is it? Only JSON can be decoded."
        .to_owned()
}

/// The JSON schemas of successful responses: 200 first, then the other exact statuses, then the range. `default` is the
/// response of an error, unless the document has no other.
fn bodies<'a>(document: &'a Json, operation: &'a Json) -> Vec<(&'a str, &'a Json)> {
    let mut good: Vec<_> =
        json::entries(&operation["responses"]).filter(|(status, _)| status.starts_with('2')).collect();
    good.sort_by_key(|(status, _)| (*status != "200", status.to_ascii_uppercase()));
    if good.is_empty() {
        good = json::entries(&operation["responses"]).filter(|(status, _)| *status == "default").collect();
    }
    let body = |(status, response): (&'a String, &'a Json)| {
        let response = references::followed(document, response);
        Some((status.as_str(), json_schema(&response["content"])?))
    };
    good.into_iter().filter_map(body).collect()
}

/// The schema of the media type that is nearest to plain JSON.
pub(super) fn json_schema(content: &Json) -> Option<&Json> {
    let ranked = json::entries(content).filter_map(|(name, body)| Some((rank(name)?, body.get("schema")?)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, schema)| schema)
}

/// How near a media type is to JSON; `None` if it is not one JSON document: `application/x-ndjson` is several.
fn rank(media_type: &str) -> Option<u8> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => Some(0),
        "text/json" => Some(1),
        essence if essence.ends_with("+json") => Some(2),
        "application/*" | "*/*" => Some(3),
        _ => None,
    }
}
