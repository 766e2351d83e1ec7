//! Parameters of an operation, required ones first.

mod declared;
mod headers;
mod member;
mod style;

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use spec::path::placeholders;

use super::operation::Operation;
use super::reader::Reader;
use super::text::shortened;
use super::types::{self, Sent};
use crate::entry::names::Taken;
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;
use declared::declared;
use headers::Header;
pub(super) use headers::is_written;
pub(super) use member::{Member, add};
pub(super) use style::list;

/// The parameters of an operation.
#[derive(Default)]
pub(super) struct Params {
    pub(super) map: Map,
    /// Headers that always have the same value.
    pub(super) headers: Vec<(String, String)>,
    /// The header with the key of a repeated request.
    pub(super) idempotency: Option<String>,
    /// What of them is left out.
    pub(super) left_out: Vec<String>,
    /// The names on the wire.
    names: BTreeSet<String>,
    /// The names of those that are in `map`.
    added: BTreeSet<String>,
}

impl Params {
    /// Adds a parameter of the URL. In the language a list has its name without brackets, and the fields of an object that
    /// a form spreads are parameters: what is called like another one then is left out, by the name that the document
    /// has for it.
    fn add<'a>(&mut self, reader: &Reader<'a>, section: &mut Map, taken: &mut Taken, named: &str, member: Member<'a>) {
        if self.added.insert(member.wire.clone()) {
            return add(reader, section, taken, member);
        }
        let (named, wire) = (shortened(named), shortened(&member.wire));
        self.left_out
            .push(format!("left out: the parameter `{named}`, because another one is `{wire}` in the language"));
    }
}

/// The parameters, and what cannot be one. `taken` gets their names in Rust.
pub(super) fn params<'a>(reader: &mut Reader<'a>, operation: &Operation<'a>, hint: &str, taken: &mut Taken) -> Params {
    let in_path: Vec<_> = placeholders(operation.path).collect();
    let mut found = Params::default();
    let mut declared = declared(reader.document(), &in_path, operation, &mut found.left_out);
    let of_url = declared.iter().filter(|param| param["in"] != "header");
    found.names =
        of_url.filter_map(|param| param["name"].as_str()).chain(in_path.iter().copied()).map(str::to_owned).collect();
    // A parameter in the path is required, whatever its declaration.
    let is_required = |param: &Json| param["required"] == true || param["in"] == "path";
    declared.sort_by_key(|param| !is_required(param));
    declared.iter().filter_map(|param| param[keys::RUST].as_str()).for_each(|rust| taken.keep(rust));
    let (mut required, mut optional) = (Map::default(), Map::default());
    for name in in_path.iter().filter(|name| !declared.iter().any(|param| is_named(param, name))) {
        let notes = vec!["question: it is in the path, but not declared; what is it?".to_owned()];
        let (shape, said) = (Shape::named("string"), &Json::Null);
        let member = Member {
            wire: (*name).to_owned(),
            is_required: true,
            shape,
            said,
            schema: said,
            header: None,
            list: None,
            notes,
        };
        found.add(reader, &mut required, taken, name, member);
    }
    for param in declared {
        let is_required = is_required(param);
        let section = if is_required { &mut required } else { &mut optional };
        if param["in"] == "header" {
            in_header(reader, operation, param, (section, taken, &mut found), hint);
        } else if param["in"] == "query" {
            in_query(reader, param, is_required, (section, taken, &mut found), hint);
        } else {
            let mut notes = Vec::new();
            let shape = single(reader, param, hint, &mut notes);
            let member = plain(param, is_required, shape, notes);
            found.added.insert(member.wire.clone());
            add(reader, section, taken, member);
        }
    }
    found.map = Map::new(Layout::Fit);
    found.map.entries = required.entries.into_iter().chain(optional.entries).collect();
    found
}

fn is_named(param: &Json, name: &str) -> bool {
    param["name"].as_str() == Some(name)
}

fn plain<'a>(param: &'a Json, is_required: bool, shape: Shape, notes: Vec<String>) -> Member<'a> {
    let wire = param["name"].as_str().unwrap_or_default().to_owned();
    Member { wire, is_required, shape, said: param, schema: &param["schema"], header: None, list: None, notes }
}

