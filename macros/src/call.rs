//! Parses the arguments of `endpoints!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, Visibility, parse_quote};

use crate::fault::Fault;

/// The arguments of one call.
pub(crate) struct Call {
    pub(crate) module: Module,
    /// Paths of files, or YAML. There is at least one.
    pub(crate) texts: Vec<LitStr>,
    /// The name of the client's crate, if the call has `crate = name`.
    pub(crate) client_crate: Option<Ident>,
}

/// The module to generate.
pub(crate) struct Module {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let module = module(input)?;
        let mut call = Self { module, texts: Vec::new(), client_crate: None };
        while !input.is_empty() {
            call.argument(input)?;
            if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                return Err(fault(input.span(), &Fault::NotAnArgument));
            }
        }
        if call.texts.is_empty() {
            return Err(fault(Span::call_site(), &Fault::NoSpec));
        }
        Ok(call)
    }
}

impl Call {
    fn argument(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let span = input.span();
        if input.peek(LitStr) {
            self.texts.push(input.parse()?);
        } else if self.client_crate.is_none() && input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let span = input.span();
            self.client_crate = Some(input.parse().map_err(|_| fault(span, &Fault::NotAnArgument))?);
        } else if input.peek(syn::Lit) || input.peek(syn::Ident) {
            return Err(fault(span, &Fault::NotAString));
        } else {
            return Err(fault(span, &Fault::NotAnArgument));
        }
        Ok(())
    }
}

/// The module that the call declares, or `pub mod endpoints`.
fn module(input: ParseStream<'_>) -> syn::Result<Module> {
    let ahead = input.fork();
    let is_declared =
        Attribute::parse_outer(&ahead).is_ok() && ahead.parse::<Visibility>().is_ok() && ahead.peek(Token![mod]);
    if !is_declared {
        return Ok(Module { attributes: Vec::new(), visibility: parse_quote!(pub), name: format_ident!("endpoints") });
    }
    let attributes = Attribute::parse_outer(input)?;
    let visibility = input.parse()?;
    input.parse::<Token![mod]>()?;
    let name = input.parse()?;
    if !input.is_empty() && input.parse::<Token![,]>().is_err() {
        return Err(fault(input.span(), &Fault::NotAnArgument));
    }
    Ok(Module { attributes, visibility, name })
}

fn fault(span: Span, fault: &Fault) -> syn::Error {
    syn::Error::new(span, fault.text())
}

/// Parses the tokens of a call.
pub(crate) fn call(arguments: TokenStream) -> syn::Result<Call> {
    syn::parse2(arguments)
}
