//! The arguments of a call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Token, Visibility, parse_quote};

use crate::fault::Fault;

/// What a call asks for.
pub(crate) struct Call {
    pub(crate) module: Module,
    /// Paths of files, or YAML; at least one.
    pub(crate) texts: Vec<LitStr>,
    /// The client's crate, where the caller says how it is named.
    pub(crate) runtime: Option<Ident>,
}

/// The module to make.
pub(crate) struct Module {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let module = module(input)?;
        let mut call = Self { module, texts: Vec::new(), runtime: None };
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
        } else if self.runtime.is_none() && input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let span = input.span();
            self.runtime = Some(input.parse().map_err(|_| fault(span, &Fault::NotAnArgument))?);
        } else if input.peek(syn::Lit) || input.peek(syn::Ident) {
            return Err(fault(span, &Fault::NotText));
        } else {
            return Err(fault(span, &Fault::NotAnArgument));
        }
        Ok(())
    }
}

/// The module that the call describes, or the usual one.
fn module(input: ParseStream<'_>) -> syn::Result<Module> {
    let ahead = input.fork();
    let describes_one =
        Attribute::parse_outer(&ahead).is_ok() && ahead.parse::<Visibility>().is_ok() && ahead.peek(Token![mod]);
    if !describes_one {
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

/// The call of these tokens.
pub(crate) fn call(arguments: TokenStream) -> syn::Result<Call> {
    syn::parse2(arguments)
}