fn hinted(hint: &str, param: &Json) -> String {
    format!("{hint}{}", param["name"].as_str().unwrap_or_default().to_upper_camel_case())
}

/// The type of a parameter that is one value.
fn single<'a>(reader: &mut Reader<'a>, param: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    match json_text(param) {
        Some(media_type) => {
            notes.push(format!(
                "question: its value is a text of the type `{}`; how is it written?",
                shortened(media_type)
            ));
            Shape::named("string")
        }
        None => types::one(reader, &param["schema"], &hinted(hint, param), notes),
    }
}

/// The media type of a parameter whose value is a document.
fn json_text(param: &Json) -> Option<&str> {
    json::entries(&param["content"]).next().filter(|_| param.get("schema").is_none()).map(|(name, _)| name.as_str())
}

fn in_query<'a>(
    reader: &mut Reader<'a>,
    param: &'a Json,
    is_required: bool,
    (section, taken, found): (&mut Map, &mut Taken, &mut Params),
    hint: &str,
) {
    let mut notes = Vec::new();
    let name = param["name"].as_str().unwrap_or_default();
    if json_text(param).is_some() {
        let shape = single(reader, param, hint, &mut notes);
        return found.add(reader, section, taken, name, plain(param, is_required, shape, notes));
    }
    let schema = &param["schema"];
    let spread = if style::is_spread(param) { types::properties_of(reader, schema) } else { Vec::new() };
    if !spread.is_empty() {
        for property in spread {
            let mut notes = Vec::new();
            let hint = format!("{}{}", hinted(hint, param), property.name.to_upper_camel_case());
            let is_required = is_required && property.is_required;
            let shape = types::one(reader, property.schema, &hint, &mut notes);
            let mut member = plain(property.schema, is_required, shape, notes);
            (member.wire, member.schema) = (property.name.to_owned(), property.schema);
            found.add(reader, section, taken, property.name, member);
        }
        return;
    }
    let mut member = match types::of_query(reader, schema, &hinted(hint, param), &mut notes) {
        Sent::One(shape) | Sent::Object(shape) => plain(param, is_required, shape, notes),
        Sent::List(item) => match style::list(param) {
            Ok(list) => Member { list: Some(list), ..plain(param, is_required, Shape::List(Box::new(item)), notes) },
            Err(question) => {
                notes.push(question);
                plain(param, is_required, Shape::named("string"), notes)
            }
        },
    };
    if let Some(name) = member.wire.strip_suffix("[]").filter(|name| member.list.is_some() && !name.is_empty()) {
        member.wire = name.to_owned();
    }
    found.add(reader, section, taken, name, member);
}

fn in_header<'a>(
    reader: &mut Reader<'a>,
    operation: &Operation<'a>,
    param: &'a Json,
    (section, taken, found): (&mut Map, &mut Taken, &mut Params),
    hint: &str,
) {
    let name = param["name"].as_str().unwrap_or_default();
    match headers::header(reader.document(), param, &reader.key_headers, operation.method) {
        // `api` has it.
        Header::Constant(_) if reader.document()[keys::SERVICE]["headers"].get(name).is_some() => {}
        Header::Constant(value) => found.headers.push((name.to_owned(), value)),
        Header::Idempotency => found.idempotency = Some(name.to_owned()),
        Header::Written(why) => found.left_out.push(format!("left out: the parameter `{}`, {why}", shortened(name))),
        Header::Param(wire) => {
            let mut notes = Vec::new();
            let shape = single(reader, param, hint, &mut notes);
            let is_required = param["required"] == true;
            let wire = param[keys::NAME].as_str().map_or_else(|| free(wire, &found.names), str::to_owned);
            found.names.insert(wire.clone());
            found.added.insert(wire.clone());
            let member = Member { wire, header: Some(name), ..plain(param, is_required, shape, notes) };
            add(reader, section, taken, member);
        }
    }
}

/// A name for a parameter in a header that no other one has: the document gives it none.
fn free(wire: String, names: &BTreeSet<String>) -> String {
    let mut name = if wire.is_empty() { "header".to_owned() } else { wire };
    while names.contains(&name) {
        name.push_str("_header");
    }
    name
}
