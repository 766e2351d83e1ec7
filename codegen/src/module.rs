//! A tree of modules: what is emitted, before it becomes files or tokens.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::docs;
use crate::ident::{bare, ident};
use crate::moved::moved;

/// One module and the modules inside it.
pub(crate) struct Module {
    /// Its name in Rust; empty for the root.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) doc: String,
    /// The position of the spec file that it is made from; `None` for several.
    pub(crate) file: Option<usize>,
    /// What its parent exports of it.
    pub(crate) exports: Exports,
    /// The `use` declarations and other items, in order.
    pub(crate) items: Vec<TokenStream>,
    pub(crate) children: Vec<Module>,
}

/// How what a module holds is reached from outside.
pub(crate) enum Exports {
    /// By the module's own name.
    Itself,
    /// By these names, as if they stood in the parent.
    Names(Vec<Ident>),
}

/// The name of a module's file: its own, but for the name that would mean its parent.
pub(crate) fn file_name(module: &str) -> &str {
    match bare(module) {
        "mod" => "mod_",
        name => name,
    }
}

impl Module {
    /// The content of the module with everything below it in one stream.
    pub(crate) fn nested(self) -> TokenStream {
        let Self { items, children, .. } = self;
        let exports: Vec<_> = children.iter().map(Self::export).collect();
        let modules = children.into_iter().map(|child| {
            let name = ident(&child.name);
            let doc = docs::lines(&child.doc);
            let visible = child.visible();
            let content = moved(child.nested());
            moved(quote! { #doc #visible mod #name { #content } })
        });
        let items = items.into_iter().map(moved);
        quote! { #(#modules)* #(#exports)* #(#items)* }
    }

    /// The same with the children in files of their own: only their declarations. The items are taken out.
    pub(crate) fn flat(&mut self) -> Vec<TokenStream> {
        let items = std::mem::take(&mut self.items);
        let declarations = self.children.iter().map(|child| {
            let name = ident(&child.name);
            let visible = child.visible();
            let path = self.unusual_path(child);
            quote! { #path #visible mod #name; }
        });
        let exports = self.children.iter().map(Self::export);
        declarations.chain(exports).chain(items).collect()
    }

    /// Where the child's file cannot have the usual name. A path counts from this file's folder.
    fn unusual_path(&self, child: &Self) -> TokenStream {
        let file = file_name(&child.name);
        if file == bare(&child.name) {
            return TokenStream::new();
        }
        let path = format!("{}/{file}.rs", bare(&self.name));
        quote! { #[path = #path] }
    }

    fn visible(&self) -> TokenStream {
        match self.exports {
            Exports::Itself => quote!(pub),
            Exports::Names(_) => TokenStream::new(),
        }
    }

    fn export(&self) -> TokenStream {
        let name = ident(&self.name);
        match &self.exports {
            Exports::Itself => TokenStream::new(),
            Exports::Names(names) => match names.as_slice() {
                [one] => quote! { pub use self::#name::#one; },
                names => quote! { pub use self::#name::{#(#names),*}; },
            },
        }
    }
}
