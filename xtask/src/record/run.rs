//! The run: show the cost, confirm, and then fetch, scrub and store response by response.

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, Write};

use analysis::fixture::Fixture;
use analysis::infer::{Hints, Request, infer};
use analysis::json::{Value, print};
use analysis::scrub::Mask;
use spec::{Api, Service, Source};

use super::args::Args;
use super::fetch::{Fetched, Fetcher};
use super::plan::{self, Step};
use crate::failure::Failure;
use crate::project::{self, shown};
use crate::{input, output, stdout};

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let folder = project::folder(args.spec.as_ref(), "spec")?;
    let (sources, api) = input::spec(&folder)?;
    let Some(service) = &api.service else {
        return Err(could_not("cannot send a request", "the spec describes no service", "add its `api` section"));
    };
    let requests = args.targets.iter().map(|target| Request::parse("GET", target)).collect::<Result<Vec<_>, _>>()?;
    let fixtures = project::folder(args.fixtures.as_ref(), "tests/fixtures")?;
    let steps = plan::plan(&api, &sources, requests, &fixtures, args.force)?;
    let server =
        args.server.as_deref().or(service.servers.first().map(|server| server.url.as_str())).unwrap_or_default();
    let key = key(service)?;
    let fetcher = Fetcher::new(service, server, &key)?;
    announce(&steps, server);
    if !args.yes && !is_confirmed()? {
        return Err(could_not("nothing was requested", "you did not answer `y`", "add `--yes` to skip the prompt"));
    }
    let seed = args.seed.unwrap_or_else(|| RandomState::new().hash_one("seed"));
    for step in &steps {
        let Fetched { body, price } = fetcher.fetch(&step.request)?;
        let response = Fixture::parse(&step.path, &step.path, body)?;
        let scrubbed = scrubbed(&api, &sources, step, &response, Mask::new(seed));
        output::replace(&step.file, &print(&scrubbed))?;
        let price = price.map_or(String::new(), |price| format!(" ({}: {price})", service.cost_header));
        stdout::write(&format!("recorded  {}{price}\n", shown(&step.file)))?;
    }
    eprintln!(
        "scrubbed with `--seed {seed}`: the same seed gives the same synthetic names; keep it secret: it links synthetic names to real ones"
    );
    eprintln!("review the fixtures before you commit them: no program recognizes all private data");
    Ok(())
}

fn could_not(what: &str, why: &str, help: &'static str) -> Failure {
    Failure::CouldNot { what: what.to_owned(), why: why.to_owned(), help }
}

fn key(service: &Service) -> Result<String, Failure> {
    let key = std::env::var(&service.key_env).unwrap_or_default();
    if key.trim().is_empty() {
        let why = format!("the environment variable `{}` is not set", service.key_env);
        return Err(could_not(
            "there is no API key",
            &why,
            "set it to your API key, which is sent in a header and nowhere else",
        ));
    }
    Ok(key.trim().to_owned())
}

fn announce(steps: &[Step], server: &str) {
    eprintln!("requests to {server}:");
    for step in steps {
        let price = match (step.units, step.is_known) {
            (1, true) => "1 unit".to_owned(),
            (units, true) => format!("{units} units"),
            (_, false) => "1 unit or more: the spec does not describe it".to_owned(),
        };
        eprintln!("  GET {} - {price}, to {}", step.request.path, shown(&step.file));
    }
    let total: u32 = steps.iter().map(|step| step.units).sum();
    let plural = if total == 1 { "unit" } else { "units" };
    eprintln!("total: {total} {plural} of your account, as far as the spec knows");
}

fn is_confirmed() -> Result<bool, Failure> {
    eprint!("continue? [y/N] ");
    std::io::stderr().flush().ok();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| could_not("cannot read the answer", &error.to_string(), "add `--yes`"))?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}

/// Scrubs the response by its type. An endpoint that the spec does not describe is inferred first.
fn scrubbed(api: &Api, sources: &[Source], step: &Step, response: &Fixture, mask: Mask) -> Value {
    let find = |api: &Api| {
        let mut endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
        endpoints.find(|endpoint| endpoint.path == step.path).map(|endpoint| endpoint.returns.clone())
    };
    if let Some(returns) = find(api) {
        return mask.response(api, &returns, &response.response);
    }
    // A response without an inferred type is scrubbed as unknown JSON.
    let inferred = infer(api, sources, &[], &step.request, std::slice::from_ref(response), Hints::default()).ok();
    let known = inferred.and_then(|inferred| find(&inferred.api).map(|returns| (inferred.api, returns)));
    match known {
        Some((api, returns)) => mask.response(&api, &returns, &response.response),
        None => mask.response(api, &spec::Type::Scalar(spec::Scalar::Json), &response.response),
    }
}
