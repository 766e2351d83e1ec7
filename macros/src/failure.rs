//! The compile error of a call: one error with everything that is wrong.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use spec::{Color, Problems, Source};

use crate::fault::Fault;

/// The text of a compile error and its place.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) span: Span,
    pub(crate) text: String,
}

impl Failure {
    /// A fault of the call.
    pub(crate) fn of(span: Span, fault: &Fault) -> Self {
        Self { span, text: fault.text() }
    }

    /// All problems of a spec, at the argument with the first of them.
    pub(crate) fn of_spec(problems: &Problems, sources: &[Source], spans: &[Span]) -> Self {
        let first = problems.in_order().first().and_then(|located| spans.get(located.span.file).copied());
        let count = problems.len();
        let plural = if count == 1 { "problem" } else { "problems" };
        let shown = spec::render(problems, sources, Color::Plain);
        Self {
            span: first.unwrap_or_else(Span::call_site),
            text: format!("{count} {plural} in the spec of these endpoints\n\n{shown}"),
        }
    }

    /// Joins failures into one, at the place of the first; `None` without any.
    pub(crate) fn all(failures: Vec<Self>) -> Option<Self> {
        let span = failures.first()?.span;
        let texts: Vec<_> = failures.into_iter().map(|failure| failure.text).collect();
        Some(Self { span, text: texts.join("\n\n") })
    }

    pub(crate) fn compile_error(&self) -> TokenStream {
        let text = &self.text;
        quote_spanned! { self.span => ::core::compile_error! { #text } }
    }
}

impl From<syn::Error> for Failure {
    fn from(error: syn::Error) -> Self {
        Self { span: error.span(), text: error.to_string() }
    }
}
