//! Pages: the methods of a request that has them, and the parts of its response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, End, Endpoint, Pages, Presence, Step, Way, json_path, may_be_absent};

use super::prelude::default;
use super::split::split;
use super::step::part;
use crate::ident::{ident, request};
use crate::rust_type::{From, rust_type};

/// The methods that only a request with pages has.
pub(super) fn methods(endpoint: &Endpoint) -> TokenStream {
    let name = request(&endpoint.name);
    quote! { pages!(#name); }
}

pub(super) fn paged(api: &Api, endpoint: &Endpoint, pages: &Pages) -> TokenStream {
    let name = request(&endpoint.name);
    let item = rust_type(api, From::Group, &pages.item);
    let facts = facts(pages);
    let split = split(endpoint, pages);
    let identity = pages.key.as_ref().map(identity);
    let last = last(pages);
    quote! {
        impl Paged for #name {
            type Item = #item;

            const PAGING: &'static Paging = &Paging { #facts };

            fn split(output: Self::Output) -> PageParts<Self::Item> {
                #split
            }

            #identity

            #last
        }
    }
}

/// What differs from numbered pages of a list.
fn facts(pages: &Pages) -> TokenStream {
    let Pages { items, key, more, total, of, size, max_stale_pages, .. } = pages;
    let way = way(&pages.way);
    let (path, others) = places(items);
    let place = |name: &str, steps: Option<&[Step]>| {
        let (name, path) = (ident(name), json_path(steps?));
        Some(quote!(#name: Some(#path),))
    };
    let items_may_be_absent = pages.items_may_be_absent().then(|| quote!(items_may_be_absent: true,));
    let next_is_required = pages.way.next().is_some_and(|(next, _)| !may_be_absent(next));
    let next_may_be_absent = next_is_required.then(|| quote!(next_may_be_absent: false,));
    let size = size.as_ref().map(|size| quote!(size: Some(#size),));
    let stale = Literal::u32_unsuffixed(*max_stale_pages);
    let stale = (*max_stale_pages != Pages::MAX_STALE_PAGES).then(|| quote!(max_stale_pages: #stale,));
    let facts = [
        path,
        others,
        items_may_be_absent,
        next_may_be_absent,
        place("key", key.as_ref().map(std::slice::from_ref)),
        place("more", more.as_deref()),
        place("total", total.as_deref()),
        place("pages", of.as_deref()),
        size,
        stale,
    ];
    let default = default(facts.iter(), "Paging");
    let facts = facts.iter().flatten();
    quote!(way: #way, #(#facts)* #default)
}

/// The first place of items, where it is not the response, and the others.
fn places(items: &[Vec<Step>]) -> (Option<TokenStream>, Option<TokenStream>) {
    let mut paths = items.iter().map(|path| json_path(path));
    let first = paths.next().filter(|path| path != "$").map(|path| quote!(items: #path,));
    let others: Vec<_> = paths.collect();
    (first, (!others.is_empty()).then(|| quote!(other_items: &[#(#others),*],)))
}

/// Where the next page starts.
fn way(way: &Way) -> TokenStream {
    match way {
        Way::Token { next, cursor, end } => {
            let (next, end) = (json_path(next), ends(end));
            quote!(Way::Token { parameter: #cursor, next: #next, end: #end })
        }
        Way::Number { parameter, first } => {
            let first = Literal::u32_unsuffixed(*first);
            quote!(Way::Number { parameter: #parameter, first: #first })
        }
        Way::Link { relation } => quote!(Way::Link { relation: #relation }),
        Way::Last { field, cursor } => {
            let field = json_path(std::slice::from_ref(field));
            quote!(Way::Last { parameter: #cursor, field: #field })
        }
        Way::Offset { parameter } => quote!(Way::Offset { parameter: #parameter }),
        Way::Url { next, end } => {
            let (next, end) = (json_path(next), ends(end));
            quote!(Way::Url { next: #next, end: #end })
        }
    }
}

fn ends(ends: &[End]) -> TokenStream {
    let ends = ends.iter().map(|end| match end {
        End::Null => quote!(End::Null),
        End::False => quote!(End::False),
        End::Text(text) => quote!(End::Text(#text)),
    });
    quote!(&[#(#ends),*])
}

/// The value of an item after which the next page starts, where that is the way to it.
fn last(pages: &Pages) -> TokenStream {
    let Way::Last { field, .. } = &pages.way else { return TokenStream::new() };
    let cursor = of_item(field, "cursor_of");
    quote! {
        fn last(item: &Self::Item) -> Option<Cursor> {
            #cursor
        }
    }
}

/// What a function makes of a field of an item, where the item has it.
fn of_item(step: &Step, function: &str) -> TokenStream {
    let (part, function) = (part(step), ident(function));
    match step.presence {
        Presence::Required => quote!(Some(#function(&item #part))),
        _ => quote!(item #part .as_ref().map(#function)),
    }
}

/// The hash of the field that identifies an item, where the spec names one.
fn identity(step: &Step) -> TokenStream {
    let hash = of_item(step, "identity");
    quote! {
        fn identity(item: &Self::Item) -> Option<u64> {
            #hash
        }
    }
}
