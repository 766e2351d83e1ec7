//! The facts of the service as a static: what the runtime is driven by.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, Code, ErrorRules, Limits, Service, Status, Text, Verdict, Violations};

use super::runtime;
use crate::docs;
use crate::ident::ident;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Api, service: &'a Service) -> Module<'a> {
    Module {
        name: "service".to_owned(),
        doc: format!("What holds for the whole of {}.", service.name),
        file: None,
        exports: Exports::Names(vec!["SERVICE".to_owned()]),
        content: Box::new(move || Content::of([runtime(api), facts(service)])),
    }
}

fn facts(service: &Service) -> TokenStream {
    let Service {
        name,
        doc,
        servers,
        key_header,
        key_env,
        requests_per_second,
        cost_header,
        cost_field,
        limits,
        errors,
        ..
    } = service;
    let servers = servers.iter().map(|server| &server.url);
    let doc = docs::lines(doc);
    let per_second = Literal::u32_unsuffixed(*requests_per_second);
    let limits = self::limits(*limits);
    let errors = error_rules(errors);
    quote! {
        #doc
        pub static SERVICE: Service = Service {
            name: #name,
            servers: &[#(#servers),*],
            key_header: #key_header,
            key_env: #key_env,
            requests_per_second: #per_second,
            cost: CostHeader { header: #cost_header, field: #cost_field },
            limits: #limits,
            errors: #errors,
        };
    }
}

fn limits(limits: Limits) -> TokenStream {
    let Limits { timeout_seconds, connect_seconds, idle_seconds, body_bytes } = limits;
    let [timeout_seconds, connect_seconds, idle_seconds, body_bytes] =
        [timeout_seconds, connect_seconds, idle_seconds, body_bytes].map(Literal::u64_unsuffixed);
    quote! {
        Limits {
            timeout: Duration::from_secs(#timeout_seconds),
            connect: Duration::from_secs(#connect_seconds),
            idle: Duration::from_secs(#idle_seconds),
            body_bytes: #body_bytes,
        }
    }
}

fn error_rules(rules: &ErrorRules) -> TokenStream {
    let ErrorRules { code, message, violations, statuses, other, codes, texts, .. } = rules;
    let violations = self::violations(violations.as_ref());
    let statuses = statuses.iter().map(status);
    let other = verdict(*other);
    let codes = codes.iter().map(self::code);
    let texts = texts.iter().map(text);
    quote! {
        ErrorRules {
            code: #code,
            message: &[#(#message),*],
            violations: #violations,
            statuses: &[#(#statuses),*],
            other: #other,
            codes: &[#(#codes),*],
            texts: &[#(#texts),*],
        }
    }
}

fn violations(violations: Option<&Violations>) -> TokenStream {
    match violations {
        Some(Violations { list, path, text }) => {
            quote! { Some(ViolationRule { list: #list, path: #path, text: #text }) }
        }
        None => quote! { None },
    }
}

fn status(status: &Status) -> TokenStream {
    let Status { first, last, verdict, .. } = status;
    let [first, last] = [*first, *last].map(Literal::u16_unsuffixed);
    let verdict = self::verdict(*verdict);
    quote! { StatusRule::new(#first, #last, #verdict) }
}

fn code(code: &Code) -> TokenStream {
    let Code { code, means, billed, retry, .. } = code;
    let means = ident(means.rust());
    let billed = option(billed.map(|billed| quote!(#billed)));
    let retry = option(retry.map(|retry| {
        let retry = ident(retry.rust());
        quote!(Retry::#retry)
    }));
    quote! { CodeRule::new(#code, Means::#means, #billed, #retry) }
}

fn text(text: &Text) -> TokenStream {
    let Text { text, status, verdict, .. } = text;
    let status = Literal::u16_unsuffixed(*status);
    let verdict = self::verdict(*verdict);
    quote! { TextRule::new(#text, #status, #verdict) }
}

fn verdict(verdict: Verdict) -> TokenStream {
    let Verdict { means, billed, retry } = verdict;
    let means = ident(means.rust());
    let retry = ident(retry.rust());
    quote! { Verdict::new(Means::#means, #billed, Retry::#retry) }
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    match tokens {
        Some(tokens) => quote!(Some(#tokens)),
        None => quote!(None),
    }
}
