//! Groups and their endpoints.

use std::collections::BTreeMap;

use super::names::{self, Taken};
use super::symbols::Symbols;
use super::{pages, params, types};
use crate::model::{Cost, Deprecated, Endpoint, Group, Param, Replacement, Struct, Type};
use crate::name;
use crate::problem::{Problem, Problems};
use crate::scalar::Scalar;
use crate::source::{Source, Span};
use crate::yaml::{Entry, Node};

/// Everything that an endpoint is checked against.
struct Context<'a> {
    symbols: &'a Symbols<'a>,
    types: &'a [Struct],
    default_units: u32,
    /// Where every path of the spec leads: the group's and the method's name.
    methods: BTreeMap<String, (String, String)>,
}

pub(super) fn groups(
    acc: &mut Problems,
    sources: &[Source],
    files: &[Node],
    symbols: &Symbols<'_>,
    types: &[Struct],
) -> Vec<Group> {
    let mut taken = Taken::default();
    let mut headers = Vec::new();
    for file in files.iter().filter(|file| file.get("group").is_some() || file.get("endpoints").is_some()) {
        headers.extend(header(acc, &mut taken, file, &sources[file.span.file]));
    }
    let methods = methods(acc, &headers);
    let context = Context { symbols, types, default_units: super::default_units(files), methods };
    let mut groups = Vec::with_capacity(headers.len());
    for header in headers {
        let mut endpoints = Vec::with_capacity(header.methods.len());
        for (entry, name) in &header.methods {
            endpoints.extend(endpoint(acc, &context, entry, name));
        }
        let Header { name, doc, base, file, .. } = header;
        groups.push(Group { name, doc, base, endpoints, file });
    }
    groups
}

/// A group before its endpoints are read: their names are known, so that they can be referred to.
struct Header<'a> {
    name: String,
    doc: String,
    base: String,
    file: usize,
    methods: Vec<(&'a Entry, String)>,
}

fn header<'a>(acc: &mut Problems, taken: &mut Taken, file: &'a Node, source: &Source) -> Option<Header<'a>> {
    let endpoints = file.entry("endpoints");
    let Some(group) = file.entry("group") else {
        if let Some(endpoints) = endpoints {
            acc.add(endpoints.key.span, Problem::NoGroup);
        }
        return None;
    };
    let Some(name) = name::snake(source.stem()) else {
        acc.add(group.key.span, Problem::NoIdent { name: source.stem().to_owned() });
        return None;
    };
    if name::is_module(&name) {
        acc.add(group.key.span, Problem::ReservedName { name });
        return None;
    }
    taken.claim(acc, &name, &source.path, group.key.span);
    let base = group.value.text_of("base").unwrap_or_default().trim_end_matches('/').to_owned();
    let mut names = Taken::default();
    let mut methods = Vec::new();
    for entry in endpoints.map(|entry| entry.value.entries()).unwrap_or_default() {
        if let Some(method) = method(acc, entry, &base) {
            names.claim(acc, &method, &entry.key.literal(), entry.key.span);
            methods.push((entry, method));
        }
    }
    let doc = group.value.text_of("doc").unwrap_or_default().to_owned();
    Some(Header { name, doc, base, file: file.span.file, methods })
}

/// The method's name: what `name:` gives, else what the path says after the group's base.
fn method(acc: &mut Problems, entry: &Entry, base: &str) -> Option<String> {
    let path = entry.key.literal();
    let rest = path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let given = entry.value.get("name");
    if rest.is_none() && given.is_none() {
        acc.add(entry.key.span, Problem::OutsideBase { base: base.to_owned() });
        return None;
    }
    names::named(acc, given, entry, rest.unwrap_or_default(), name::snake)
}

fn methods(acc: &mut Problems, headers: &[Header<'_>]) -> BTreeMap<String, (String, String)> {
    let mut methods = BTreeMap::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for header in headers {
        for (entry, method) in &header.methods {
            let path = entry.key.literal();
            match first.get(&path) {
                // Twice in one file is a duplicate key, and said there.
                Some(span) if span.file == entry.key.span.file => {}
                Some(span) => {
                    let problem = Problem::SamePath { path: path.clone() };
                    acc.add_related(entry.key.span, problem, *span, "first described here");
                }
                None => {
                    first.insert(path.clone(), entry.key.span);
                }
            }
            methods.insert(path, (header.name.clone(), method.clone()));
        }
    }
    methods
}

fn endpoint(acc: &mut Problems, context: &Context<'_>, entry: &Entry, name: &str) -> Option<Endpoint> {
    let path = entry.key.literal();
    let node = &entry.value;
    let params = params::params(acc, context.symbols, node.get("params"));
    params::path(acc, entry.key.span, &path, &params);
    let returns_node = node.get("returns")?;
    let returns = types::resolve(acc, context.symbols, returns_node)?;
    let pages = node.get("pages").and_then(|pages| pages::pages(acc, context.types, &returns, &params, pages));
    Some(Endpoint {
        name: name.to_owned(),
        doc: node.text_of("doc").unwrap_or_default().to_owned(),
        cost: cost(acc, context, node.get("cost"), &params),
        deprecated: node.entry("deprecated").map(|entry| deprecated(acc, context, entry)),
        example: example(acc, node.get("example")),
        span: entry.key.span,
        path,
        params,
        returns,
        returns_span: returns_node.span,
        pages,
    })
}

fn cost(acc: &mut Problems, context: &Context<'_>, node: Option<&Node>, params: &[Param]) -> Cost {
    let Some(node) = node else { return Cost { units: context.default_units, when: Vec::new() } };
    let units = node.get("units").unwrap_or(node);
    let mut when = Vec::new();
    for entry in node.get("when").map(Node::entries).unwrap_or_default() {
        let name = entry.key.literal();
        match params.iter().find(|param| param.wire == name) {
            None => acc.add(entry.key.span, Problem::UnknownCostParam { name }),
            Some(param) if param.ty != Type::Scalar(Scalar::Boolean) => {
                acc.add(entry.key.span, Problem::CostParamNotFlag { name });
            }
            Some(_) => when.push((name, count(&entry.value))),
        }
    }
    Cost { units: count(units), when }
}

fn count(node: &Node) -> u32 {
    node.count().and_then(|units| u32::try_from(units).ok()).unwrap_or(u32::MAX)
}

fn deprecated(acc: &mut Problems, context: &Context<'_>, entry: &Entry) -> Deprecated {
    let paths = entry.value.get("use").map(Node::items).unwrap_or_default();
    let reason = entry.value.text_of("reason").map(str::to_owned);
    if paths.is_empty() && reason.is_none() {
        acc.add(entry.key.span, Problem::DeprecatedWithoutReason);
    }
    let replacement = |path: &str| match context.methods.get(path) {
        Some((group, method)) => Replacement::Method { group: group.clone(), method: method.clone() },
        None => Replacement::Path(path.to_owned()),
    };
    Deprecated { replacements: paths.iter().filter_map(Node::text).map(replacement).collect(), reason }
}

/// A path that stays inside the fixtures: what reads it must not be led elsewhere by a spec.
fn example(acc: &mut Problems, node: Option<&Node>) -> Option<String> {
    let node = node?;
    let path = node.text()?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    if !path.split('/').all(plain) {
        acc.add(node.span, Problem::BadExample);
    }
    Some(path.to_owned())
}
