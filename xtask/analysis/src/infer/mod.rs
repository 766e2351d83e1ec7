//! An entry of the spec inferred from recorded responses.
//!
//! The responses are walked together: objects that look alike are one type, a value that appears in two fields makes
//! both the same id, and a list beside a cursor is a page. What the spec describes already is used, and what no response
//! shows becomes a question in a comment. The entry is read back with the whole spec before it is returned, so that code
//! can be generated from it as it is.

mod at;
mod candidates;
mod cursor_param;
mod draft;
mod fields;
mod fill;
mod holes;
mod ids;
mod known;
mod like;
mod name;
mod named;
mod objects;
mod optional;
mod paging;
mod params;
mod place;
mod request;
mod target;
mod write;

use spec::{Api, Color, Source};

pub use crate::entry::declared::Declared;
use crate::entry::merge::merge;
use crate::entry::names;
use crate::entry::yaml::{self, Layout, Map};
use crate::error::Error;
use crate::error_body;
use crate::fixture::Fixture;
use crate::json::Value;
use crate::unified_diff;
use crate::values::reach::Reach;
use crate::values::siblings::Siblings;
use draft::Draft;
pub use fill::{Filled, fill};
pub use named::{Named, Names, fill_named};
use paging::Found;
use params::Known;
pub use request::Request;
use write::{Entries, Input};

/// What the caller knows and no response shows.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "the command's arguments say what each is")]
pub struct Hints<'h> {
    pub name: Option<&'h str>,
    pub cursor: Option<&'h str>,
    pub example: Option<&'h str>,
    pub optional: bool,
    pub declared: Option<&'h Declared>,
}

/// A spec with one more endpoint.
#[derive(Debug)]
pub struct Inferred {
    /// The new sections, as in a file of their own.
    pub entry: String,
    /// The file that takes them.
    pub file: String,
    /// Whether that file is new.
    pub is_new: bool,
    /// The files of the spec with the new endpoint.
    pub sources: Vec<Source>,
    /// The spec with the new endpoint.
    pub api: Api,
}

/// Infers the entry and adds it to the spec.
///
/// # Errors
/// Where the path is not one of the language, the spec describes the endpoint already, a response is an error of the service, or
/// the language cannot express the responses.
pub fn infer(
    api: &Api,
    sources: &[Source],
    fixtures: &[Fixture],
    request: &Request,
    responses: &[Fixture],
    hints: Hints<'_>,
) -> Result<Inferred, Error> {
    request::check(&request.path)?;
    let target = target::target(api, sources, &request.path)?;
    check_hints(&request.path, hints)?;
    refuse_errors(api, responses)?;
    let values: Vec<_> = responses.iter().map(|response| &response.response).collect();
    let reach = Reach::Family(target.family);
    let known = ids::known(api, reach, fixtures);
    let found = pages(api, reach, &values, hints);
    let paging = found.paging().map(|paging| {
        let cursor = cursor_param::cursor(api, paging, hints.cursor, &request.params);
        (paging.clone(), cursor, cursor_param::ends(api, paging))
    });
    let mut draft = Draft::new(api, &known, &values, paging.as_ref().map(|(paging, ..)| paging), &target.hint, reach);
    if let Some(name) = hints.name {
        draft.name_top(name);
    }
    draft.optional = hints.optional || optional::is_rule(api, target.family);
    let paging = paging.map(|(mut paging, cursor, ends)| {
        paging.key = draft.items(&values, &paging).and_then(|item| like::key(api, item)).or(paging.key);
        (paging, cursor, ends)
    });
    let input = Input {
        request,
        target: &target,
        responses: &values,
        known: Known {
            ids: &known,
            siblings: Siblings::new(api, &request.path, target.family),
            declared: hints.declared,
        },
        paging: paging.as_ref(),
        cursor: hints.cursor,
        unclear: unclear(&found, hints.cursor),
        example: hints.example,
    };
    let entries = write::entries(&mut draft, &input);
    if let Some(name) = hints.name {
        name::check_use(&draft, name)?;
    }
    let entry = print(&target, &entries, responses.len(), draft.optional);
    let mut changed = sources.to_vec();
    match target.file {
        Some(file) => changed[file].text = merge(&sources[file].text, entries.named()),
        None => changed.push(Source { path: target.path.clone(), text: entry.clone() }),
    }
    let is_new = target.file.is_none();
    match spec::read(&changed) {
        Ok(api) => Ok(Inferred { entry, file: target.path, is_new, sources: changed, api }),
        Err(problems) => Err(Error {
            what: format!("cannot put GET {} into {}", request.path, target.path),
            why: format!("{}\n\n{entry}", spec::render(&problems, &changed, Color::Plain)),
            help: "add the entries above to the spec, with the problems fixed",
        }),
    }
}

