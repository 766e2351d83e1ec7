//! The requests, their cost, and the files of their responses: all known before a unit is spent.

use std::path::{Path, PathBuf};

use analysis::infer::{Request, fixture_path};
use reqwest::Url;
use spec::{Api, Endpoint, Group, Source};

use super::address::address;
use crate::failure::Failure;

/// One request.
#[derive(Debug)]
pub(super) struct Step {
    /// The request.
    pub(super) request: Request,
    /// Where it is sent.
    pub(super) address: Url,
    /// The cost in units, as far as the spec knows it.
    pub(super) units: u32,
    /// Whether the spec describes the endpoint.
    pub(super) is_known: bool,
    /// The fixture.
    pub(super) file: PathBuf,
    /// The path of the endpoint with its `{name}`s.
    pub(super) path: String,
}

impl Step {
    /// The parameters in the path, with their values.
    pub(super) fn path_params(&self) -> impl Iterator<Item = (String, String)> {
        let values = spec::path::captures(&self.path, &self.request.path).unwrap_or_default();
        values.into_iter().map(|(name, value)| (name.to_owned(), value))
    }
}

/// The request of a target. A slash at its end is a part of the path; but where the spec has the path with the other end
/// alone, that one is meant: the other would be billed as another endpoint.
pub(super) fn request(api: &Api, target: &str) -> Result<Request, Failure> {
    let request = Request::parse("GET", target)?;
    let other = request.path.strip_suffix('/').map_or_else(|| format!("{}/", request.path), str::to_owned);
    let is_other = known(api, &request.path).is_none() && known(api, &other).is_some();
    Ok(if is_other { Request { path: other, ..request } } else { request })
}

/// Plans all requests.
///
/// # Errors
/// Where the service would refuse a request or ignore a parameter, or a fixture exists already.
pub(super) fn plan(
    api: &Api,
    sources: &[Source],
    (server, requests): (&Url, Vec<Request>),
    folder: &Path,
    may_replace: bool,
) -> Result<Vec<Step>, Failure> {
    let mut steps: Vec<Step> = Vec::new();
    for request in requests {
        let address = address(server, &request)?;
        let known = known(api, &request.path);
        let (file, units, path) = match known {
            Some((group, endpoint)) => {
                check(endpoint, &request)?;
                let file = format!("{}/{}.json", group.name, endpoint.name);
                (endpoint.example.clone().unwrap_or(file), cost(endpoint, &request), endpoint.path.clone())
            }
            None => (fixture_path(api, sources, &request)?, 1, request.path.clone()),
        };
        let file = folder.join(file);
        let help = "move it away, or replace it with `--force`";
        if file.exists() && !may_replace {
            return Err(Failure::io(
                "will not overwrite",
                &file,
                "the file exists, and may be the only record of that response",
                help,
            ));
        }
        if steps.iter().any(|step| step.file == file) {
            return Err(Failure::io(
                "will not write twice",
                &file,
                "two of the requests write to it",
                "request one of them",
            ));
        }
        steps.push(Step { request, address, units, is_known: known.is_some(), file, path });
    }
    Ok(steps)
}

/// The endpoint of a path.
fn known<'a>(api: &'a Api, path: &str) -> Option<(&'a Group, &'a Endpoint)> {
    let all = api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    spec::path::nearest(all, |(_, endpoint)| &endpoint.path, path)
}

/// A service ignores a name that it does not know, and bills the response to a different request.
fn check(endpoint: &Endpoint, request: &Request) -> Result<(), Failure> {
    let names: Vec<_> = endpoint.params.iter().map(|param| param.wire.as_str()).collect();
    let could_not = |why: String| {
        let what = format!("will not request {}", request.path);
        Err(Failure::CouldNot { what, why, help: "correct the request: the service may bill a wrong one too" })
    };
    if let Some((unknown, _)) = request.params.iter().find(|(name, _)| !names.contains(&name.as_str())) {
        return could_not(format!("it has no parameter `{unknown}`, only {}", list(&names)));
    }
    let in_path = |wire: &str| spec::path::placeholders(&endpoint.path).any(|name| name == wire);
    let is_missing = |wire: &str| !in_path(wire) && !request.params.iter().any(|(name, _)| name == wire);
    let missing = endpoint.params.iter().find(|param| param.required && is_missing(&param.wire));
    missing.map_or(Ok(()), |param| could_not(format!("it needs the parameter `{}`", param.wire)))
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    }
}

fn cost(endpoint: &Endpoint, request: &Request) -> u32 {
    let is_true = |wire: &str| request.params.iter().any(|(name, value)| name == wire && value == "true");
    let when = endpoint.cost.when.iter().find(|(name, _)| is_true(name));
    when.map_or(endpoint.cost.units, |(_, units)| *units)
}
