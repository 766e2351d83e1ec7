//! What holds for the whole client.

use spec::{AccountRate, Credential, Price, RateHeaders, Server, Service};

use super::rule::Found;
use crate::diff::sides::Sides;

pub(super) fn crate_changed(sides: &Sides<'_>) -> Vec<Found> {
    let (was, is) = (&sides.old.client_crate, &sides.new.client_crate);
    one(was != is, || Found::breaking(was.clone(), format!("the crate is `{is}`"), format!("use {was}::Client;")))
}

pub(super) fn client_changed(sides: &Sides<'_>) -> Vec<Found> {
    let client = format!("{}::Client", sides.new.client_crate);
    let group = sides.old.groups.first().map_or("group", |group| group.name.as_str());
    match (&sides.old.service, &sides.new.service) {
        (Some(_), None) => {
            vec![Found::breaking(client, "its groups come from the trait `Groups`", format!("client.{group}()"))]
        }
        (None, Some(_)) => {
            vec![Found::breaking(client, "its groups are its own, the trait `Groups` is gone", "use api::Groups;")]
        }
        _ => Vec::new(),
    }
}

pub(super) fn keys_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (old.envs().count(), new.envs().count());
        one(was != is, || {
            let message = format!("takes {}, was {}", keys(is), keys(was));
            let line = match was {
                0 => "let client = Client::new();",
                1 => "let client = Client::new(key);",
                _ => "let client = Client::new([id, secret]);",
            };
            Found::breaking(format!("{at}::Client::new"), message, line)
        })
    })
}

fn keys(count: usize) -> String {
    match count {
        0 => "no key".to_owned(),
        1 => "a key".to_owned(),
        count => format!("{count} keys"),
    }
}

pub(super) fn key_variable_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let envs = |service: &Service| service.envs().map(|env| format!("`{env}`")).collect::<Vec<_>>();
        let (was, is) = (envs(old), envs(new));
        let message = format!("reads the key from {}, was {}", is.join(" and "), was.join(" and "));
        one(was.len() == is.len() && was != is, || {
            Found::breaking(format!("{at}::Client::from_env"), message, "let client = Client::from_env()?;")
        })
    })
}

pub(super) fn key_header_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let places = |service: &Service| service.auth.iter().map(place).collect::<Vec<_>>();
        let (was, is) = (places(old), places(new));
        let message = format!("the key goes into {}, was {}", is.join(" and "), was.join(" and "));
        one(old.envs().count() == new.envs().count() && was != is, || {
            Found::compatible(format!("{at}::service::SERVICE"), message)
        })
    })
}

/// Where a key is sent.
fn place(credential: &Credential) -> String {
    match &credential.scheme {
        Some(scheme) => format!("`{}` as `{scheme}`", credential.header),
        None => format!("`{}`", credential.header),
    }
}

pub(super) fn servers_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (list(&old.servers), list(&new.servers));
        let message = format!("servers are {is}, were {was}");
        one(was != is, || Found::compatible(format!("{at}::service::SERVICE"), message))
    })
}

fn list(servers: &[Server]) -> String {
    let shown = |server: &Server| match &server.name {
        Some(name) => format!("`{}` as `{name}`", server.url),
        None => format!("`{}`", server.url),
    };
    servers.iter().map(shown).collect::<Vec<_>>().join(", ")
}

pub(super) fn rate_limit_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (old.requests_per_second, new.requests_per_second);
        let mut found = one(was != is, || {
            Found::compatible(format!("{at}::service::SERVICE"), format!("{}, was {}", rate(is), rate(was)))
        });
        let (was, is) = (left(old.rate_headers.as_ref()), left(new.rate_headers.as_ref()));
        found.extend(one(was != is, || {
            let message = format!("what is left of the rate limit is {is}, was {was}");
            Found::compatible(format!("{at}::service::SERVICE"), message)
        }));
        found
    })
}

fn left(headers: Option<&RateHeaders>) -> String {
    match headers {
        Some(RateHeaders { remaining, reset }) => format!("read from `{remaining}` and `{reset}`"),
        None => "not read".to_owned(),
    }
}

/// Headers in words.
pub(super) fn constants(headers: &[(String, String)]) -> String {
    match headers {
        [] => "no header of its own".to_owned(),
        some => some.iter().map(|(name, value)| format!("`{name}: {value}`")).collect::<Vec<_>>().join(", "),
    }
}

fn rate(per_second: Option<u32>) -> String {
    per_second.map_or_else(|| "no rate limit".to_owned(), |count| format!("{count} requests per second"))
}

pub(super) fn account_rate_changed(sides: &Sides<'_>) -> Vec<Found> {
    let place = |rate: &Option<AccountRate>| match rate {
        Some(AccountRate { path, field, units_left: None, .. }) => format!("`{field}` of `{path}`"),
        Some(AccountRate { path, field, units_left: Some(units), .. }) => {
            format!("`{field}` of `{path}`, with the units that are left in `{units}`")
        }
        None => "not read".to_owned(),
    };
    both(sides, |old, new, at| {
        let (was, is) = (place(&old.account_rate), place(&new.account_rate));
        let message = format!("the rate of an account is {is}, was {was}");
        one(was != is, || Found::compatible(format!("{at}::service::SERVICE"), message))
    })
}

pub(super) fn limits_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (old.limits, new.limits);
        let rows = [
            ("timeout_seconds", was.timeout_seconds, is.timeout_seconds),
            ("connect_seconds", was.connect_seconds, is.connect_seconds),
            ("idle_seconds", was.idle_seconds, is.idle_seconds),
            ("body_bytes", was.body_bytes, is.body_bytes),
        ];
        let differ = rows.iter().filter(|(_, was, is)| was != is);
        differ
            .map(|(name, was, is)| {
                Found::compatible(format!("{at}::service::SERVICE"), format!("`{name}` is {is}, was {was}"))
            })
            .collect()
    })
}

pub(super) fn price_header_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (price_place(old.cost.as_ref()), price_place(new.cost.as_ref()));
        let message = format!("prices are {is}, were {was}");
        one(old.cost.is_some() == new.cost.is_some() && was != is, || {
            Found::compatible(format!("{at}::service::SERVICE"), message)
        })
    })
}

pub(super) fn price_added(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        one(old.cost.is_none() && new.cost.is_some(), || {
            Found::compatible(format!("{at}::service::SERVICE"), "requests have a price: a budget counts units")
        })
    })
}

pub(super) fn price_removed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        one(old.cost.is_some() && new.cost.is_none(), || {
            Found::compatible(format!("{at}::service::SERVICE"), "requests have no price: a budget counts requests")
        })
    })
}

fn price_place(cost: Option<&Price>) -> String {
    match cost.and_then(|cost| cost.header.as_ref()) {
        Some(place) => format!("read from `{}` in `{}`", place.field, place.header),
        None => "not read".to_owned(),
    }
}

pub(super) fn service_doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let differs = (&old.name, &old.doc) != (&new.name, &new.doc);
        one(differs, || Found::compatible(format!("{at}::service::SERVICE"), "other docs"))
    })
}

fn one(differs: bool, found: impl FnOnce() -> Found) -> Vec<Found> {
    if differs { vec![found()] } else { Vec::new() }
}

/// What changes where both sides describe the service; the text is the crate's name.
pub(super) fn both(sides: &Sides<'_>, find: impl Fn(&Service, &Service, &str) -> Vec<Found>) -> Vec<Found> {
    match (&sides.old.service, &sides.new.service) {
        (Some(old), Some(new)) => find(old, new, &sides.new.client_crate),
        _ => Vec::new(),
    }
}
