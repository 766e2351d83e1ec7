//! What the documentation says of each endpoint, with its line.
//!
//! One reader takes Markdown and text that was copied from a browser: in both, an endpoint begins with a line of
//! a method and a path, and table rows are cells between bars. The copied text breaks a row after its first cell and has
//! no fences, so an example ends where its JSON ends.

use std::sync::Arc;

use spec::{Method, Source};

use super::description::Description;
use super::position::Position;
use super::table::{Columns, Row, cells, columns, row};
use crate::json;
use crate::located::Located;

/// The whole documentation: one page or several.
#[derive(Debug)]
pub struct Document {
    /// The files, with their texts.
    pub pages: Vec<Arc<Located>>,
    /// The endpoints in the order of the pages.
    pub endpoints: Vec<DocumentedEndpoint>,
    /// What OpenAPI documents among the pages describe beside their endpoints.
    pub descriptions: Vec<Description>,
}

/// What the document says of one endpoint.
#[derive(Debug, Default)]
pub struct DocumentedEndpoint {
    /// Its key in a spec: the path as it is written, with the method before it if that is not GET.
    pub key: String,
    /// Where its heading is.
    pub start: Position,
    /// Whether its heading is struck out, or a section or its prose calls it deprecated.
    pub is_deprecated: bool,
    /// The text between heading and table, and after it.
    pub prose: String,
    /// Whether it has a table of parameters, even an empty one.
    pub has_table: bool,
    /// The rows of the table.
    pub params: Vec<Row>,
    /// The examples: where each begins, and its text.
    pub examples: Vec<(Position, String)>,
    /// Whether an OpenAPI document describes it.
    pub is_described: bool,
    /// The units of a request, where the document says so.
    pub price: Option<u64>,
}

/// Adds pages behind those of a document.
pub fn append(document: &mut Document, mut more: Document) {
    let before = document.pages.len();
    for endpoint in &mut more.endpoints {
        let starts = endpoint.params.iter_mut().map(|row| &mut row.start);
        let starts = starts.chain(endpoint.examples.iter_mut().map(|(start, _)| start)).chain([&mut endpoint.start]);
        starts.for_each(|start| start.page += before);
    }
    more.descriptions.iter_mut().for_each(|description| description.page += before);
    document.pages.append(&mut more.pages);
    document.endpoints.append(&mut more.endpoints);
    document.descriptions.append(&mut more.descriptions);
}

/// Reads pages. Everything but endpoints is skipped.
#[must_use]
pub fn read(pages: impl IntoIterator<Item = Source>) -> Document {
    let mut document = Document { pages: Vec::new(), endpoints: Vec::new(), descriptions: Vec::new() };
    for source in pages {
        let mut reader = Reader { page: document.pages.len(), text: &source.text, ..Reader::default() };
        let mut position = 0;
        while position < source.text.len() {
            position = reader.line(position);
        }
        document.endpoints.append(&mut reader.endpoints);
        document.pages.push(Arc::new(Located::new(source)));
    }
    document
}

#[derive(Default)]
struct Reader<'t> {
    page: usize,
    text: &'t str,
    endpoints: Vec<DocumentedEndpoint>,
    /// Whether the current section is one of deprecated endpoints.
    is_deprecated: bool,
    /// Whether lines belong to the last endpoint.
    is_inside: bool,
    columns: Option<Columns>,
    /// The first cell of a row that continues in the next line.
    begun: Option<(Position, String)>,
}

