//! A page taken apart: its items, and what leads to the next page.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Endpoint, Pages, Part, Presence, Step, Type};

use super::borrowed::{CopyKind, borrowed};
use super::moved::items;

/// The parts of a page, taken out of the response.
pub(super) fn split(endpoint: &Endpoint, pages: &Pages) -> TokenStream {
    let next = pages.way.next().map(|(next, _)| next);
    if endpoint.returns.ty().is_some_and(|returns| is_the_pair_itself(returns, pages, next.unwrap_or_default())) {
        return quote!(PageParts::new(output.0).next(output.1));
    }
    let facts = [
        (quote!(next), next, CopyKind::Cloned),
        (quote!(more), pages.more.as_deref(), CopyKind::Copied),
        (quote!(total), pages.total.as_deref(), CopyKind::Copied),
        (quote!(pages), pages.of.as_deref(), CopyKind::Copied),
    ];
    let facts = facts.into_iter().filter_map(|(name, steps, taken)| Some((name, borrowed(steps?, taken))));
    let (names, values): (Vec<_>, Vec<_>) = facts.unzip();
    let items = items(pages);
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
        && pages.list().is_some_and(|items| at(items, 0, Presence::Required))
        && at(next, 1, Presence::Nullable)
}
