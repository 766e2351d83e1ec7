//! Endpoints: parameters, response, cost, and replacements.

use std::collections::BTreeMap;

use super::names::{entries, is_written};
use super::symbols::Symbols;
use super::{caching, pages, params, types};
use crate::model::{Cost, Deprecated, Endpoint, Enum, Param, Replacement, Struct, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Entry, Node};

/// Everything that an endpoint is checked against.
pub(super) struct Context<'a> {
    pub(super) symbols: &'a Symbols<'a>,
    pub(super) enums: &'a [Enum],
    pub(super) types: &'a [Struct],
    pub(super) default_units: u32,
    /// The group's and the method's name of every path of the spec.
    pub(super) methods: BTreeMap<String, (String, String)>,
}

/// An endpoint with the name of its method. Without a name it is checked, but not returned.
pub(super) fn endpoint(
    acc: &mut Problems,
    context: &Context<'_>,
    entry: &Entry,
    name: Option<&str>,
) -> Option<Endpoint> {
    let path = entry.key.literal();
    let node = &entry.value;
    let Context { symbols, enums, types, .. } = *context;
    let section = node.meant("params");
    let params = params::params(acc, symbols, enums, section);
    params::path(acc, entry.key.span, &path, &params, section);
    let cost = node.get("cost").map(|cost| self::cost(acc, &params, section, cost));
    let cache = node.get("cache").and_then(|cache| caching::caching(acc, cache));
    let deprecated = node.entry("deprecated").map(|entry| deprecated(acc, context, &path, entry));
    let example = example(acc, node.get("example"));
    let returns_node = node.get("returns")?;
    let returns = types::resolve(acc, symbols, returns_node)?;
    let pages = node.get("pages").and_then(|pages| {
        let place = pages::Place { symbols, types, returns: &returns, params: &params, section };
        pages::pages(acc, &place, pages)
    });
    Some(Endpoint {
        name: name?.to_owned(),
        doc: node.text_of("doc").unwrap_or_default().to_owned(),
        cost: cost.unwrap_or(Cost { units: context.default_units, when: Vec::new() }),
        cache,
        deprecated,
        example,
        span: entry.key.span,
        path,
        params,
        returns,
        returns_span: returns_node.span,
        pages,
    })
}

fn cost(acc: &mut Problems, params: &[Param], section: Option<&Node>, node: &Node) -> Cost {
    let units = node.get("units").unwrap_or(node).count().unwrap_or_default();
    let by_name: BTreeMap<_, _> = params.iter().map(|param| (param.wire.as_str(), param)).collect();
    let mut when = Vec::new();
    for entry in entries(node.get("when")) {
        let name = entry.key.literal();
        match by_name.get(name.as_str()) {
            Some(param) if param.ty == Type::Scalar(Scalar::Boolean) => {
                when.push((name, entry.value.count().unwrap_or_default()));
            }
            Some(_) => acc.add(entry.key.span, Problem::CostParamNotFlag { name }),
            None if is_written(section, &name) => {}
            None => {
                let proposal = acc.proposal(&name, by_name.keys().copied());
                acc.add(entry.key.span, Problem::UnknownCostParam { name, proposal });
            }
        }
    }
    Cost { units, when }
}

fn deprecated(acc: &mut Problems, context: &Context<'_>, path: &str, entry: &Entry) -> Deprecated {
    let section = entry.value.get("use");
    let reason = entry.value.text_of("reason").map(str::to_owned);
    if reason.is_none() && section.is_none_or(|paths| paths.is_list() && paths.items().is_empty()) {
        acc.add(entry.key.span, Problem::DeprecatedWithoutReason);
    }
    let paths = section.map(Node::items).unwrap_or_default();
    let replacements = paths.iter().filter_map(|node| replacement(acc, context, path, node)).collect();
    Deprecated { replacements, reason }
}

fn replacement(acc: &mut Problems, context: &Context<'_>, own_path: &str, node: &Node) -> Option<Replacement> {
    let path = node.filled()?;
    if path == own_path {
        acc.add(node.span, Problem::BadReplacement { why: "it is this endpoint itself" });
    } else if !path.starts_with('/') {
        acc.add(node.span, Problem::BadReplacement { why: "it does not begin with `/`" });
    }
    Some(match context.methods.get(path) {
        Some((group, method)) => Replacement::Method { group: group.clone(), method: method.clone() },
        None => Replacement::Path(path.to_owned()),
    })
}

/// A path inside the folder of fixtures: a spec must not make a program read other files.
fn example(acc: &mut Problems, node: Option<&Node>) -> Option<String> {
    let node = node?;
    let path = node.filled()?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    if !path.split('/').all(plain) {
        acc.add(node.span, Problem::BadExample);
    }
    Some(path.to_owned())
}