impl Reader<'_> {
    fn at(&self, offset: usize) -> Position {
        Position { page: self.page, offset }
    }

    /// Reads what begins in a line, and returns the offset after it.
    fn line(&mut self, start: usize) -> usize {
        let rest = &self.text[start..];
        let line = rest.split('\n').next().unwrap_or_default();
        let next = start + line.len() + 1;
        let bare = line.trim();
        if let Some((method, path, is_struck)) = heading(bare) {
            self.endpoint(method, path, is_struck, start);
            return next;
        }
        if let Some(fence) = fence(bare) {
            return self.fenced(start, next, fence);
        }
        if is_section(bare) {
            self.is_deprecated = bare.trim_start_matches(['#', ' ']).to_ascii_lowercase().starts_with("deprecated");
            self.is_inside = self.is_inside && !bare.starts_with('#');
            self.columns = None;
            return next;
        }
        let at = self.at(start);
        let Some(documented) = self.endpoints.last_mut().filter(|_| self.is_inside) else { return next };
        if bare.starts_with(['{', '[']) && !bare.contains("](") {
            if let Some(length) = json::length(rest) {
                documented.examples.push((at, rest[..length].to_owned()));
                return start + length;
            }
            // It begins like JSON and is not valid: it is kept, so that a rule reports it.
            if bare == "{" || bare == "[" {
                let is_end =
                    |line: &str| line.trim().is_empty() || heading(line.trim()).is_some() || is_section(line.trim());
                let length = rest.split_inclusive('\n').take_while(|line| !is_end(line)).map(str::len).sum();
                documented.examples.push((at, rest[..length].to_owned()));
                return start + length;
            }
        }
        self.text_or_row(bare, at);
        next
    }

    fn endpoint(&mut self, method: &str, path: &str, is_struck: bool, start: usize) {
        (self.columns, self.begun) = (None, None);
        self.is_inside = true;
        self.endpoints.push(DocumentedEndpoint {
            key: if method == "GET" { path.to_owned() } else { format!("{method} {path}") },
            start: self.at(start),
            is_deprecated: is_struck || self.is_deprecated,
            ..DocumentedEndpoint::default()
        });
    }

    /// A fence of JSON is an example; other languages show requests.
    fn fenced(&mut self, start: usize, body: usize, language: &str) -> usize {
        let body = body.min(self.text.len());
        let rest = &self.text[body..];
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
                break;
            }
            length += line.len();
        }
        let inner = &rest[..length];
        let is_json = ["json", "jsonc", "json5"].contains(&language)
            || (language.is_empty() && inner.trim().starts_with(['{', '[']));
        let at = self.at(body);
        if let Some(documented) = self.endpoints.last_mut().filter(|_| self.is_inside && is_json) {
            documented.examples.push((at, inner.to_owned()));
        }
        let behind = &rest[length..];
        let end = body + length + behind.find('\n').map_or(behind.len(), |newline| newline + 1);
        end.max(start + 1)
    }

    fn text_or_row(&mut self, bare: &str, start: Position) {
        let Some(documented) = self.endpoints.last_mut() else { return };
        if let Some((start, first)) = self.begun.take() {
            let columns = self.columns;
            let cells: Vec<_> = std::iter::once(first).chain(cells(bare)).collect();
            documented.params.extend(columns.and_then(|columns| row(columns, &cells, start)));
            return;
        }
        let cells = cells(bare);
        let is_row = bare.contains('|');
        if let Some(columns) = columns(&cells).filter(|_| is_row) {
            (self.columns, documented.has_table) = (Some(columns), true);
        } else if self.columns.is_some() && is_row {
            let is_rule = cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)));
            if let ([only], false) = (cells.as_slice(), is_rule) {
                self.begun = Some((start, only.clone()));
            } else if let Some(columns) = self.columns.filter(|_| !is_rule) {
                documented.params.extend(row(columns, &cells, start));
            }
        } else if !bare.is_empty() {
            self.columns = None;
            documented.prose.push_str(bare);
            documented.prose.push('\n');
            documented.is_deprecated |= says_deprecated(bare);
        }
    }
}

/// `### ~~GET /path~~`: the method, the path, and whether it is struck out.
fn heading(line: &str) -> Option<(&str, &str, bool)> {
    let bare = line.trim_start_matches('#').trim();
    let is_struck = bare.starts_with("~~");
    let bare = bare.trim_matches(|c| "~`* ".contains(c));
    let (method, path) = bare.split_once([' ', '\t'])?;
    let path = path.trim().trim_matches(|c| "`~* ".contains(c));
    let is_method = Method::of_word(method.trim_matches('`')).is_some();
    let is_path = path.starts_with('/') && !path.contains(char::is_whitespace);
    (is_method && is_path).then_some((method.trim_matches('`'), path.split('?').next().unwrap_or(path), is_struck))
}

/// The language of a fence that begins here.
fn fence(line: &str) -> Option<&str> {
    line.strip_prefix("```").or(line.strip_prefix("~~~ ")).map(|rest| rest.trim_matches('`').trim())
}

/// A heading of a section: in Markdown by its mark, in copied text only where it names deprecated endpoints.
fn is_section(line: &str) -> bool {
    let is_short = line.split_whitespace().count() <= 3;
    (line.starts_with('#') && line.trim_start_matches('#').starts_with(' '))
        || (is_short && line.to_ascii_lowercase().starts_with("deprecated ") && !line.ends_with('.'))
}

fn says_deprecated(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first: Vec<_> = words.by_ref().take(2).map(str::to_ascii_lowercase).collect();
    let first: Vec<_> = first.iter().map(String::as_str).collect();
    matches!(first.as_slice(), ["deprecated", ..] | ["warning" | "this" | "note", "deprecated"])
        || line.to_ascii_lowercase().contains("is deprecated")
}
