//! Groups: one per file, with a name, a base and the names of its methods.

use std::collections::BTreeMap;

use super::aliases;
use super::context::Context;
use super::endpoints::{self, endpoint};
use super::families::Families;
use super::key;
use super::names::{self, Taken, entries};
use super::service;
use super::symbols::Symbols;
use crate::model::{Endpoint, Enum, Family, Group, Method, Struct};
use crate::name::{self, Named};
use crate::path;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::{Source, Span};
use crate::yaml::{Entry, Node};

pub(super) fn groups(
    acc: &mut Problems,
    sources: &[Source],
    files: &[Node],
    symbols: &Symbols<'_>,
    enums: &[Enum],
    types: &[Struct],
) -> (Vec<Family>, Vec<Group>) {
    let mut taken = Taken::new(Named::Group);
    let mut families = Families::collect(acc, &mut taken, files, symbols.is_whole, symbols.is_extension);
    let mut headers = Vec::new();
    for file in files.iter().filter(|file| file.get("group").is_some() || file.get("endpoints").is_some()) {
        headers.push(header(acc, &mut taken, &mut families, file, &sources[file.span.file]));
    }
    let methods = methods(acc, &headers);
    let context = Context {
        symbols,
        enums,
        types,
        default_units: service::default_units(files),
        has_cost: service::has_cost(files),
        lists: service::lists(files),
        servers: service::server_names(files),
        key_headers: service::key_headers(files),
        methods,
    };
    let mut groups = Vec::with_capacity(headers.len());
    for Header { name, family, inner, doc, aliases, example, base, server, file, methods } in headers {
        let example = example.and_then(|example| self::example(acc, &methods, example));
        let server = server.and_then(|server| endpoints::server(acc, &context, server));
        let mut endpoints = Vec::with_capacity(methods.len());
        for (entry, method) in &methods {
            let endpoint = endpoint(acc, &context, entry, method.as_deref());
            endpoints.extend(endpoint.map(|it| Endpoint { server: it.server.or_else(|| server.clone()), ..it }));
        }
        groups.extend(name.map(|name| Group { name, family, inner, doc, aliases, example, base, endpoints, file }));
    }
    groups.sort_by_key(|group| group.family);
    (families.finish(acc), groups)
}

/// A group before its endpoints are read. Their names are known, so that others can refer to them.
struct Header<'a> {
    /// `None` if it has a problem, which is reported.
    name: Option<String>,
    family: Option<usize>,
    inner: String,
    doc: String,
    aliases: Vec<String>,
    example: Option<&'a Node>,
    base: String,
    server: Option<&'a Node>,
    file: usize,
    /// The endpoints with the names of their methods, if they are valid.
    methods: Vec<(&'a Entry, Option<String>)>,
}

/// The header of a file. Endpoints without a group are checked too.
fn header<'a>(
    acc: &mut Problems,
    taken: &mut Taken,
    families: &mut Families,
    file: &'a Node,
    source: &Source,
) -> Header<'a> {
    let endpoints = file.entry("endpoints");
    let group = file.entry("group");
    if let (None, Some(endpoints)) = (group, endpoints) {
        acc.add(endpoints.key.span, Problem::NoGroup);
    }
    let name = group.and_then(|group| group_name(acc, taken, group, source));
    let member = group.zip(name.as_ref()).and_then(|(group, name)| families.member(acc, &group.value, name));
    let entries = entries(endpoints.map(|entry| &entry.value));
    let base = group.and_then(|group| base(acc, &group.value, &entries));
    let methods = method_names(acc, entries, base.as_deref());
    member.iter().for_each(|member| families.methods(acc, member, &methods));
    let (family, inner) = member.map_or((None, name.clone()), |member| (Some(member.family), Some(member.inner)));
    let doc = group.and_then(|group| group.value.text_of("doc")).unwrap_or_default().to_owned();
    let aliases = group.map(|group| aliases::aliases(acc, &group.value, name.as_deref())).unwrap_or_default();
    let example = group.and_then(|group| group.value.get("example"));
    let server = group.and_then(|group| group.value.get("server"));
    Header {
        name,
        family,
        inner: inner.unwrap_or_default(),
        doc,
        aliases,
        example,
        base: base.unwrap_or_default(),
        server,
        file: file.span.file,
        methods,
    }
}

/// The method of the endpoint that an example shows, which is one of the group.
fn example(acc: &mut Problems, methods: &[(&Entry, Option<String>)], node: &Node) -> Option<String> {
    let key = node.filled()?;
    if let Some((_, method)) = methods.iter().find(|(entry, _)| entry.key.literal() == key) {
        return method.clone();
    }
    let keys: Vec<_> = methods.iter().map(|(entry, _)| entry.key.literal()).collect();
    let proposal = acc.proposal(key, keys.iter().map(String::as_str));
    acc.add(node.span, Problem::UnknownExample { key: key.to_owned(), proposal });
    None
}

