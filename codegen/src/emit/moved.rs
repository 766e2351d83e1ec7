//! The items of a page, moved out of the response.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Pages, Part, Presence, Step};

use super::step::{flattened, part};

/// What an expression is.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Value,
    Option,
    Iterator,
}

/// The items, taken out of the response; none where something on the way is missing.
pub(super) fn items(pages: &Pages) -> TokenStream {
    let paths: Vec<_> = pages.items.iter().map(Vec::as_slice).collect();
    match moved(&paths, quote!(output)) {
        (code, Form::Value) => code,
        (code, Form::Option) => quote!(#code.unwrap_or_default()),
        (code, Form::Iterator) => quote!(#code.collect()),
    }
}

/// What is at the ends of the paths. What they share is taken once, so that all of it can be moved.
fn moved(paths: &[&[Step]], code: TokenStream) -> (TokenStream, Form) {
    let Some((first, others)) = paths.split_first() else { return (code, Form::Value) };
    let is_shared = |(index, step): &(usize, &Step)| others.iter().all(|path| path.get(*index) == Some(*step));
    let shared = first.iter().enumerate().take_while(is_shared).count();
    let (code, form) = along(&first[..shared], code);
    if others.is_empty() {
        return unboxed(first, code, form);
    }
    let inner: Vec<_> = paths.iter().map(|path| &path[shared..]).collect();
    match form {
        Form::Value => (chained(&inner, &code), Form::Iterator),
        Form::Option | Form::Iterator => {
            let iterator = iterator(code, form);
            let inner = chained(&inner, &quote!(value));
            (quote!(#iterator.flat_map(|value| #inner)), Form::Iterator)
        }
    }
}

/// The items of paths that part here, one after the other.
fn chained(paths: &[&[Step]], code: &TokenStream) -> TokenStream {
    let mut ways: Vec<Vec<&[Step]>> = Vec::new();
    for path in paths {
        match ways.iter_mut().find(|way| way.first().is_some_and(|other| other.first() == path.first())) {
            Some(way) => way.push(path),
            None => ways.push(vec![path]),
        }
    }
    let mut chain = TokenStream::new();
    for way in ways {
        let (items, form) = moved(&way, code.clone());
        if chain.is_empty() {
            chain = iterator(items, form);
        } else {
            let items = if form == Form::Value { quote!(Some(#items)) } else { items };
            chain = quote!(#chain.chain(#items));
        }
    }
    chain
}

fn iterator(code: TokenStream, form: Form) -> TokenStream {
    match form {
        Form::Value => quote!(Some(#code).into_iter()),
        Form::Option => quote!(#code.into_iter()),
        Form::Iterator => code,
    }
}

/// An item that is in a box, taken out of it.
fn unboxed(path: &[Step], code: TokenStream, form: Form) -> (TokenStream, Form) {
    match (path.last().map(|step| &step.part), form) {
        (Some(Part::Field { boxed: true, .. }), Form::Value) => (quote!(*#code), form),
        (Some(Part::Field { boxed: true, .. }), _) => (quote!(#code.map(|value| *value)), form),
        _ => (code, form),
    }
}

/// What is at the end of a path.
fn along(path: &[Step], mut code: TokenStream) -> (TokenStream, Form) {
    let mut form = Form::Value;
    let mut rest = path;
    while let Some((step, after)) = rest.split_first() {
        rest = after;
        (code, form) = match form {
            Form::Value => of_value(step, &code),
            Form::Option => of_option(step, &code),
            Form::Iterator => {
                let (taken, others) = of_each(step, after, &code);
                rest = others;
                (taken, Form::Iterator)
            }
        };
    }
    (code, form)
}

fn of_value(step: &Step, code: &TokenStream) -> (TokenStream, Form) {
    let part = part(step);
    match (&step.part, step.presence) {
        (Part::Each, presence) => (flattened(presence, quote!(#code.into_iter())), Form::Iterator),
        (Part::Value, presence) => (flattened(presence, quote!(#code.into_values())), Form::Iterator),
        (_, Presence::Required) => (quote!(#code #part), Form::Value),
        (_, Presence::Sparse) => (quote!(#code #part .into_option()), Form::Option),
        (_, Presence::Nullable | Presence::Optional) => (quote!(#code #part), Form::Option),
    }
}

fn of_option(step: &Step, code: &TokenStream) -> (TokenStream, Form) {
    let part = part(step);
    match (&step.part, step.presence) {
        (Part::Each, presence) => (flattened(presence, quote!(#code.into_iter().flatten())), Form::Iterator),
        (Part::Value, presence) => {
            (flattened(presence, quote!(#code.into_iter().flat_map(BTreeMap::into_values))), Form::Iterator)
        }
        (_, Presence::Required) => (quote!(#code.map(|value| value #part)), Form::Option),
        (_, Presence::Sparse) => (quote!(#code.and_then(|value| value #part .into_option())), Form::Option),
        (_, Presence::Nullable | Presence::Optional) => (quote!(#code.and_then(|value| value #part)), Form::Option),
    }
}

/// The next step from each value, with those after it that need no closure of their own, and the steps after these.
fn of_each<'p>(step: &Step, after: &'p [Step], code: &TokenStream) -> (TokenStream, &'p [Step]) {
    let mut value = quote!(value);
    let (mut step, mut after) = (step, after);
    let mut has_fields = false;
    while step.presence == Presence::Required && !step.is_each() {
        let part = part(step);
        value = quote!(#value #part);
        has_fields = true;
        match after.split_first() {
            Some((next, others)) => (step, after) = (next, others),
            None => return (quote!(#code.map(|value| #value)), after),
        }
    }
    let part = part(step);
    let taken = match (&step.part, step.presence) {
        (Part::Each, presence) if has_fields => flattened(presence, quote!(#code.flat_map(|value| #value))),
        (Part::Each, presence) => flattened(presence, quote!(#code.flatten())),
        (Part::Value, presence) => flattened(presence, quote!(#code.flat_map(|value| #value.into_values()))),
        (_, Presence::Sparse) => quote!(#code.filter_map(|value| #value #part .into_option())),
        _ => quote!(#code.filter_map(|value| #value #part)),
    };
    (taken, after)
}
