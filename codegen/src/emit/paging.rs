//! Pages: the methods of a request that has them, and the parts of its response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, End, Endpoint, Pages, Part, Presence, Step, Type, Way};

use super::prelude::default;
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
    let path = Some(json_path(items)).filter(|_| !items.is_empty()).map(|path| quote!(items: #path,));
    let place = |name: &str, steps: Option<&[Step]>| {
        let (name, path) = (ident(name), json_path(steps?));
        Some(quote!(#name: Some(#path),))
    };
    let is_required = |steps: &[Step]| steps.iter().all(|step| step.presence == Presence::Required);
    let items_may_be_absent = (!is_required(items)).then(|| quote!(items_may_be_absent: true,));
    let next_is_required = pages.way.next().is_some_and(|(next, _)| is_required(next));
    let next_may_be_absent = next_is_required.then(|| quote!(next_may_be_absent: false,));
    let size = size.as_ref().map(|size| quote!(size: Some(#size),));
    let stale = Literal::u32_unsuffixed(*max_stale_pages);
    let stale = (*max_stale_pages != Pages::MAX_STALE_PAGES).then(|| quote!(max_stale_pages: #stale,));
    let facts = [
        path,
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

/// The JSON path of a part: `$[1]`, `$.next_page_id`.
pub(super) fn json_path(steps: &[Step]) -> String {
    let part = |step: &Step| match &step.part {
        Part::Index(index) => format!("[{index}]"),
        Part::Field { wire, .. } => format!(".{wire}"),
    };
    std::iter::once("$".to_owned()).chain(steps.iter().map(part)).collect()
}

/// The parts of a page, taken out of the response.
fn split(endpoint: &Endpoint, pages: &Pages) -> TokenStream {
    let next = pages.way.next().map(|(next, _)| next);
    if endpoint.returns.ty().is_some_and(|returns| is_the_pair_itself(returns, pages, next.unwrap_or_default())) {
        return quote!(PageParts::new(output.0).next(output.1));
    }
    // A cursor is cloned, and flags and numbers are copied.
    let (clone, copy) = (quote!(.clone()), TokenStream::new());
    let facts = [
        (quote!(next), next, &clone),
        (quote!(more), pages.more.as_deref(), &copy),
        (quote!(total), pages.total.as_deref(), &copy),
        (quote!(pages), pages.of.as_deref(), &copy),
    ];
    let facts = facts.into_iter().filter_map(|(name, steps, taken)| Some((name, borrowed(steps?, taken))));
    let (names, values): (Vec<_>, Vec<_>) = facts.unzip();
    let items = moved(&pages.items);
    if names.is_empty() {
        return quote!(PageParts::new(#items));
    }
    // The facts first and by reference: taking the items out may take what contains both.
    quote! {
        #(let #names = #values;)*
        let items = #items;
        PageParts::new(items) #(.#names(#names))*
    }
}

fn is_the_pair_itself(returns: &Type, pages: &Pages, next: &[Step]) -> bool {
    let at = |steps: &[Step], index, presence| *steps == [Step { part: Part::Index(index), presence }];
    matches!(returns, Type::Tuple(elements) if elements.len() == 2)
        && at(&pages.items, 0, Presence::Required)
        && at(next, 1, Presence::Nullable)
}

/// The items, taken out of the response; none where something on the way is missing.
fn moved(steps: &[Step]) -> TokenStream {
    let mut code = quote!(output);
    let mut is_option = false;
    for step in steps {
        let part = part(step);
        let (taken, gives_option) = match step.presence {
            Presence::Required => (quote!(value #part), false),
            Presence::Nullable | Presence::Optional => (quote!(value #part), true),
            Presence::Sparse => (quote!(value #part .into_option()), true),
        };
        code = match (is_option, gives_option, step.presence) {
            (true, true, _) => quote!(#code.and_then(|value| #taken)),
            (true, false, _) => quote!(#code.map(|value| #taken)),
            (false, _, Presence::Sparse) => quote!(#code #part .into_option()),
            (false, ..) => quote!(#code #part),
        };
        is_option |= gives_option;
    }
    if is_option { quote!(#code.unwrap_or_default()) } else { code }
}

/// A part of the response, cloned or copied out of it, if it is there.
fn borrowed(steps: &[Step], taken: &TokenStream) -> TokenStream {
    let Some((last, before)) = steps.split_last() else { return quote!(None) };
    let mut code = quote!(output);
    let mut is_option = false;
    for step in before {
        let part = part(step);
        let gives_option = step.presence != Presence::Required;
        code = match (is_option, gives_option) {
            (true, true) => quote!(#code.and_then(|value| value #part .as_ref())),
            (true, false) => quote!(#code.map(|value| &value #part)),
            (false, true) => quote!(#code #part .as_ref()),
            (false, false) => quote!(#code #part),
        };
        is_option |= gives_option;
    }
    let part = part(last);
    let taken = match last.presence {
        Presence::Required | Presence::Nullable | Presence::Optional => quote!(#part #taken),
        Presence::Sparse => quote!(#part #taken .into_option()),
    };
    match (is_option, last.presence) {
        (true, Presence::Required) => quote!(#code.map(|value| value #taken)),
        (true, _) => quote!(#code.and_then(|value| value #taken)),
        (false, Presence::Required) => quote!(Some(#code #taken)),
        (false, _) => quote!(#code #taken),
    }
}

fn part(step: &Step) -> TokenStream {
    match &step.part {
        Part::Index(index) => {
            let index = syn::Index::from(*index);
            quote!(.#index)
        }
        Part::Field { rust, .. } => {
            let name = ident(rust);
            quote!(.#name)
        }
    }
}
