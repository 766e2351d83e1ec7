//! The facts of the service, which drive the runtime: a static, and tables of what statuses and codes mean.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{
    AccountRate, Api, Code, CostHeader, Credential, ErrorBody, ErrorRules, FieldValue, Group, Limits, RateHeaders,
    Retry, Service, Status, Text, Verdict, Violations,
};

use super::operation;
use super::prelude::{default, exports, runtime};
use crate::docs;
use crate::gate::Gate;
use crate::ident::{ident, request};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::group_path;

pub(super) fn module<'a>(api: &'a Api, service: &'a Service) -> Module<'a> {
    Module {
        name: "service".to_owned(),
        doc: format!(
            "The facts of {}: servers, limits, endpoints, and what statuses and codes mean.",
            markdown::phrase(&service.name)
        ),
        file: None,
        gate: Gate::NONE,
        exports: Exports::Itself,
        content: Box::new(move || {
            let errors = &service.errors;
            let operations = operation::list(api, &quote!(super));
            Content::of([
                exports(api, "service"),
                runtime(api),
                facts(api, service),
                operations,
                statuses(errors),
                codes(errors),
                texts(errors),
            ])
        }),
    }
}

fn facts(api: &Api, service: &Service) -> TokenStream {
    let name = &service.name;
    let doc = docs::lines(&format!("What the runtime knows about {}.", markdown::phrase(name)));
    let servers = service.own_servers().map(|server| &server.url);
    let limits = limits(service.limits);
    let [others, auth, headers] = access(service);
    let [per_second, rate_headers, account] = rate_limit(api, service);
    let cost = cost(service);
    let cache_not_found = service.cache_not_found_seconds.map(|seconds| {
        let seconds = Literal::u32_unsuffixed(seconds);
        quote!(cache_not_found_seconds: #seconds,)
    });
    // One that is not always compiled leaves its fact to the default.
    let certain = account.clone().filter(|_| !is_gated(api, service));
    let stated = [&others, &auth, &headers, &per_second, &rate_headers, &certain, &cost, &cache_not_found];
    let default = default(stated.into_iter(), "Service");
    let facts = [others, auth, headers, per_second, rate_headers, account, cost];
    let facts = facts.iter().flatten();
    let errors = error_rules(&service.errors);
    quote! {
        #doc
        pub static SERVICE: Service = Service {
            name: #name,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "-rust/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            #(#facts)*
            limits: #limits,
            #cache_not_found
            errors: #errors,
            #default
        };
    }
}

/// Servers of single endpoints, keys, and headers.
fn access(service: &Service) -> [Option<TokenStream>; 3] {
    let others: Vec<_> =
        service.servers.iter().filter(|server| server.name.is_some()).map(|server| &server.url).collect();
    let others = (!others.is_empty()).then(|| quote!(other_servers: &[#(#others),*],));
    let credentials: Vec<_> = service.auth.iter().map(credential).collect();
    let auth = (!credentials.is_empty()).then(|| quote!(auth: &[#(#credentials),*],));
    let headers = operation::pairs(&service.headers);
    let headers = (!service.headers.is_empty()).then(|| quote!(headers: #headers,));
    [others, auth, headers]
}

fn credential(credential: &Credential) -> TokenStream {
    let Credential { header, scheme, env } = credential;
    let scheme = match scheme {
        Some(scheme) => quote!(Some(#scheme)),
        None => quote!(None),
    };
    quote! { Credential { header: #header, scheme: #scheme, env: &[#(#env),*] } }
}

fn rate_limit(api: &Api, service: &Service) -> [Option<TokenStream>; 3] {
    let per_second = service.requests_per_second.map(|rate| {
        let rate = Literal::u32_unsuffixed(rate);
        quote!(requests_per_second: Some(#rate),)
    });
    let headers = service.rate_headers.as_ref().map(|RateHeaders { remaining, reset }| {
        quote!(rate_headers: Some(RateHeaders { remaining: #remaining, reset: #reset }),)
    });
    let account = service.account_rate.as_ref().map(|rate| {
        let gate = Gate::family(api, account_group(api, rate).and_then(|group| group.family)).cfg();
        let rate = account_rate(api, rate);
        quote!(#gate account_rate: Some(#rate),)
    });
    [per_second, headers, account]
}

fn cost(service: &Service) -> Option<TokenStream> {
    let header = match &service.cost.as_ref()?.header {
        Some(CostHeader { header, field }) => quote!(Some(CostHeader { header: #header, field: #field })),
        None => quote!(None),
    };
    Some(quote! { cost: Some(Cost { header: #header }), })
}

fn account_group<'a>(api: &'a Api, rate: &AccountRate) -> Option<&'a Group> {
    api.group_named(&rate.group)
}

/// Whether the endpoint with the rate of an account is compiled only with a feature.
fn is_gated(api: &Api, service: &Service) -> bool {
    let group = service.account_rate.as_ref().and_then(|rate| account_group(api, rate));
    group.is_some_and(|group| api.feature_of(group.family).is_some())
}

fn account_rate(api: &Api, rate: &AccountRate) -> TokenStream {
    let AccountRate { method, field, units_left, .. } = rate;
    let group = account_group(api, rate).map(|group| group_path(api, group));
    let request = request(method);
    let units_left = match units_left {
        Some(field) => quote!(Some(#field)),
        None => quote!(None),
    };
    quote! { AccountRate { operation: super::#group::#request::OPERATION, field: #field, units_left: #units_left } }
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
    let ErrorRules { code, message, violations, bodies, other, .. } = rules;
    let violations = self::violations(violations.as_ref());
    let bodies = bodies.iter().map(body);
    let means = ident(other.means.rust());
    let changes = changes(*other);
    quote! {
        ErrorRules {
            code: #code,
            message: &[#(#message),*],
            violations: #violations,
            bodies: &[#(#bodies),*],
            statuses: STATUSES,
            other: Verdict::new(Means::#means) #changes,
            codes: CODES,
            texts: TEXTS,
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

/// `BodyRule::new("state").is(FieldValue::Flag(false))`.
fn body(body: &ErrorBody) -> TokenStream {
    let ErrorBody { field, is, alone } = body;
    let is = is.as_ref().map(|value| match value {
        FieldValue::Flag(flag) => quote!(.is(FieldValue::Flag(#flag))),
        FieldValue::Number(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(.is(FieldValue::Number(#number)))
        }
        FieldValue::Text(text) => quote!(.is(FieldValue::Text(#text))),
    });
    let alone = alone.then(|| quote!(.alone()));
    quote! { BodyRule::new(#field) #is #alone }
}

fn statuses(rules: &ErrorRules) -> TokenStream {
    let rows = rules.statuses.iter().map(status);
    quote! { statuses! { STATUSES { #(#rows,)* } } }
}

fn codes(rules: &ErrorRules) -> TokenStream {
    let rows = rules.codes.iter().map(code);
    quote! { codes! { CODES { #(#rows,)* } } }
}

fn texts(rules: &ErrorRules) -> TokenStream {
    let rows = rules.texts.iter().map(text);
    quote! { texts! { TEXTS { #(#rows,)* } } }
}

fn status(status: &Status) -> TokenStream {
    let Status { first, last, verdict, doc } = status;
    let help = help(doc.as_deref());
    let verdict = self::verdict(*verdict);
    let [from, to] = [*first, *last].map(Literal::u16_unsuffixed);
    if first == last {
        quote! { #help #from: #verdict }
    } else {
        quote! { #help #from..=#to: #verdict }
    }
}

fn code(code: &Code) -> TokenStream {
    let Code { code, means, billed, retry, doc } = code;
    let help = help(doc.as_deref());
    let means = ident(means.rust());
    let billed = billed.map(|billed| quote!(.billed(#billed)));
    let retry = retry.map(self::retry);
    quote! { #help #code: #means #billed #retry }
}

fn text(text: &Text) -> TokenStream {
    let Text { text, status, verdict, doc } = text;
    let help = help(doc.as_deref());
    let status = Literal::u16_unsuffixed(*status);
    let verdict = self::verdict(*verdict);
    quote! { #help #text at #status: #verdict }
}

fn help(doc: Option<&str>) -> Option<TokenStream> {
    doc.map(|doc| docs::lines(&markdown::phrase(doc)))
}

/// `NotFound.billed()`, `RateLimited.retry(Retry::Wait)`.
fn verdict(verdict: Verdict) -> TokenStream {
    let means = ident(verdict.means.rust());
    let changes = changes(verdict);
    quote! { #means #changes }
}

/// What differs from the default: free, and not retried.
fn changes(verdict: Verdict) -> TokenStream {
    let billed = verdict.billed.then(|| quote!(.billed()));
    let retry = Some(verdict.retry).filter(|retry| *retry != Retry::Never).map(self::retry);
    quote! { #billed #retry }
}

fn retry(retry: Retry) -> TokenStream {
    let retry = ident(retry.rust());
    quote!(.retry(Retry::#retry))
}
