//! Pages, found by names, and written where these leave no doubt.

mod found;
mod inputs;
mod names;
mod pair;
mod response;
mod ways;

use std::collections::BTreeMap;

use super::entry::{Body, Entry};
use super::groups::Group;
use super::responses::Response;
use crate::entry::shape::Shape;
use crate::entry::yaml::{self, Map, Node};
use found::{Found, Next, Pages};
use inputs::{make_cursor, member};
use response::{Summaries, Types, Value};

/// Finds the pages of all endpoints that do not say how they continue.
pub(super) fn find(groups: &mut [Group], entries: &mut [Entry]) {
    let by_name: BTreeMap<String, usize> =
        entries.iter().enumerate().map(|(index, entry)| (entry.name.clone(), index)).collect();
    let mut summaries = Summaries::new();
    for group in groups {
        for endpoint in &mut group.endpoints.entries {
            let Some(Response { shape, has_links }) = group.responses.get(&endpoint.key) else { continue };
            let Node::Map(body) = &mut endpoint.value else { continue };
            if member(body, "pages").is_some() {
                continue;
            }
            let path = endpoint.key.rsplit(' ').next().unwrap_or_default();
            let is_get = endpoint.key.starts_with('/');
            let mut types = Types { entries, by_name: &by_name, summaries: &mut summaries };
            let found = ways::find(body, &mut types, path, shape, *has_links);
            match found {
                Found::Sure(pages) if is_get => {
                    if let Some((param, next)) = &pages.cursor {
                        make_cursor(body, param);
                        match next {
                            Next::Field(next) => take_cursor(entries, next),
                            Next::Element(returns) => set(body, "returns", returns.node()),
                        }
                    }
                    write(body, pages.map);
                }
                Found::Sure(pages) if endpoint.key.starts_with("POST ") => endpoint.comments.push(asked(pages)),
                Found::Unsure(question) if is_get => endpoint.comments.push(question),
                Found::Sure(_) | Found::Unsure(_) | Found::Nothing => {}
            }
        }
    }
}

/// Only a POST that changes nothing has pages, and no document says which one does.
fn asked(pages: Pages) -> String {
    let text = yaml::print(&Map::default().with("pages", pages.map));
    format!("question: does it only read? Then it has `safe: true` and `{}`", text.trim_end())
}

/// Makes the field that has the next cursor one, which can be null.
fn take_cursor(entries: &mut [Entry], next: &Value) {
    let Body::Object(object) = &mut entries[next.owner].body else { return };
    let field = &mut object.fields[next.field];
    let cursor = Shape::named("cursor");
    let is_nullable = field.shape.is_nullable();
    if !next.can_be_missing {
        field
            .notes
            .push("question: what is it on the last page? It is declared as a text that is always there.".to_owned());
    }
    field.shape = if is_nullable || !next.can_be_missing { cursor.or_null() } else { cursor };
}

fn set(body: &mut Map, key: &str, value: Node) {
    if let Some(entry) = body.entries.iter_mut().find(|entry| entry.key == key) {
        entry.value = value;
    }
}

/// Writes the pages of an endpoint behind its response.
fn write(body: &mut Map, map: Map) {
    let after = body.entries.iter().position(|entry| entry.key == "returns").map_or(body.entries.len(), |at| at + 1);
    body.entries.insert(after, yaml::Entry { comments: Vec::new(), key: "pages".to_owned(), value: map.into() });
}
