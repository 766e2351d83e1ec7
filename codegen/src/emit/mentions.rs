//! What docs of a spec mention: endpoints by their keys, and types by their names. Docs of generated code link to them. They name
//! methods in place of paths, since users of the client know endpoints by those.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Endpoint, Group, Method, Type, bare};

use super::gates::{self, Gates};
use crate::docs;
use crate::gate::Gate;
use crate::ident;
use crate::markdown;
use crate::rust_type::definitions_in;

/// A spec, and all that its docs can mention.
pub(crate) struct Mentions<'a> {
    api: &'a Api,
    /// By what a doc has in backticks: `/v1/user/by/id`, `User`.
    items: BTreeMap<String, Item>,
}

/// An item of generated code.
struct Item {
    /// As docs name it: `user().by_id`, `User`.
    label: String,
    /// Its path, from the root of the generated code.
    path: Path,
    gate: Gate,
}

enum Path {
    OfRoot(String),
    Absolute(String),
}

impl Deref for Mentions<'_> {
    type Target = Api;

    fn deref(&self) -> &Api {
        self.api
    }
}

/// Where docs are, which decides how they link.
pub(super) struct Site<'a> {
    /// How many modules the root is above.
    levels: usize,
    gate: Gate,
    /// What they document, which they need no link to.
    own: String,
    /// The types that their module imports.
    imported: BTreeSet<&'a str>,
}

impl<'a> Site<'a> {
    /// The root of the generated code.
    pub(super) fn root() -> Self {
        Self { levels: 0, gate: Gate::NONE, own: String::new(), imported: BTreeSet::new() }
    }

    /// The module of a family.
    pub(super) fn family(api: &Api, family: usize) -> Self {
        Self { levels: 1, gate: Gate::family(api, Some(family)), ..Self::root() }
    }

    /// The module of a group.
    pub(super) fn group(api: &Api, group: &Group) -> Self {
        let levels = 1 + usize::from(group.family.is_some());
        Self { levels, gate: Gate::family(api, group.family), ..Self::root() }
    }

    /// A method of a group.
    pub(super) fn method(api: &Api, group: &Group, endpoint: &Endpoint) -> Self {
        Self { own: endpoint.key(), ..Self::group(api, group) }
    }

    /// The module of a request.
    pub(super) fn request(api: &Api, group: &Group, endpoint: &Endpoint) -> Self {
        let method = Self::method(api, group, endpoint);
        Self { levels: method.levels + 1, ..method }
    }

    /// The module of a definition, which imports the definitions in these types.
    pub(super) fn definition<'t>(api: &Mentions<'a>, name: &str, types: impl Iterator<Item = &'t Type>) -> Self {
        let mut imported = BTreeSet::new();
        for ty in types {
            definitions_in(ty, &mut |ty| imported.extend(api.api.name_of(ty)));
        }
        let item = api.items.get(name);
        let is_of_family =
            item.is_some_and(|item| matches!(&item.path, Path::OfRoot(path) if !path.starts_with("types::")));
        let levels = 2 + usize::from(is_of_family);
        let gate = item.map_or(Gate::NONE, |item| item.gate.clone());
        Self { levels, gate, own: name.to_owned(), imported }
    }
}

