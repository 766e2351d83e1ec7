//! What a request needs: parameters, and the body.

use std::collections::{HashMap, hash_map};

use super::context::Context;
use super::names::{Member, Taken, is_written, members};
use super::sendable::Kind;
use super::{defaults, header, sendable, types};
use crate::model::{BodyFormat, ListForm, Method, Param, Place, Type};
use crate::name::{self, Named};
use crate::path::{misspelled, placeholders};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// What a request needs.
pub(super) struct Inputs<'a> {
    /// Required ones first.
    pub(super) params: Vec<Param>,
    pub(super) body: Option<BodyFormat>,
    /// The section of the parameters: some may be in it that have problems.
    pub(super) section: Option<&'a Node>,
    /// The section of the body's fields, likewise.
    pub(super) fields: Option<&'a Node>,
}

impl Inputs<'_> {
    /// The parameters in the path and in the query.
    pub(super) fn of_url(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.place == Place::Url)
    }
}

pub(super) fn inputs<'a>(acc: &mut Problems, context: &Context<'_>, method: Method, node: &'a Node) -> Inputs<'a> {
    let section = node.meant("params");
    let mut taken = Taken::new(Named::Member);
    let mut params = fields(acc, context, &mut taken, section, Kind::Param);
    let body = body(acc, method, node);
    let mut written = None;
    if let Some((entry, kind)) = body {
        if kind == Kind::Body && !entry.value.is_fields() {
            params.extend(whole(acc, context, &mut taken, entry));
        } else {
            written = Some(&entry.value);
            params.extend(fields(acc, context, &mut taken, written, kind));
        }
    }
    let is_bytes = params.iter().any(|param| param.place == Place::Body && param.ty == Type::Scalar(Scalar::Bytes));
    let body = body.and_then(|(_, kind)| if is_bytes { Some(BodyFormat::Bytes) } else { kind.body() });
    // In each section the required ones are first, and in both together they must be.
    params.sort_by_key(|param| !param.required);
    Inputs { params, body, section, fields: written }
}

/// The section of the body, if there is one.
fn body<'a>(acc: &mut Problems, method: Method, node: &'a Node) -> Option<(&'a Entry, Kind)> {
    let sections = [("body", Kind::Body), ("form", Kind::Form), ("upload", Kind::Upload)];
    // The form check reports a second one.
    let (entry, kind) = sections.into_iter().find_map(|(key, kind)| Some((node.entry(key)?, kind)))?;
    let bad = |why, help| Problem::BadBody { why, help };
    if method == Method::Get {
        let help = "write the method before the path, `POST /path`, or the fields under `params`";
        acc.add(entry.key.span, bad("a GET request has no body", help));
    } else if entry.value.is_map() && entry.value.entries().is_empty() {
        let help = "remove it, or write `body: json` for a body of unknown shape";
        acc.add(entry.key.span, bad("the body has no fields", help));
    }
    Some((entry, kind))
}

/// A body that is one value.
fn whole(acc: &mut Problems, context: &Context<'_>, taken: &mut Taken, entry: &Entry) -> Option<Param> {
    let ty = types::resolve_with_bytes(acc, context.symbols, &entry.value)?;
    if ty == Type::Nullable(Box::new(Type::Scalar(Scalar::Bytes))) {
        acc.add(entry.value.span, Problem::BytesElsewhere);
    }
    taken.claim(acc, "body", "body", entry.key.span);
    Some(Param {
        wire: "body".to_owned(),
        rust: "body".to_owned(),
        ty,
        place: Place::Body,
        list: ListForm::Repeat,
        required: true,
        doc: None,
        default: None,
        sample: None,
        span: entry.key.span,
    })
}

