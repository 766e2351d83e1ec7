//! The tree of modules: the output of the emitters, before it becomes files or one token stream.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs;
use crate::gate::Gate;
use crate::ident::{bare, ident};

/// A module and the modules inside it.
pub(crate) struct Module<'a> {
    /// Its name in Rust; empty for the root.
    pub(crate) name: String,
    /// Its documentation.
    pub(crate) doc: String,
    /// The index of the spec file that it is generated from; `None` for several files.
    pub(crate) file: Option<usize>,
    /// The features with which it is compiled.
    pub(crate) gate: Gate,
    /// The names that its parent exports.
    pub(crate) exports: Exports,
    /// Makes the content. It is called when the module is printed: the tokens of a large spec need too much memory at once.
    pub(crate) content: Box<dyn FnOnce() -> Content<'a> + 'a>,
}

/// The content of a module.
pub(crate) struct Content<'a> {
    /// The `use` declarations and other items, in order.
    pub(crate) items: Vec<TokenStream>,
    pub(crate) children: Vec<Module<'a>>,
}

impl Content<'_> {
    /// Content without modules.
    pub(crate) fn of(items: impl IntoIterator<Item = TokenStream>) -> Self {
        Self { items: items.into_iter().collect(), children: Vec::new() }
    }
}

/// How other modules reach the items of a module.
pub(crate) enum Exports {
    /// Through the module, which is public.
    Itself,
    /// Through its parent, which exports these names.
    Names(Vec<String>),
    /// The same, some of them only with features.
    Gated(Vec<(Gate, Vec<String>)>),
}

/// Returns the name of a module's file: `mod.rs` would be the file of its parent.
pub(crate) fn file_name(module: &str) -> &str {
    match bare(module) {
        "mod" => "mod_",
        name => name,
    }
}

impl<'a> Module<'a> {
    /// The module with this gate.
    pub(crate) fn gated(self, gate: Gate) -> Self {
        Self { gate, ..self }
    }

    /// Returns the module's content and everything below it as one stream.
    pub(crate) fn nested(self) -> TokenStream {
        let Content { items, children } = (self.content)();
        let exports: Vec<_> = children.iter().map(Self::export).collect();
        let modules = children.into_iter().map(|child| {
            let name = ident(&child.name);
            let doc = docs::inner_lines(&child.doc);
            let (gate, visibility) = (child.cfg(), child.visibility());
            let content = child.nested();
            quote! { #gate #visibility mod #name { #doc #content } }
        });
        quote! { #(#modules)* #(#exports)* #(#items)* }
    }

    /// Returns the items with a declaration for each child, and the children, which get files of their own.
    pub(crate) fn flat(self) -> (Vec<TokenStream>, Vec<Self>) {
        let Content { items, children } = (self.content)();
        let declarations = children.iter().map(|child| {
            let name = ident(&child.name);
            let (gate, visibility) = (child.cfg(), child.visibility());
            let path = unusual_path(&self.name, &child.name);
            quote! { #gate #path #visibility mod #name; }
        });
        let exports = children.iter().map(Self::export);
        (declarations.chain(exports).chain(items).collect(), children)
    }

    fn visibility(&self) -> TokenStream {
        match self.exports {
            Exports::Itself => quote!(pub),
            Exports::Names(_) | Exports::Gated(_) => TokenStream::new(),
        }
    }

    fn cfg(&self) -> TokenStream {
        match self.exports {
            Exports::Itself => self.gate.shown_cfg(),
            Exports::Names(_) | Exports::Gated(_) => self.gate.cfg(),
        }
    }

    fn export(&self) -> TokenStream {
        match &self.exports {
            Exports::Itself => TokenStream::new(),
            Exports::Names(names) => self.export_of(&self.gate, names),
            Exports::Gated(parts) => parts.iter().map(|(gate, names)| self.export_of(gate, names)).collect(),
        }
    }

    fn export_of(&self, gate: &Gate, names: &[String]) -> TokenStream {
        let (module, gate) = (ident(&self.name), gate.shown_cfg());
        let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
        match names.as_slice() {
            [] => TokenStream::new(),
            [one] => quote! { #gate pub use self::#module::#one; },
            names => quote! { #gate pub use self::#module::{#(#names),*}; },
        }
    }
}

/// Returns `#[path]` for a child whose file cannot have the usual name. The path starts at the folder of the parent's file.
fn unusual_path(parent: &str, child: &str) -> TokenStream {
    let file = file_name(child);
    if file == bare(child) {
        return TokenStream::new();
    }
    let path = format!("{}/{file}.rs", bare(parent));
    quote! { #[path = #path] }
}
