//! The client of a service: a type of its own over the runtime's, with the groups as methods, and its blocking form.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, Limits, RateHeaders, Server, Service};

use super::example;
use super::mentions::{self, Mentions, Site};
use super::prelude::runtime;
use crate::docs;
use crate::gate::Gate;
use crate::ident::{group, ident};
use crate::markdown;

pub(super) fn items(api: &Mentions<'_>, service: &Service) -> Vec<TokenStream> {
    vec![runtime(api), declaration(api, service)]
}

fn declaration(api: &Mentions<'_>, service: &Service) -> TokenStream {
    let doc = api.lines(&Site::root(), &doc(api, service));
    let groups = api.groups.iter().filter(|definition| definition.family.is_none()).map(|definition| {
        let doc = docs::lines(&in_two_modules(api, &definition.doc));
        let name = ident(&definition.name);
        let api = group(&definition.name);
        quote! { #doc #name: #api }
    });
    let families = api.families.iter().enumerate().map(|(index, family)| {
        let doc = docs::lines(&in_two_modules(api, &family.doc));
        let gate = Gate::family(api, Some(index)).shown_cfg();
        let name = ident(&family.name);
        let api = group(&family.name);
        quote! { #doc #gate #name: #api }
    });
    let blocking_doc = docs::lines(&blocking_doc(api, service));
    let auth = auth(service);
    quote! {
        client! {
            #doc
            Client: self::service, auth: #auth { #(#groups,)* #(#families,)* }
            #blocking_doc
            mod blocking;
        }
    }
}

/// A doc of a method that the client and the blocking client have, each in a module of its own: no link leads to the same from
/// both.
fn in_two_modules(api: &Api, doc: &str) -> String {
    markdown::safe(&mentions::as_methods(api, doc))
}

/// What `Client::new` takes: `none`, `key`, or `keys 2`.
fn auth(service: &Service) -> TokenStream {
    match service.envs().count() {
        0 => quote!(none),
        1 => quote!(key),
        count => {
            let count = Literal::usize_unsuffixed(count);
            quote!(keys #count)
        }
    }
}

/// What is said about the blocking client in addition to the runtime's docs.
fn blocking_doc(api: &Api, service: &Service) -> String {
    let intro = format!(
        "A client for {} whose requests block, for programs that are not async.",
        markdown::phrase(&service.name)
    );
    match example::blocking_client(api, service) {
        Some(example) => format!("{intro}\n\n{example}"),
        None => intro,
    }
}

/// Everything that the spec says about the service and that a user of the client wants to know.
fn doc(api: &Api, service: &Service) -> String {
    let Service { name, doc, key_doc, rate_limit_doc, .. } = service;
    let mut parts = vec![
        format!("A client for {}.", markdown::phrase(name)),
        markdown::safe(doc),
        "Cheap to clone: clones share the connections, the rate limit, the usage and the budget.".to_owned(),
        servers(service),
        sentences(&key(service), key_doc.as_deref()),
        sentences(&rate(service), rate_limit_doc.as_deref()),
        limits(service.limits),
        markdown::safe(service.cost.as_ref().and_then(|cost| cost.doc.as_deref()).unwrap_or_default()),
        "[`service::STATUSES`] and [`service::CODES`] say what errors mean and what to do about them.".to_owned(),
    ];
    parts.extend(example::client(api, service).map(|example| format!("# Examples\n\n{example}")));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Where the client reads the key from, or the keys.
fn key(service: &Service) -> String {
    let variables: Vec<_> = service.envs().map(|variable| format!("`{variable}`")).collect();
    match variables.as_slice() {
        [] => "The service needs no key.".to_owned(),
        [one] => format!("`Client::from_env` reads the key from the environment variable {one}."),
        several => format!(
            "`Client::from_env` reads the keys from the environment variables {}; `Client::new([..])` takes them in this order.",
            several.join(" and ")
        ),
    }
}

fn rate(service: &Service) -> String {
    let limit = match service.requests_per_second {
        Some(rate) => format!("By default the client sends at most {} per second.", counted(rate.into(), "request")),
        None => {
            "By default the client does not limit its rate. Where the service refuses a request as too frequent, the \
                 client waits as long as the service says."
                .to_owned()
        }
    };
    match &service.rate_headers {
        Some(RateHeaders { remaining, reset }) => format!(
            "{limit} Where the header {} of a response says that no request is left, the next one waits until the time in {}.",
            markdown::code(remaining),
            markdown::code(reset)
        ),
        None => limit,
    }
}

/// The servers of all endpoints, and those of single ones.
fn servers(service: &Service) -> String {
    let list = |servers: Vec<&Server>| servers.into_iter().map(self::server).collect::<Vec<_>>();
    let own = list(service.own_servers().collect()).join("\n");
    let named = list(service.servers.iter().filter(|server| server.name.is_some()).collect());
    let servers = format!("The servers; the first one is the default:\n\n{own}");
    match named.is_empty() {
        true => servers,
        false => format!("{servers}\n\nSingle endpoints have servers of their own:\n\n{}", named.join("\n")),
    }
}

fn server(server: &Server) -> String {
    match &server.doc {
        Some(doc) => markdown::item(&format!("`{}`:", server.url), doc),
        None => format!("- `{}`", server.url),
    }
}

/// A sentence of the generator, and the spec's own after it.
fn sentences(first: &str, more: Option<&str>) -> String {
    match more {
        Some(more) => markdown::after(first, more),
        None => first.to_owned(),
    }
}

/// The settings of a builder that have their defaults from the spec.
fn limits(limits: Limits) -> String {
    let Limits { timeout_seconds, connect_seconds, body_bytes, .. } = limits;
    format!(
        "By default an attempt times out after {}, a new connection after {}, and a body is read up to {}. \
         [`Client::builder`] changes these settings.",
        counted(timeout_seconds, "second"),
        counted(connect_seconds, "second"),
        bytes(body_bytes),
    )
}

/// A number of bytes, in the largest unit that it is a multiple of.
fn bytes(count: u64) -> String {
    let units = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    match units.into_iter().find(|(unit, _)| count > 0 && count.is_multiple_of(*unit)) {
        Some((unit, word)) => format!("{} {word}", count / unit),
        None => counted(count, "byte"),
    }
}

fn counted(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_the_largest_unit_without_a_fraction() {
        let words = [1, 1000, 1024, 1536 << 10, 10_485_760, 50_000_000].map(bytes);
        assert_eq!(words, ["1 byte", "1000 bytes", "1 KiB", "1536 KiB", "10 MiB", "50000000 bytes"]);
    }
}
