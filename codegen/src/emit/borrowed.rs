//! What leads to the next page, copied or cloned out of the response.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Part, Presence, Step};

use super::step::{flattened, part};

/// How a fact is taken out of a response that is kept.
#[derive(Clone, Copy)]
pub(super) enum CopyKind {
    Cloned,
    Copied,
}

/// A part of the response, cloned or copied out of it, if it is there; the first of many.
pub(super) fn borrowed(steps: &[Step], taken: CopyKind) -> TokenStream {
    if let Some(list) = steps.iter().position(Step::is_each) {
        let (before, rest) = steps.split_at(list);
        let Some((each, inner)) = rest.split_first() else { return quote!(None) };
        let (code, is_option) = reference(before);
        return first_of_each(each, inner, &code, is_option, taken);
    }
    let Some((last, before)) = steps.split_last() else { return quote!(None) };
    let (code, is_option) = reference(before);
    let value = if is_option { taken_out(last, &quote!(value), taken) } else { taken_out(last, &code, taken) };
    match (is_option, last.presence) {
        (true, Presence::Required) => quote!(#code.map(|value| #value)),
        (true, _) => quote!(#code.and_then(|value| #value)),
        (false, Presence::Required) => quote!(Some(#value)),
        (false, _) => value,
    }
}

/// A place of the response, or a reference to it in an `Option`.
fn reference(steps: &[Step]) -> (TokenStream, bool) {
    let mut code = quote!(output);
    let mut is_option = false;
    for step in steps {
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
    (code, is_option)
}

/// The first value that the elements of a list, or the values of a map, have at a path.
fn first_of_each(each: &Step, path: &[Step], code: &TokenStream, is_option: bool, taken: CopyKind) -> TokenStream {
    let elements = match (&each.part, is_option) {
        (Part::Value, false) => quote!(#code.values()),
        (Part::Value, true) => quote!(#code.into_iter().flat_map(BTreeMap::values)),
        (_, false) => quote!(#code.iter()),
        (_, true) => quote!(#code.into_iter().flatten()),
    };
    let is_vec = matches!((&each.part, each.presence, is_option), (Part::Each, Presence::Required, false));
    let elements = flattened(each.presence, elements);
    let first = if is_vec { quote!(#code.first()) } else { quote!(#elements.next()) };
    let Some((last, before)) = path.split_last() else {
        return match taken {
            CopyKind::Cloned => quote!(#first.cloned()),
            CopyKind::Copied => quote!(#first.copied()),
        };
    };
    if path.iter().all(|step| step.presence == Presence::Required && !step.is_each()) {
        let before = before.iter().map(part);
        let value = taken_out(last, &quote!(value #(#before)*), taken);
        return quote!(#first.map(|value| #value));
    }
    let value = with_question_marks(path, taken);
    quote!(#elements.find_map(|value| #value))
}

/// What a value has at a path, in a closure that returns an `Option`.
fn with_question_marks(path: &[Step], taken: CopyKind) -> TokenStream {
    let mut code = quote!(value);
    for (index, step) in path.iter().enumerate() {
        let inner = &path[index + 1..];
        if step.is_each() {
            return first_of_each(step, inner, &code, false, taken);
        }
        let part = part(step);
        code = match (inner, step.presence) {
            ([], Presence::Required) => {
                let value = taken_out(step, &code, taken);
                quote!(Some(#value))
            }
            ([], _) => taken_out(step, &code, taken),
            (_, Presence::Required) => quote!(#code #part),
            _ => quote!(#code #part .as_ref()?),
        };
    }
    code
}

/// A part of a value that is kept: itself, or an `Option` of it where it may be missing.
fn taken_out(step: &Step, code: &TokenStream, taken: CopyKind) -> TokenStream {
    let part = part(step);
    let value = match taken {
        CopyKind::Cloned => quote!(#code #part .clone()),
        CopyKind::Copied => quote!(#code #part),
    };
    if step.presence == Presence::Sparse { quote!(#value.into_option()) } else { value }
}