/// Refuses names that the language does not take.
fn check_hints(path: &str, hints: Hints<'_>) -> Result<(), Error> {
    if let Some(cursor) = hints.cursor.filter(|cursor| !names::can_be_param(cursor)) {
        return Err(Error {
            what: format!("cannot infer GET {path}"),
            why: format!("`{cursor}` cannot name the parameter that takes the cursor"),
            help: "write the name of the parameter as it is in the URL: `--cursor page_id`",
        });
    }
    if let Some(name) = hints.name {
        name::check(name)?;
    }
    Ok(())
}

/// The pages: those of endpoints that return the same type, or what the responses show.
fn pages(api: &Api, reach: Reach, responses: &[&Value], hints: Hints<'_>) -> Found {
    match like::of_type(api, reach, hints.name.unwrap_or_default(), responses) {
        Some(paging) => Found::Pages(paging),
        None => paging::find(responses, hints.cursor),
    }
}

/// Refuses responses that are errors, or empty.
fn refuse_errors(api: &Api, responses: &[Fixture]) -> Result<(), Error> {
    if let Some(response) = responses.iter().find(|response| response.is_empty()) {
        return Err(Error {
            what: format!("cannot infer a type from {}", response.source.path),
            why: "it has no content".to_owned(),
            help: "pass a response with content; for an endpoint whose responses have none, write `returns: none`",
        });
    }
    let sign = |response: &Fixture| error_body::sign(api, None, &response.response);
    let Some((response, why)) = responses.iter().find_map(|response| Some((response, sign(response)?))) else {
        return Ok(());
    };
    Err(Error {
        what: format!("cannot infer a type from {}", response.source.path),
        why: format!("it is an error of the service, by `errors` in the spec: {why}"),
        help: "pass a successful response; if this is one, correct `errors` in `api.yaml`, or write the entry of the \
               endpoint by hand, with `returns: json` to begin with",
    })
}

/// What is not certain about pages, as questions.
fn unclear(found: &Found, cursor: Option<&str>) -> Vec<String> {
    let question = match found {
        Found::Pages(_) => return Vec::new(),
        Found::Unclear(question) => Some(question.clone()),
        Found::Nothing => None,
    };
    let cursor = cursor.map(|cursor| {
        format!(
            "question: the parameter `{cursor}` takes a cursor, but no response shows one beside a list of objects; where are \
             the items and the next cursor? Then it has `pages: {{ items: .., next: .., cursor: {cursor} }}`"
        )
    });
    cursor.filter(|_| question.is_none()).into_iter().chain(question).collect()
}

/// The fixture of an endpoint that the spec does not have: `shop/items.json`.
///
/// # Errors
/// Where the spec has the endpoint.
pub fn fixture_path(api: &Api, sources: &[Source], request: &Request) -> Result<String, Error> {
    let target = target::target(api, sources, &request.path)?;
    Ok(format!("{}/{}.json", target.group, target.method))
}

/// The new sections as a file of their own.
fn print(target: &target::Target, entries: &Entries, responses: usize, is_optional: bool) -> String {
    let plural = if responses == 1 { "response" } else { "responses" };
    let marked = match is_optional {
        true => {
            "Each field of a new type is optional, but for ids that different objects have: few objects prove nothing"
        }
        false => "A field is marked optional or nullable only where a response shows that",
    };
    let head =
        format!("Inferred from {responses} {plural}. {marked}; a comment asks a question where you must decide.");
    let mut file = Map::new(Layout::Spaced);
    file.add_some("group", target.header.clone());
    entries.sections.iter().for_each(|(name, section)| file.add(name, section.clone()));
    format!("{}{}", yaml::print_comment(&head), yaml::print(&file))
}

/// The change as a unified diff for `git apply`, with paths from the root of the repository.
#[must_use]
pub fn diff(before: &[Source], inferred: &Inferred, path_in_repository: impl Fn(&str) -> String) -> String {
    if !inferred.is_new {
        return unified_diff::changed(before, &inferred.sources, path_in_repository);
    }
    unified_diff::added(&path_in_repository(&inferred.file), &inferred.entry)
}
