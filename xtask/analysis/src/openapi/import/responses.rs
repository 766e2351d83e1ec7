//! What a successful response of an operation contains.

use super::media::{self, Media};
use super::operation::Operation;
use super::reader::Reader;
use super::references;
use super::types;
use crate::entry::shape::Shape;
use crate::openapi::json::{self, Json};

/// The response of an operation.
pub(super) struct Response {
    pub(super) shape: Shape,
    /// Whether a header of it names other pages.
    pub(super) has_links: bool,
}

/// The successful response. Where the document leaves a choice, `notes` takes a question.
///
/// # Errors
/// If it is none that the language can describe, with the reason.
pub(super) fn returns<'a>(
    reader: &mut Reader<'a>,
    operation: &Operation<'a>,
    hint: &str,
    notes: &mut Vec<String>,
) -> Result<Response, String> {
    let document = reader.document();
    let good = good(document, operation.json);
    let has_links = good.iter().any(|(_, response)| has_links(response));
    let shape = match good.as_slice() {
        [] => without_success(operation, notes)?,
        good => of_responses(reader, operation, good, hint, notes)?,
    };
    Ok(Response { shape, has_links })
}

/// Successful responses: 200 first, then the other exact statuses, then the range. `default` is the response of an error,
/// unless the document has no other.
fn good<'a>(document: &'a Json, operation: &'a Json) -> Vec<(&'a str, &'a Json)> {
    let responses = || json::entries(&operation["responses"]);
    let mut good: Vec<_> = responses().filter(|(status, _)| status.starts_with('2')).collect();
    good.sort_by_key(|(status, _)| (*status != "200", status.to_ascii_uppercase()));
    if good.is_empty() {
        good = responses().filter(|(status, _)| *status == "default").collect();
    }
    good.into_iter().map(|(status, response)| (status.as_str(), references::followed(document, response))).collect()
}

/// Whether a response has a header with links to other pages.
fn has_links(response: &Json) -> bool {
    json::entries(&response["headers"]).any(|(name, _)| name.eq_ignore_ascii_case("link"))
}

/// The type where no success is described.
fn without_success(operation: &Operation<'_>, notes: &mut Vec<String>) -> Result<Shape, String> {
    if json::entries(&operation.json["responses"]).any(|(status, _)| status.starts_with('3')) {
        return Err("its response is a redirect".to_owned());
    }
    notes.push("question: the description has no schema of the response; what is it?".to_owned());
    Ok(Shape::json())
}

fn of_responses<'a>(
    reader: &mut Reader<'a>,
    operation: &Operation<'a>,
    good: &[(&'a str, &'a Json)],
    hint: &str,
    notes: &mut Vec<String>,
) -> Result<Shape, String> {
    let schemas: Vec<_> = good
        .iter()
        .filter_map(|(status, response)| Some((*status, media::json_schema(&response["content"])?)))
        .collect();
    let contents: Vec<_> = good.iter().filter_map(|(_, response)| media::content(&response["content"])).collect();
    let Some((status, schema)) = schemas.first().copied() else {
        return Ok(match contents.iter().map(|(media, _)| *media).min() {
            Some(Media::Stream) => return Err("its response is a stream of events or lines".to_owned()),
            // Without a schema nothing is known of it.
            Some(Media::Json) => Shape::json(),
            Some(_) => Shape::named("bytes"),
            None if says_nothing(operation, good) => {
                notes.push(
                    "question: the description has no content of a successful response; is there none?".to_owned(),
                );
                Shape::json()
            }
            None => Shape::named("none"),
        });
    };
    // Beside the responses of errors, it can be the one of the other errors as well.
    let is_beside_errors = json::entries(&operation.json["responses"]).any(|(other, _)| other != "default");
    if status == "default" && is_beside_errors {
        notes.push(
            "question: this is the response of `default`, beside those of errors; is it the successful one, or another error?"
                .to_owned(),
        );
    }
    let others: Vec<_> = schemas.iter().filter(|(_, other)| *other != schema).map(|(status, _)| *status).collect();
    if !others.is_empty() {
        let why = "the responses of several successful statuses differ";
        schemas.iter().for_each(|(_, schema)| reader.scalars.hole(schema, why));
        notes.push(format!("question: {why} ({status} and {}); is there one type for them?", others.join(", ")));
        return Ok(Shape::json());
    }
    let shape = types::shape(reader, schema, hint, notes);
    // A response without content is one without a value.
    let can_be_empty = good.iter().any(|(_, response)| media::content(&response["content"]).is_none());
    Ok(if can_be_empty { shape.or_null() } else { shape })
}

/// Whether a GET has a response of which the document only says that there is one.
fn says_nothing(operation: &Operation<'_>, good: &[(&str, &Json)]) -> bool {
    operation.is_get() && !good.iter().any(|(status, _)| matches!(*status, "202" | "204" | "205"))
}
