//! How a document says that requests carry keys.

use std::collections::BTreeMap;

use heck::ToShoutySnakeCase;

use super::operation;
use super::text::{filled, shortened};
use crate::entry::yaml::{Map, Node};
use crate::openapi::json::{self, Json};

/// The keys of a document.
#[derive(Default)]
pub(super) struct Auth<'a> {
    /// The schemes that a request needs together.
    schemes: Vec<(&'a str, &'a Json, Credential)>,
    comments: Vec<String>,
}

/// How a scheme sends its key.
enum Credential {
    Header(String),
    Scheme(String),
}

impl<'a> Auth<'a> {
    pub(super) fn of(document: &'a Json) -> Self {
        let declared: BTreeMap<_, _> = json::entries(&document["components"]["securitySchemes"]).collect();
        let usable = |names: Vec<&'a str>| {
            let found = names.into_iter().map(|name| {
                let (name, scheme) = declared.get_key_value(&name.to_owned())?;
                Some((name.as_str(), *scheme, credential(scheme).ok()?))
            });
            let found: Vec<_> = found.collect::<Option<Vec<_>>>()?;
            // Several keys are several headers.
            let is_header = |(_, _, credential): &(_, _, _)| matches!(credential, Credential::Header(_));
            (!found.is_empty() && (found.len() == 1 || found.iter().all(is_header))).then_some(found)
        };
        let schemes = requirements(document).into_iter().find_map(usable).unwrap_or_default();
        let mut comments = Vec::new();
        for (name, scheme) in &declared {
            if schemes.iter().all(|(own, ..)| own != name) {
                let words = ["type", "scheme", "in", "name"].iter().filter_map(|key| scheme[*key].as_str());
                let words = shortened(&words.collect::<Vec<_>>().join(" "));
                let why = credential(scheme).err().unwrap_or("a request carries the keys of one way");
                comments.push(format!("left out: the security scheme `{}` ({words}): {why}", shortened(name)));
            }
        }
        if schemes.is_empty() {
            comments
                .push("question: the document names no key that can be sent; does the service need none?".to_owned());
        }
        Self { schemes, comments }
    }

    /// The headers that carry the keys, in small letters.
    pub(super) fn headers(&self) -> Vec<String> {
        let header = |(_, _, credential): &(_, _, Credential)| match credential {
            Credential::Header(name) => name.to_ascii_lowercase(),
            Credential::Scheme(_) => "authorization".to_owned(),
        };
        self.schemes.iter().map(header).collect()
    }

    /// `auth` of `api`, if there is one, and comments. `service` is the beginning of variables of the environment.
    pub(super) fn node(&self, service: &str) -> (Option<Node>, Vec<String>) {
        let service = service.to_shouty_snake_case();
        let rows: Vec<Node> = self
            .schemes
            .iter()
            .map(|(_, scheme, credential)| {
                let row = match credential {
                    Credential::Header(name) => {
                        let env =
                            if self.schemes.len() > 1 { variable(&service, name) } else { format!("{service}_KEY") };
                        Map::default().with("header", name.as_str()).with("env", env)
                    }
                    Credential::Scheme(word) if word == "Basic" => {
                        let env = ["ID", "SECRET"].map(|part| Node::from(format!("{service}_{part}")));
                        Map::default().with("scheme", word.as_str()).with("env", Node::List(env.to_vec()))
                    }
                    Credential::Scheme(word) => {
                        Map::default().with("scheme", word.as_str()).with("env", format!("{service}_TOKEN"))
                    }
                };
                let mut row = row;
                row.add_some("doc", filled(scheme, "description"));
                row.into()
            })
            .collect();
        let node = match rows.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            _ => Some(Node::List(rows)),
        };
        (node, self.comments.clone())
    }
}

/// The variable of one of several keys: `SHOP_CLIENT_ID`.
fn variable(service: &str, header: &str) -> String {
    let header = header.to_shouty_snake_case();
    if header.starts_with(service) { header } else { format!("{service}_{header}") }
}

/// The schemes that requests need together, the usual ones first: those of the document, else those that most operations
/// need, else each alone.
fn requirements(document: &Json) -> Vec<Vec<&str>> {
    let names = |requirement| {
        let mut names: Vec<_> = json::entries(requirement).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    };
    let mut all: Vec<Vec<&str>> = json::items(&document["security"]).iter().map(names).collect();
    let mut counts: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for operation in operation::all(document) {
        json::items(&operation.json["security"]).iter().for_each(|one| *counts.entry(names(one)).or_default() += 1);
    }
    let mut counted: Vec<_> = counts.into_iter().collect();
    counted.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    all.extend(counted.into_iter().map(|(names, _)| names));
    let mut alone: Vec<_> = json::entries(&document["components"]["securitySchemes"]).collect();
    alone.sort_by_key(|(name, _)| *name);
    all.extend(alone.into_iter().map(|(name, _)| vec![name.as_str()]));
    all
}

/// How a scheme sends its key, or why the language has no word for it.
fn credential(scheme: &Json) -> Result<Credential, &'static str> {
    let is_token =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match (scheme["type"].as_str().unwrap_or_default(), scheme["in"].as_str().unwrap_or_default()) {
        ("apiKey", "header") => match scheme["name"].as_str() {
            Some(name) if is_token(name) && !is_written(name) => Ok(Credential::Header(name.to_owned())),
            _ => Err("its header has no usable name"),
        },
        ("apiKey", _) => Err("a key is sent in a header, since addresses and cookies end up in logs"),
        ("http", _) => match scheme["scheme"].as_str().unwrap_or_default() {
            word if word.eq_ignore_ascii_case("bearer") => Ok(Credential::Scheme("Bearer".to_owned())),
            word if word.eq_ignore_ascii_case("basic") => Ok(Credential::Scheme("Basic".to_owned())),
            word if word.eq_ignore_ascii_case("digest") => Err("requests are not signed"),
            word if is_token(word) => Ok(Credential::Scheme(word.to_owned())),
            _ => Err("its scheme has no usable name"),
        },
        // Where the token comes from is the program's.
        ("oauth2" | "openIdConnect", _) => Ok(Credential::Scheme("Bearer".to_owned())),
        _ => Err("its type is not known"),
    }
}

/// Whether the client writes a header itself.
fn is_written(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name != "authorization" && super::params::is_written(&name)
}
