//! A tree of modules: what is emitted, before it becomes files or tokens.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::docs::{self, Lines};
use crate::ident::{bare, ident};
use crate::moved::moved;

/// One module and the modules inside it.
pub(crate) struct Module<'a> {
    /// Its name in Rust; empty for the root.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) doc: String,
    /// The position of the spec file that it is made from; `None` for several.
    pub(crate) file: Option<usize>,
    /// What its parent exports of it.
    pub(crate) exports: Exports,
    /// What is in it, made only when it is written: a large spec has more tokens than memory should hold at once.
    pub(crate) content: Box<dyn FnOnce() -> Content<'a> + Send + 'a>,
}

/// What is in a module.
pub(crate) struct Content<'a> {
    /// The `use` declarations and other items, in order.
    pub(crate) items: Vec<Item>,
    pub(crate) children: Vec<Module<'a>>,
}

impl Content<'_> {
    /// Of items of Rust alone.
    pub(crate) fn of(items: impl IntoIterator<Item = TokenStream>) -> Self {
        Self { items: items.into_iter().map(Item::Code).collect(), children: Vec::new() }
    }
}

/// Something that stands in a module.
pub(crate) enum Item {
    /// Items of Rust as they are.
    Code(TokenStream),
    /// A struct or an enum.
    Definition(Definition),
    /// A call of a macro of the runtime.
    Call(Call),
}

/// A struct or an enum. Most of what is generated is these and their docs, a line for each part: they are printed here, in
/// half of the time that it takes to parse them for the printer for Rust.
pub(crate) struct Definition {
    pub(crate) doc: Lines,
    /// Each on a line of its own.
    pub(crate) attributes: Vec<TokenStream>,
    /// `pub struct Media`.
    pub(crate) head: TokenStream,
    /// Its fields or variants.
    pub(crate) parts: Vec<Part>,
}

/// A field or a variant, without the comma after it.
pub(crate) struct Part {
    pub(crate) doc: Lines,
    pub(crate) code: TokenStream,
}

impl ToTokens for Definition {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { doc, attributes, head, parts } = self;
        let parts = parts.iter().map(|Part { doc, code }| quote! { #doc #code, });
        tokens.extend(quote! { #doc #(#attributes)* #head { #(#parts)* } });
    }
}

/// A call of a macro of the runtime, with more in it than a name. Printed here: the printer for Rust cannot know how
/// the input of a macro is to be read, and fills lines with it.
pub(crate) struct Call {
    /// The macro.
    pub(crate) name: &'static str,
    /// What comes first.
    pub(crate) head: TokenStream,
    /// What stands in braces after it, each with a comma and on a line of its own; `None` for no braces.
    pub(crate) entries: Option<Vec<TokenStream>>,
}

impl ToTokens for Call {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, head, entries } = self;
        let name = ident(name);
        tokens.extend(match entries {
            Some(entries) => quote! { #name! { #head { #(#entries,)* } } },
            None => quote! { #name!(#head); },
        });
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Code(tokens)
    }
}

impl Item {
    fn into_tokens(self) -> TokenStream {
        match self {
            Self::Code(tokens) => tokens,
            Self::Definition(definition) => definition.into_token_stream(),
            Self::Call(call) => call.into_token_stream(),
        }
    }
}

/// How what a module holds is reached from outside.
pub(crate) enum Exports {
    /// By the module's own name.
    Itself,
    /// By these names, as if they stood in the parent.
    Names(Vec<String>),
}

/// The name of a module's file: its own, but for the name that would mean its parent.
pub(crate) fn file_name(module: &str) -> &str {
    match bare(module) {
        "mod" => "mod_",
        name => name,
    }
}

impl<'a> Module<'a> {
    /// The content of the module with everything below it in one stream.
    pub(crate) fn nested(self) -> TokenStream {
        let Content { items, children } = (self.content)();
        let exports: Vec<_> = children.iter().map(Self::export).collect();
        let modules = children.into_iter().map(|child| {
            let name = ident(&child.name);
            let doc = docs::lines(&child.doc);
            let visible = child.visible();
            let content = moved(child.nested());
            moved(quote! { #doc #visible mod #name { #content } })
        });
        let items = items.into_iter().map(|item| moved(item.into_tokens()));
        quote! { #(#modules)* #(#exports)* #(#items)* }
    }

    /// The items where the children have files of their own, which they are only declared for; and the children.
    pub(crate) fn flat(self) -> (Vec<Item>, Vec<Self>) {
        let Content { items, children } = (self.content)();
        let declarations = children.iter().map(|child| {
            let name = ident(&child.name);
            let visible = child.visible();
            let path = unusual_path(&self.name, &child.name);
            quote! { #path #visible mod #name; }
        });
        let exports = children.iter().map(Self::export);
        (declarations.chain(exports).map(Item::Code).chain(items).collect(), children)
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
            Exports::Names(names) => {
                let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
                match names.as_slice() {
                    [one] => quote! { pub use self::#name::#one; },
                    names => quote! { pub use self::#name::{#(#names),*}; },
                }
            }
        }
    }
}

/// Where a child's file cannot have the usual name. A path counts from the folder of its parent's file.
fn unusual_path(parent: &str, child: &str) -> TokenStream {
    let file = file_name(child);
    if file == bare(child) {
        return TokenStream::new();
    }
    let path = format!("{}/{file}.rs", bare(parent));
    quote! { #[path = #path] }
}
