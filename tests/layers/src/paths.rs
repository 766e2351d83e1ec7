//! The paths that the code of an item names.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::tokens;
use crate::tree::{Module, Named, Use, plain};

/// Adds all paths of an item to its module.
pub(crate) fn collect(module: &mut Module, item: &syn::Item) {
    Collector { module }.visit_item(item);
}

/// Whether something is compiled for tests alone.
pub(crate) fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return false };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg")
            && (condition == "test"
                || (condition.starts_with("all") && tokens::idents(&list.tokens).any(|at| at == "test")))
    })
}

/// The attributes of an item.
pub(crate) fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::ExternCrate(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::ForeignMod(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::TraitAlias(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

struct Collector<'a> {
    module: &'a mut Module,
}

impl Collector<'_> {
    fn name(&mut self, path: Named) {
        self.module.mentioned.extend(path.segments.first().cloned());
        if path.segments.len() > 1 {
            self.module.paths.push(path);
        }
    }

    fn add_use(&mut self, before: &[String], tree: &syn::UseTree, exported: bool) {
        let line = tree.span().start().line;
        let (last, binding) = match tree {
            syn::UseTree::Path(path) => {
                let before = [before, &[plain(&path.ident)]].concat();
                return self.add_use(&before, &path.tree, exported);
            }
            syn::UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.add_use(before, tree, exported));
            }
            syn::UseTree::Name(name) => (Some(plain(&name.ident)), Some(plain(&name.ident))),
            syn::UseTree::Rename(rename) => (Some(plain(&rename.ident)), Some(plain(&rename.rename))),
            syn::UseTree::Glob(_) => (None, None),
        };
        let segments: Vec<String> = before.iter().cloned().chain(last).collect();
        let (segments, binding) = without_self(segments, binding);
        self.module.uses.push(Use { path: Named { segments, line }, binding, exported });
    }
}

/// `a::{self}` is `a`, under the name `a`.
fn without_self(mut segments: Vec<String>, binding: Option<String>) -> (Vec<String>, Option<String>) {
    if segments.len() < 2 || binding.is_none() || segments.last().is_none_or(|last| last != "self") {
        return (segments, binding);
    }
    segments.pop();
    let binding = binding.filter(|name| name != "self").or_else(|| segments.last().cloned());
    (segments, binding)
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let exported = !matches!(item.vis, syn::Visibility::Inherited);
        let before = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
        self.add_use(&before, &item.tree, exported);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_local(&mut self, item: &'ast syn::Local) {
        if !is_test(&item.attrs) {
            visit::visit_local(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let root = path.leading_colon.map(|_| String::new());
        let segments = root.into_iter().chain(path.segments.iter().map(|segment| plain(&segment.ident))).collect();
        self.name(Named { segments, line: path.span().start().line });
        visit::visit_path(self, path);
    }

    /// A constant or a unit struct in a pattern.
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.module.mentioned.insert(plain(&pattern.ident));
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        let name = call.path.segments.last().map(|segment| plain(&segment.ident)).unwrap_or_default();
        if !["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"].contains(&name.as_str()) {
            tokens::paths(&call.tokens).into_iter().for_each(|path| self.name(path));
        }
    }

    /// Attributes name macros and configuration, never items of the crate.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    /// `pub(in crate::a)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}
