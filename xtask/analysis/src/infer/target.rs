//! Where the endpoint goes: into a group of the spec, or into a new file.

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Api, Method, Source, bare};

use crate::entry::grouping;
use crate::entry::names::Taken;
use crate::entry::yaml::{Layout, Map};
use crate::error::Error;
use crate::values::siblings::Siblings;

/// The place of an endpoint in a spec.
#[derive(Debug)]
pub(super) struct Target {
    /// The file that takes it, by its position; `None` where it is new.
    pub(super) file: Option<usize>,
    /// The path of the file, in the folder of the others.
    pub(super) path: String,
    /// The `group` section of a new file.
    pub(super) header: Option<Map>,
    /// The family of the group.
    pub(super) family: Option<usize>,
    /// The name of the group.
    pub(super) group: String,
    /// The name of the method.
    pub(super) method: String,
    /// Whether the generator makes that name from the path.
    pub(super) is_usual: bool,
    /// The beginning of every name that comes from the endpoint.
    pub(super) hint: String,
}

/// Finds the place.
///
/// # Errors
/// Where the spec has the endpoint already.
pub(super) fn target(api: &Api, sources: &[Source], path: &str) -> Result<Target, Error> {
    let mut endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    if let Some(known) = endpoints.find(|endpoint| endpoint.method == Method::Get && endpoint.path == path) {
        let source = &sources[known.span.file];
        let (line, _) = source.line_column(known.span.start);
        return Err(Error {
            what: format!("will not infer GET {path} again"),
            why: format!("{}:{line} describes it", source.path),
            help: "save the response as a fixture and check it against the spec: `cargo xtask drift --patch`",
        });
    }
    let Some(position) = Siblings::group_of(api, path) else { return Ok(new(api, sources, path)) };
    let group = &api.groups[position];
    let mut methods = Taken::default();
    let mut requests = Taken::default();
    for endpoint in &group.endpoints {
        methods.keep(&endpoint.name);
        requests.keep(&endpoint.name.to_upper_camel_case());
    }
    let shown = &api.files[group.file];
    let file = sources.iter().position(|source| source.path == *shown);
    let named = named(&group.name, methods, &requests, &group.base, path);
    Ok(Target { file, path: shown.clone(), family: group.family, ..named })
}

/// A group of its own.
fn new(api: &Api, sources: &[Source], path: &str) -> Target {
    let mut taken = Taken::default();
    api.groups.iter().for_each(|group| taken.keep(&group.name));
    api.families.iter().for_each(|family| taken.keep(&family.name));
    sources.iter().for_each(|source| taken.keep(source.stem()));
    let mut header = Map::new(Layout::Block);
    let in_family = in_family(api, path);
    let family = in_family.as_ref().map(|(family, ..)| *family);
    let (base, stem) = match in_family {
        Some((_, family, inner)) => {
            header.add("family", family);
            (format!("/{family}{inner}"), grouping::stem_in(&mut taken, family, &inner))
        }
        None => {
            let base = grouping::base(path);
            let stem = grouping::stem(&mut taken, &base);
            (base, stem)
        }
    };
    header.add("doc", format!("The endpoints below `{base}`."));
    header.add("base", if base.is_empty() { "/" } else { &base });
    let folder = sources.first().and_then(|source| source.path.rfind('/').map(|end| &source.path[..=end]));
    let shown = format!("{}{stem}.yaml", folder.unwrap_or_default());
    let named = named(&stem, Taken::default(), &Taken::default(), &base, path);
    Target { path: shown, header: Some(header), family, ..named }
}

/// The family whose name the path begins with, by its position, its name, and the base of a group after it: `v2` and `/user` of
/// `/v2/user/by/id`.
fn in_family<'a>(api: &'a Api, path: &str) -> Option<(usize, &'a str, String)> {
    api.families.iter().map(|family| bare(&family.name)).enumerate().find_map(|(position, name)| {
        let rest = path.strip_prefix('/')?.strip_prefix(name).filter(|rest| rest.starts_with('/'))?;
        Some((position, name, grouping::base(rest))).filter(|(.., inner)| !inner.is_empty())
    })
}

/// The names, without a place.
fn named(group: &str, mut methods: Taken, requests: &Taken, base: &str, path: &str) -> Target {
    let rest = path.strip_prefix(base).filter(|rest| !rest.is_empty());
    let method = grouping::method(&mut methods, requests, rest.unwrap_or(path));
    let is_usual = rest.unwrap_or(path).to_snake_case() == method;
    let hint = if rest.is_some() { format!("{group} {method}") } else { group.to_owned() }.to_upper_camel_case();
    let (file, header, family) = (None, None, None);
    Target { file, path: String::new(), header, family, group: group.to_owned(), method, is_usual, hint }
}
