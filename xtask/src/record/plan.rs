//! What will be asked, what it costs, and where the replies go: all of it known before a unit is spent.

use std::path::{Path, PathBuf};

use analysis::infer::{Request, place};
use spec::{Api, Endpoint, Source};

use crate::failure::Failure;

/// One request.
#[derive(Debug)]
pub(super) struct Step {
    /// What is asked.
    pub(super) request: Request,
    /// The price in units, as far as the spec knows it.
    pub(super) units: u32,
    /// Whether the spec describes the endpoint.
    pub(super) is_known: bool,
    /// The fixture.
    pub(super) file: PathBuf,
    /// The path of the endpoint with its `{name}`s.
    pub(super) path: String,
}

/// Plans all requests.
///
/// # Errors
/// Where a request would be refused or ignored by the service, or a fixture is there already.
pub(super) fn plan(
    api: &Api,
    sources: &[Source],
    requests: Vec<Request>,
    folder: &Path,
    may_replace: bool,
) -> Result<Vec<Step>, Failure> {
    let mut steps: Vec<Step> = Vec::new();
    for request in requests {
        let known = api.groups.iter().find_map(|group| {
            group.endpoints.iter().find(|endpoint| matches(&endpoint.path, &request.path)).map(|found| (group, found))
        });
        let (file, units, path) = match known {
            Some((group, endpoint)) => {
                check(endpoint, &request)?;
                let file = format!("{}/{}.json", group.name, endpoint.name);
                (endpoint.example.clone().unwrap_or(file), cost(endpoint, &request), endpoint.path.clone())
            }
            None => (place(api, sources, &request)?, 1, request.path.clone()),
        };
        let file = folder.join(file);
        let help = "move it away, or replace it with `--force`";
        if file.exists() && !may_replace {
            return Err(Failure::io("will not overwrite", &file, "it may be the only one of its kind", help));
        }
        if steps.iter().any(|step| step.file == file) {
            return Err(Failure::io(
                "will not write twice",
                &file,
                "two of the requests lead to it",
                "ask for one of them",
            ));
        }
        steps.push(Step { request, units, is_known: known.is_some(), file, path });
    }
    Ok(steps)
}

/// Whether a path is one of an endpoint, in which a parameter can stand for a part.
fn matches(endpoint: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let same = endpoint
        .split('/')
        .all(|wanted| parts.next().is_some_and(|part| part == wanted || (wanted.starts_with('{') && !part.is_empty())));
    same && parts.next().is_none()
}

/// A service ignores a name that it does not know, and bills the reply to another question.
fn check(endpoint: &Endpoint, request: &Request) -> Result<(), Failure> {
    let names: Vec<_> = endpoint.params.iter().map(|param| param.wire.as_str()).collect();
    let could_not = |why: String| {
        let what = format!("will not ask for {}", request.path);
        Err(Failure::CouldNot { what, why, help: "correct the request: a wrong one may be billed all the same" })
    };
    if let Some((unknown, _)) = request.params.iter().find(|(name, _)| !names.contains(&name.as_str())) {
        return could_not(format!("it has no parameter `{unknown}`, only {}", list(&names)));
    }
    let in_path = |wire: &str| endpoint.path.split('/').any(|part| part == format!("{{{wire}}}"));
    let is_missing = |wire: &str| !in_path(wire) && !request.params.iter().any(|(name, _)| name == wire);
    let missing = endpoint.params.iter().find(|param| param.required && is_missing(&param.wire));
    missing.map_or(Ok(()), |param| could_not(format!("it needs the parameter `{}`", param.wire)))
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "none at all".to_owned(),
        names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    }
}

fn cost(endpoint: &Endpoint, request: &Request) -> u32 {
    let is_true = |wire: &str| request.params.iter().any(|(name, value)| name == wire && value == "true");
    let when = endpoint.cost.when.iter().find(|(name, _)| is_true(name));
    when.map_or(endpoint.cost.units, |(_, units)| *units)
}