impl<'a> Mentions<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut items = BTreeMap::new();
        for group in &api.groups {
            for endpoint in &group.endpoints {
                items.insert(endpoint.key(), method(api, group, endpoint));
            }
        }
        let shared = Gates::new(api);
        for ty in gates::definitions(api) {
            let family = api.family_of(&ty);
            let name = api.name_of(&ty).unwrap_or_default();
            let (path, gate) = match family {
                Some(index) => {
                    (format!("{}::types::{name}", bare(&api.families[index].name)), Gate::family(api, family))
                }
                None => (format!("types::{name}"), shared.of(&ty)),
            };
            items.insert(name.to_owned(), Item { label: name.to_owned(), path: Path::OfRoot(path), gate });
        }
        for external in &api.externals {
            let name = &external.name;
            let path = Path::Absolute(format!("::{}::types::{name}", api.client_crate));
            items.insert(name.clone(), Item { label: name.clone(), path, gate: Gate::NONE });
        }
        Self { api, items }
    }

    /// Returns the attributes of docs, in which what the spec defines is a link.
    pub(super) fn lines(&self, site: &Site<'_>, text: &str) -> TokenStream {
        let (text, items) = self.linked(site, text, |_| true);
        let lines = docs::lines(&text);
        let definitions = items.values().map(|item| item.definitions(site));
        let empty = (!items.is_empty()).then(|| quote!(#[doc = ""]));
        quote! { #lines #empty #(#definitions)* }
    }

    /// Returns docs for the top of a module. What needs features that the module does not need is no link.
    pub(super) fn text(&self, site: &Site<'_>, text: &str) -> String {
        let (mut text, items) = self.linked(site, text, |item| site.gate.needs(&item.gate));
        let definitions: Vec<_> = items.values().map(|item| item.definition(site)).collect();
        if !definitions.is_empty() {
            text.push_str(&format!("\n\n{}", definitions.join("\n\n")));
        }
        text
    }

    /// The text with what it mentions as links, and those that need a definition.
    fn linked(
        &self,
        site: &Site<'_>,
        text: &str,
        is_linked: impl Fn(&Item) -> bool,
    ) -> (String, BTreeMap<&str, &Item>) {
        let mut items = BTreeMap::new();
        let text = markdown::replace_code(text, |code| {
            let item = self.items.get(key(code)).filter(|_| key(code) != site.own)?;
            if !is_linked(item) {
                return Some(format!("`{}`", item.label));
            }
            // rustdoc warns of a definition of what is in scope.
            if !site.imported.contains(code) {
                items.insert(item.label.as_str(), item);
            }
            Some(format!("[`{}`]", item.label))
        });
        (text, items)
    }
}

/// What a spec has as the key of an endpoint: a GET has only its path.
fn key(code: &str) -> &str {
    code.strip_prefix("GET ").filter(|path| path.starts_with('/')).unwrap_or(code)
}

impl Item {
    /// `[`user().by_id`]: super::user::UserApi::by_id`.
    fn definition(&self, site: &Site<'_>) -> String {
        let path = match &self.path {
            Path::Absolute(path) => path.clone(),
            Path::OfRoot(path) => of_root(site, path),
        };
        format!("[`{}`]: {path}", self.label)
    }

    /// The attributes of the definition. Without the features of the item it leads to the client.
    fn definitions(&self, site: &Site<'_>) -> TokenStream {
        let definition = format!(" {}", self.definition(site));
        match self.gate.condition().filter(|_| !site.gate.needs(&self.gate)) {
            None => quote!(#[doc = #definition]),
            Some(condition) => {
                let instead = format!(" [`{}`]: {}", self.label, of_root(site, "Client"));
                quote! {
                    #[cfg_attr(#condition, doc = #definition)]
                    #[cfg_attr(not(#condition), doc = #instead)]
                }
            }
        }
    }
}

fn of_root(site: &Site<'_>, path: &str) -> String {
    match site.levels {
        0 => format!("self::{path}"),
        levels => format!("{}{path}", "super::".repeat(levels)),
    }
}

fn method(api: &Api, group: &Group, endpoint: &Endpoint) -> Item {
    let (module, name) = (bare(&group.inner), bare(&endpoint.name));
    let family = group.family.map(|family| format!("{}::", bare(&api.families[family].name))).unwrap_or_default();
    Item {
        label: format!("{}.{name}", api.group_mention(group)),
        path: Path::OfRoot(format!("{family}{module}::{}::{name}", ident::group(&group.inner))),
        gate: Gate::family(api, group.family),
    }
}

/// Replaces each key of an endpoint in backticks by its method, for texts without links: `/v1/user/by/id` by `user().by_id`.
pub(super) fn as_methods(api: &Api, text: &str) -> String {
    if !text.contains('`') || !text.contains('/') {
        return text.to_owned();
    }
    let parts: Vec<_> = text.split('`').map(|part| named(api, part).unwrap_or_else(|| part.to_owned())).collect();
    parts.join("`")
}

fn named(api: &Api, key: &str) -> Option<String> {
    let (method, path) = match key.split_once(' ') {
        Some((word, path)) => (Method::of_word(word)?, path),
        None => (Method::Get, key),
    };
    let mut endpoints =
        api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    let (group, endpoint) =
        endpoints.find(|(_, endpoint)| (endpoint.method, endpoint.path.as_str()) == (method, path))?;
    Some(format!("{}.{}", api.group_mention(group), bare(&endpoint.name)))
}