fn fields(
    acc: &mut Problems,
    context: &Context<'_>,
    taken: &mut Taken,
    section: Option<&Node>,
    kind: Kind,
) -> Vec<Param> {
    let mut params: Vec<Param> = Vec::new();
    let mut sent_names = HashMap::new();
    let mut first_optional = None;
    for member in members(acc, section) {
        let span = member.entry.key.span;
        match first_optional {
            None if member.optional => first_optional = Some(span),
            Some(optional) if !member.optional => {
                let problem = Problem::RequiredAfterOptional { name: member.wire.clone() };
                acc.add_related(span, problem, optional, "the optional one");
            }
            _ => {}
        }
        if let Some(param) = field(acc, context, &member, kind) {
            // `a` as a list in brackets and `a[]` are sent under one name.
            let sent = param.sent_name(kind.body()).into_owned();
            match sent_names.entry((param.place.clone(), sent)) {
                hash_map::Entry::Occupied(first) => {
                    let key = first.key().1.clone();
                    acc.add_related(span, Problem::DuplicateKey { key }, *first.get(), "first written here");
                }
                hash_map::Entry::Vacant(place) => _ = place.insert(span),
            }
            taken.claim(acc, &param.rust, &param.wire, span);
            params.push(param);
        }
    }
    params
}

fn field(acc: &mut Problems, context: &Context<'_>, member: &Member<'_>, kind: Kind) -> Option<Param> {
    let span = member.entry.key.span;
    let rust = member.rust(acc);
    if member.long().is_some_and(Node::is_object) {
        return None; // The form check reports it.
    }
    let ty = member.ty().and_then(|node| Some((types::resolve_with_bytes(acc, context.symbols, node)?, node.span)));
    let long = member.long();
    let place = match (kind, long.and_then(|form| form.get("header"))) {
        (Kind::Param, Some(node)) => Place::Header(header::of_request(acc, Some(node))),
        (Kind::Param, None) => Place::Url,
        _ => Place::Field,
    };
    let (rust, (ty, ty_span)) = (rust?, ty?);
    if member.optional && name::is_request_method(&rust) {
        acc.add(span, Problem::ReservedName { name: rust.clone(), of: Named::Member });
    }
    if let Some(problem) = sendable::problem(context, &member.wire, &ty, &place, kind) {
        acc.add(ty_span, problem);
    }
    let list = long.and_then(|form| form.entry("list"));
    let is_list = matches!(&ty, Type::List(item) if item.is_single())
        && matches!(place, Place::Url | Place::Field)
        && !matches!(kind, Kind::Body | Kind::Upload);
    if let Some(list) = list.filter(|_| !is_list) {
        acc.add(list.key.span, Problem::NotAList { name: member.wire.clone() });
    }
    let default = long.and_then(|form| form.get("default"));
    if let Some(default) = default {
        defaults::check(acc, context.enums, member, &ty, default);
    }
    let sample = long.and_then(|form| form.get("sample"));
    if let Some(sample) = sample {
        defaults::sample(acc, context, &ty, sample);
    }
    Some(Param {
        wire: member.wire.clone(),
        rust,
        ty,
        place,
        list: list.and_then(|entry| ListForm::of_word(entry.value.text()?)).unwrap_or(context.lists),
        required: !member.optional,
        doc: long.and_then(|form| form.text_of("doc")).map(str::to_owned),
        default: default.map(Node::literal),
        sample: sample.map(Node::literal),
        span,
    })
}

/// Checks the path itself, and that every `{name}` in it is a required parameter.
pub(super) fn path(acc: &mut Problems, span: Span, path: &str, inputs: &Inputs<'_>) {
    if let Some(why) = misspelled(path) {
        return acc.add(span, Problem::BadPath { why });
    }
    let in_colons = path.split('/').filter_map(|part| part.strip_prefix(':'));
    if let Some(name) = in_colons.into_iter().find(|name| is_written(inputs.section, name)) {
        return acc
            .add(span, Problem::BadPath { why: format!("the parameter `{name}` is written as `{{{name}}}` in it") });
    }
    for name in placeholders(path) {
        match inputs.of_url().find(|param| param.wire == name) {
            Some(param) if !param.required => acc.add(param.span, Problem::OptionalInPath { name: name.to_owned() }),
            Some(param) if !param.ty.is_single() => {
                acc.add(param.span, Problem::ParamType { name: name.to_owned() });
            }
            Some(_) => {}
            None if is_written(inputs.section, name) => {}
            None => acc.add(span, Problem::PathParam { name: name.to_owned() }),
        }
    }
}