/// The names of a group's methods, each once. `by_1` and `by1` are two methods, but the request of both
/// would be `By1Request`.
fn method_names<'a>(
    acc: &mut Problems,
    endpoints: Vec<&'a Entry>,
    base: Option<&str>,
) -> Vec<(&'a Entry, Option<String>)> {
    let mut methods = Taken::new(Named::Method);
    let mut requests = Taken::new(Named::Method);
    let mut named = Vec::with_capacity(endpoints.len());
    for entry in endpoints {
        let (path, span) = (entry.key.literal(), entry.key.span);
        key::check(acc, &entry.key);
        let method = method(acc, entry, base);
        if let Some(method) = &method {
            let before = acc.len();
            methods.claim(acc, method, &path, span);
            if acc.len() == before {
                requests.claim(acc, &name::request_name(method), &path, span);
            }
        }
        named.push((entry, method));
    }
    named
}

/// The group's name: that of `name:`, else that of its file.
fn group_name(acc: &mut Problems, taken: &mut Taken, group: &Entry, source: &Source) -> Option<String> {
    let given = group.value.get("name");
    let span = given.map_or(group.key.span, |node| node.span);
    if source.is_in_code() && given.is_none() {
        acc.add(span, Problem::UnnamedGroup);
        return None;
    }
    let name = names::named(acc, given, group, source.stem(), Named::Group)?;
    if name::is_reserved(&name, Named::Group) {
        acc.add(span, Problem::ReservedName { name: name.clone(), of: Named::Group });
    }
    taken.claim(acc, &name, &source.path, span);
    Some(name)
}

/// The path that all endpoints start with, without a `/` at its end; `None` if it is wrong.
fn base(acc: &mut Problems, group: &Node, endpoints: &[&Entry]) -> Option<String> {
    let node = group.get("base")?;
    let base = node.filled()?.trim_end_matches('/');
    // `/` alone is the base of a service whose paths have nothing in common.
    if let Some(why) = path::misspelled(base).filter(|_| node.text() != Some("/")) {
        acc.add(node.span, Problem::BadPath { why });
        return None;
    }
    let unnamed = || endpoints.iter().filter(|entry| entry.value.get("name").is_none()).map(|entry| path_of(entry));
    // One mistake in the base, and not one in each of the paths.
    if unnamed().count() > 1 && unnamed().all(|path| path.starts_with('/') && after(&path, base).is_none()) {
        acc.add(node.span, Problem::UnusedBase { base: base.to_owned() });
        return None;
    }
    Some(base.to_owned())
}

/// A key without the names of its parameters: `/a/{x}` and `/a/{y}` are one URL.
fn unnamed(key: &str) -> String {
    let mut text = String::with_capacity(key.len());
    let mut is_inside = false;
    for c in key.chars() {
        is_inside = (is_inside || c == '{') && c != '}';
        if !is_inside || c == '{' {
            text.push(c);
        }
    }
    text
}

fn path_of(entry: &Entry) -> String {
    key::split(&entry.key.literal()).1.to_owned()
}

/// The path after the group's base.
fn after<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The method's name: that of `name:`, else one made of the path after the group's base.
fn method(acc: &mut Problems, entry: &Entry, base: Option<&str>) -> Option<String> {
    let written = entry.key.literal();
    let (verb, path) = key::split(&written);
    let given = entry.value.get("name");
    if given.is_none() && (base.is_none() || path::misspelled(path).is_some()) {
        return None; // The problem of the base or the path is reported elsewhere.
    }
    let rest = base.and_then(|base| after(path, base));
    if given.is_none() && rest.is_none() {
        acc.add(entry.key.span, Problem::OutsideBase { base: base.unwrap_or_default().to_owned() });
        return None;
    }
    let wire = rest.filter(|rest| !rest.is_empty()).unwrap_or(path);
    // The same path can have several methods.
    let wire = match verb {
        Method::Get => wire.to_owned(),
        verb => format!("{}{wire}", verb.word().to_ascii_lowercase()),
    };
    let method = names::named(acc, given, entry, &wire, Named::Method)?;
    if !name::is_reserved(&method, Named::Method) {
        return Some(method);
    }
    let at = given.map_or(entry.key.span, |node| node.span);
    acc.add(at, Problem::ReservedName { name: method, of: Named::Method });
    None
}

/// The method of every path. A path in two files is a problem, since references to it would be ambiguous.
fn methods(acc: &mut Problems, headers: &[Header<'_>]) -> BTreeMap<String, (String, String)> {
    let mut methods = BTreeMap::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for header in headers {
        for (entry, method) in &header.methods {
            let path = entry.key.literal();
            match first.get(&unnamed(&path)) {
                Some(span) => {
                    let problem = Problem::SamePath { path: path.clone() };
                    acc.add_related(entry.key.span, problem, *span, "first described here");
                }
                None => _ = first.insert(unnamed(&path), entry.key.span),
            }
            if let (Some(group), Some(method)) = (&header.name, method) {
                methods.insert(path, (group.clone(), method.clone()));
            }
        }
    }
    methods
}
