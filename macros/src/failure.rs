//! How a call ends that gives no endpoints: one compile error, with all that is wrong.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use spec::{Color, Problems, Source};

use crate::fault::Fault;

/// Why a call gives no endpoints, and where it says so.
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

    /// All problems of a spec, at the argument that the first of them is in.
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

    /// Several in one, at the first of them; `None` where there is none.
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
