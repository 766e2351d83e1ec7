//! A draft of `api` for a document of others: what it says of the service, and nothing else.

mod errors;

use heck::ToSnakeCase;

use super::auth::Auth;
use super::common::Common;
use super::servers::Servers;
use super::text::{filled, shortened};
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::Json;

/// The section. With prices of operations it has one for all others.
pub(super) fn section(document: &Json, auth: &Auth<'_>, servers: &Servers, common: &Common, has_prices: bool) -> Map {
    let title = filled(&document["info"], "title").map_or("Service", str::trim);
    let name: String = title.to_snake_case().chars().filter(|c| *c == '_' || c.is_ascii_alphanumeric()).collect();
    let name = name.trim_matches('_');
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 40;
    let name = if is_name { name } else { "service" };
    let mut api = Map::new(Layout::Block)
        .with("name", shortened(title))
        .with("doc", filled(&document["info"], "description").unwrap_or("The service, as it declares itself."))
        .with("crate", if is_name { format!("{name}_client") } else { "client".to_owned() });
    let (node, mut comments) = servers.node();
    let (auth, about_auth) = auth.node(name);
    match auth {
        Some(auth) => {
            api.add_said(comments, "servers", node);
            api.add_said(about_auth, "auth", auth);
        }
        None => {
            comments.extend(about_auth);
            api.add_said(comments, "servers", node);
        }
    }
    api.add_some("headers", common.headers());
    api.add_some("lists", common.lists());
    if has_prices {
        let asked = "question: which header of a response has its price (`header` and `field`)? Without one, the prices here count.";
        api.add_said(vec![asked.to_owned()], "cost", Map::default().with("units", Node::Word("1".to_owned())));
    }
    if let Some((comments, errors)) = errors::errors(document, has_prices) {
        api.add_said(comments, "errors", errors);
    }
    api
}
