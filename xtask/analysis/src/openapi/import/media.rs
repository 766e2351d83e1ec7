//! The media types of a body, by how the language sends or reads them.

use crate::openapi::json::{self, Json};

/// What a body is, the nearest to JSON first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Upload,
    Bytes,
    /// One document after the other, without an end that is known.
    Stream,
}

/// What a body is, with the content of the media type that comes first; `None` where there is none.
pub(super) fn content(content: &Json) -> Option<(Media, &Json)> {
    let ranked = json::entries(content).map(|(name, body)| ((rank(name), name), body));
    let (((media, _), _), body) = ranked.min_by_key(|(rank, _)| *rank)?;
    Some((media, body))
}

/// The schema of the media type that is nearest to plain JSON.
pub(super) fn json_schema(content: &Json) -> Option<&Json> {
    let ranked = json::entries(content).filter_map(|(name, body)| Some((rank(name), body.get("schema")?)));
    let nearest = ranked.filter(|((media, _), _)| *media == Media::Json).min_by_key(|(rank, _)| *rank);
    nearest.map(|(_, schema)| schema)
}

/// What a media type is, and how near it is to the plain one of its kind.
fn rank(media_type: &str) -> (Media, u8) {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => (Media::Json, 0),
        "text/json" => (Media::Json, 1),
        essence if essence.ends_with("+json") => (Media::Json, 2),
        "application/*" | "*/*" => (Media::Json, 3),
        "application/x-www-form-urlencoded" => (Media::Form, 0),
        "multipart/form-data" => (Media::Upload, 0),
        "text/event-stream" | "application/x-ndjson" | "application/jsonl" | "application/json-seq" => {
            (Media::Stream, 0)
        }
        _ => (Media::Bytes, 0),
    }
}
