//! Pages: the methods of a request that has them, and the parts of its response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, End, Endpoint, Pages, Part, Presence, Step, Type, Way};

use crate::ident::{ident, request};
use crate::rust_type::{From, rust_type};

/// The methods that only a request with pages has.
pub(super) fn methods(endpoint: &Endpoint) -> TokenStream {
    let name = request(&endpoint.name);
    quote! { pages!(#name); }
}

pub(super) fn paged(api: &Api, endpoint: &Endpoint, pages: &Pages) -> TokenStream {
    let Pages { item, max_stale_pages, .. } = pages;
    let Way::Token { next, cursor, end } = &pages.way else { return TokenStream::new() };
    let items = json_path(&pages.items);
    let key = match &pages.key {
        Some(key) => {
            let key = json_path(std::slice::from_ref(key));
            quote!(Some(#key))
        }
        None => quote!(None),
    };
    let next = json_path(next);
    let max_stale_pages = Literal::u32_unsuffixed(*max_stale_pages);
    let name = request(&endpoint.name);
    let item = rust_type(api, From::Group, item);
    let end = end.iter().map(|end| match end {
        End::Null => quote!(End::Null),
        End::False => quote!(End::False),
        End::Text(text) => quote!(End::Text(#text)),
    });
    let split = split(endpoint, pages);
    let identity = pages.key.as_ref().map(identity);
    quote! {
        impl Paged for #name {
            type Item = #item;

            const PAGING: &'static Paging = &Paging {
                way: Way::Token { parameter: #cursor, next: #next, end: &[#(#end),*] },
                items: #items,
                key: #key,
                max_stale_pages: #max_stale_pages,
                ..Paging::DEFAULT
            };

            fn split(output: Self::Output) -> PageParts<Self::Item> {
                #split
            }

            #identity
        }
    }
}

/// The hash of the field that identifies an item, where the spec names one.
fn identity(step: &Step) -> TokenStream {
    let part = part(step);
    let hash = match step.presence {
        Presence::Required => quote!(Some(identity(&item #part))),
        _ => quote!(item #part .as_ref().map(identity)),
    };
    quote! {
        fn identity(item: &Self::Item) -> Option<u64> {
            #hash
        }
    }
}

/// The JSON path of the cursor: `$[1]`, `$.next_page_id`.
fn json_path(steps: &[Step]) -> String {
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
    let facts = [
        (quote!(next), next),
        (quote!(more), pages.more.as_deref()),
        (quote!(total), pages.total.as_deref()),
        (quote!(pages), pages.of.as_deref()),
    ];
    let (names, values): (Vec<_>, Vec<_>) =
        facts.into_iter().filter_map(|(name, steps)| Some((name, borrowed(steps?)))).unzip();
    // The facts first and by reference: taking the items out may take what contains both.
    let items = moved(&pages.items);
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

/// A part of the response, cloned out of it, if it is there.
fn borrowed(steps: &[Step]) -> TokenStream {
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
    let cloned = match last.presence {
        Presence::Required | Presence::Nullable | Presence::Optional => quote!(#part .clone()),
        Presence::Sparse => quote!(#part .clone().into_option()),
    };
    match (is_option, last.presence) {
        (true, Presence::Required) => quote!(#code.map(|value| value #cloned)),
        (true, _) => quote!(#code.and_then(|value| value #cloned)),
        (false, Presence::Required) => quote!(Some(#code #cloned)),
        (false, _) => quote!(#code #cloned),
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
