//! How programs make an object that requests contain: a constructor for what is required, and a method for each field that is
//! not.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Field, Presence, Struct};

use super::mentions::{Mentions, Site};
use super::param::{allowed_arguments, argument_type, is_plain, sparse_argument, value};
use crate::ident::{bare, ident};
use crate::markdown;
use crate::rust_type::From;

/// The functions beside the methods of optional fields, and those of Rust's traits, which a method of the same name would hide.
const TAKEN: [&str; 16] = [
    "borrow",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "eq",
    "fmt",
    "hash",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "sample",
    "serialize",
    "to_owned",
    "try_into",
];

/// `new` with what is required, and a method for each optional field.
pub(super) fn items(api: &Mentions<'_>, site: &Site<'_>, definition: &Struct, is_in_texts: bool) -> TokenStream {
    let name = ident(&definition.name);
    let new = new(api, definition);
    let setters = optional(definition).map(|field| setter(api, site, definition, field, is_in_texts));
    quote! {
        impl #name {
            #new
            #(#setters)*
        }
    }
}

/// What the docs of the object say about it.
pub(super) fn sentence(definition: &Struct) -> String {
    let name = &definition.name;
    let links: Vec<_> = optional(definition)
        .map(|field| bare(&setter_name(definition, field)).to_owned())
        .map(|method| format!("[`{method}`]({name}::{method})"))
        .collect();
    let optional = if links.is_empty() { String::new() } else { format!(" Optional: {}.", links.join(", ")) };
    format!("[`{name}::new`] makes one for a request.{optional}")
}

/// Whether nothing is required, so that the empty object is one.
pub(super) fn can_be_empty(definition: &Struct) -> bool {
    definition.fields.iter().all(|field| field.optional)
}

fn optional(definition: &Struct) -> impl Iterator<Item = &Field> {
    definition.fields.iter().filter(|field| field.optional)
}

fn new(api: &Api, definition: &Struct) -> TokenStream {
    if can_be_empty(definition) {
        return quote! {
            /// Returns one without any field.
            #[must_use]
            pub fn new() -> Self {
                Default::default()
            }
        };
    }
    let required: Vec<_> = definition.fields.iter().filter(|field| !field.optional).collect();
    let allowed = allowed_arguments(required.len());
    let arguments = required.iter().map(|field| argument(api, field));
    let values = definition.fields.iter().map(initial);
    quote! {
        /// Returns one with the fields that are required.
        #[must_use]
        #allowed
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// The value of a field in `new`.
fn initial(field: &Field) -> TokenStream {
    let name = ident(&field.rust);
    match field.presence() {
        Presence::Optional => quote!(#name: None),
        Presence::Sparse => quote!(#name: Sparse::default()),
        Presence::Nullable if field.boxed => quote!(#name: #name.into().into_option().map(Box::new)),
        Presence::Nullable => quote!(#name: #name.into().into_option()),
        Presence::Required if is_plain(&field.ty) => quote!(#name),
        Presence::Required => {
            let value = value(&name, &field.ty);
            if field.boxed { quote!(#name: Box::new(#value)) } else { quote!(#name: #value) }
        }
    }
}

fn setter(api: &Mentions<'_>, site: &Site<'_>, definition: &Struct, field: &Field, is_in_texts: bool) -> TokenStream {
    let doc = api.lines(site, &setter_doc(field, is_in_texts));
    let method = ident(&setter_name(definition, field));
    let name = ident(&field.rust);
    let argument = argument(api, field);
    let given = value(&name, &field.ty);
    let value = match (field.presence(), field.boxed) {
        (Presence::Sparse, false) => quote!(#name.into()),
        (Presence::Sparse, true) => quote!(#name.into().boxed()),
        (_, false) => quote!(Some(#given)),
        (_, true) => quote!(Some(Box::new(#given))),
    };
    quote! {
        #doc
        #[must_use]
        pub fn #method(mut self, #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn setter_doc(field: &Field, is_in_texts: bool) -> String {
    let text = match &field.doc {
        Some(doc) => markdown::safe(doc),
        None => format!("Sets {}.", markdown::code(&field.wire)),
    };
    match (field.nullable, is_in_texts) {
        (false, _) => text,
        (true, false) => format!("{text}\n\n`None` sends null."),
        (true, true) => format!("{text}\n\n`None` sends null, which is an empty value in a query or a form."),
    }
}

/// The argument of a field: what may be null is anything that becomes a `Sparse`.
fn argument(api: &Api, field: &Field) -> TokenStream {
    let name = ident(&field.rust);
    let ty = if field.nullable {
        sparse_argument(api, From::Types, &field.ty)
    } else {
        argument_type(api, From::Types, &field.ty)
    };
    quote!(#name: #ty)
}

/// The name of the method that sets a field: the field's, with a `_` where another function has it.
fn setter_name(definition: &Struct, field: &Field) -> String {
    let mut name = field.rust.clone();
    let is_field = |name: &str| definition.fields.iter().any(|other| other.rust == name);
    while TAKEN.contains(&name.as_str()) || (name != field.rust && is_field(&name)) {
        name.push('_');
    }
    name
}
