//! The requests, their cost, and the files of their responses: all known before a unit is spent.

use std::path::{Path, PathBuf};

use analysis::infer::{Request, fixture_path};
use reqwest::Url;
use spec::{Api, Endpoint, Group, Method, Returns, Source};

use super::address::address;
use super::server;
use super::target::Target;
use crate::failure::Failure;

/// One request.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// The request.
    pub(super) target: Target,
    /// The server that it goes to.
    pub(super) server: Url,
    /// Where it is sent.
    pub(super) address: Url,
    /// The cost in units, as far as the spec knows it.
    pub(super) units: u64,
    /// Its endpoint, if the spec describes it.
    pub(super) endpoint: Option<&'a Endpoint>,
    /// The fixture.
    pub(super) file: PathBuf,
    /// The path of the endpoint with its `{name}`s.
    pub(super) path: String,
}

impl Step<'_> {
    /// The parameters in the path, with their values.
    pub(super) fn path_params(&self) -> impl Iterator<Item = (String, String)> {
        let values = spec::path::captures(&self.path, &self.target.request.path).unwrap_or_default();
        values.into_iter().map(|(name, value)| (name.to_owned(), value))
    }
}

/// The request of a target. A slash at its end is a part of the path; but where the spec has the path with the other end
/// alone, that one is meant: the other would be billed as another endpoint.
pub(super) fn target(api: &Api, text: &str) -> Result<Target, Failure> {
    let target = Target::parse(text)?;
    let path = &target.request.path;
    let other = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
    let is_other = known(api, target.method, path).is_none() && known(api, target.method, &other).is_some();
    if !is_other {
        return Ok(target);
    }
    Ok(Target { request: Request { path: other, ..target.request }, ..target })
}

/// What a run may do.
pub(super) struct Allowed<'a> {
    /// The server of all requests, if the caller names one.
    pub(super) server: Option<&'a Url>,
    /// Whether fixtures may be replaced.
    pub(super) replace: bool,
    /// Whether requests may change something.
    pub(super) change: bool,
}

/// Plans all requests.
///
/// # Errors
/// Where the service would refuse a request or ignore a parameter, one may change something, or a fixture exists already.
pub(super) fn plan<'a>(
    api: &'a Api,
    sources: &[Source],
    targets: Vec<Target>,
    folder: &Path,
    allowed: &Allowed<'_>,
) -> Result<Vec<Step<'a>>, Failure> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    for target in targets {
        let known = known(api, target.method, &target.request.path);
        let endpoint = known.map(|(_, endpoint)| endpoint);
        check(&target, endpoint, allowed)?;
        let server = server(api, endpoint, allowed)?;
        let address = address(&server, &target.request)?;
        let (file, units, path) = match known {
            Some((group, endpoint)) => {
                let file = format!("{}/{}.json", spec::bare(&group.name), spec::bare(&endpoint.name));
                (endpoint.example.clone().unwrap_or(file), cost(endpoint, &target.request), endpoint.path.clone())
            }
            None => (fixture_path(api, sources, &target.request)?, 1, target.request.path.clone()),
        };
        let file = folder.join(file);
        check_file(&steps, &file, allowed)?;
        steps.push(Step { target, server, address, units, endpoint, file, path });
    }
    Ok(steps)
}

fn check_file(steps: &[Step<'_>], file: &Path, allowed: &Allowed<'_>) -> Result<(), Failure> {
    if file.exists() && !allowed.replace {
        return Err(Failure::io(
            "will not overwrite",
            file,
            "the file exists, and may be the only record of that response",
            "move it away, or replace it with `--force`",
        ));
    }
    if steps.iter().any(|step| step.file == file) {
        return Err(Failure::io(
            "will not write twice",
            file,
            "two of the requests write to it",
            "request one of them",
        ));
    }
    Ok(())
}

/// The endpoint of a method and a path.
fn known<'a>(api: &'a Api, method: Method, path: &str) -> Option<(&'a Group, &'a Endpoint)> {
    let all = api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    spec::path::nearest(all.filter(|(_, endpoint)| endpoint.method == method), |(_, endpoint)| &endpoint.path, path)
}

/// Whether a request is one to record.
fn check(target: &Target, endpoint: Option<&Endpoint>, allowed: &Allowed<'_>) -> Result<(), Failure> {
    let could_not =
        |why: String, help| Failure::CouldNot { what: format!("will not request {}", target.named()), why, help };
    let Some(endpoint) = endpoint else {
        return match target.method {
            Method::Get => Ok(()),
            _ => Err(could_not(
                "the spec does not describe it, and it may change something".to_owned(),
                "describe it in the spec, with `safe: true` if it only reads",
            )),
        };
    };
    let is_read = target.method == Method::Get || endpoint.is_safe;
    if !is_read && !allowed.change {
        let why = "it may change something: it is neither a GET nor `safe`".to_owned();
        return Err(could_not(why, "add `--allow-changes` if it may do so"));
    }
    match endpoint.returns {
        Returns::Nothing => Err(could_not("it returns no content".to_owned(), "there is nothing to record")),
        Returns::Bytes => Err(could_not("it returns bytes, not JSON".to_owned(), "there is nothing to record")),
        Returns::Json(_) => target
            .check(endpoint)
            .map_err(|why| could_not(why, "correct the request: the service may bill a wrong one too")),
    }
}

/// The server of an endpoint: the one that the caller names, else its own, else the default one.
fn server(api: &Api, endpoint: Option<&Endpoint>, allowed: &Allowed<'_>) -> Result<Url, Failure> {
    if let Some(server) = allowed.server {
        return Ok(server.clone());
    }
    let service = api.service.as_ref();
    let named = endpoint.and_then(|endpoint| service?.server_named(endpoint.server.as_deref()?));
    let server = named.or_else(|| service?.own_servers().next());
    server::server(server.map_or("", |server| &server.url))
}

fn cost(endpoint: &Endpoint, request: &Request) -> u64 {
    let value = |wire: &str| Some(request.params.iter().find(|(name, _)| name == wire)?.1.as_str());
    endpoint.cost.units_of(value)
}
