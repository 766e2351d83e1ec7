//! The run: show the cost, confirm, and then fetch, scrub and store response by response.

use std::hash::{BuildHasher, RandomState};
use std::io::BufRead;
use std::path::Path;

use analysis::error_body;
use analysis::fixture::Fixture;
use analysis::infer::{Hints, Request, infer};
use analysis::json::print;
use analysis::pairing;
use analysis::scrub::{Mask, Names, Scrubbed, Secrets};
use analysis::slot::takes_null;
use spec::{Api, Scalar, Source, Type};

use super::args::Args;
use super::aside;
use super::fetch::{self, Fetched, Fetcher};
use super::keys::Keys;
use super::plan::{self, Allowed, Step};
use super::server;
use crate::failure::Failure;
use crate::project::{self, shown};
use crate::{input, output, stderr, stdout};

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let folder = project::folder(args.spec.as_ref(), "spec")?;
    let (sources, api) = input::spec(&folder)?;
    let Some(service) = &api.service else {
        return Err(could_not("cannot send a request", "the spec describes no service", "add its `api` section"));
    };
    let targets = args.targets.iter().map(|target| plan::target(&api, target)).collect::<Result<Vec<_>, _>>()?;
    let fixtures = project::folder(args.fixtures.as_ref(), "tests/fixtures")?;
    let server = args.server.as_deref().map(server::server).transpose()?;
    let allowed = Allowed { server: server.as_ref(), replace: args.force, change: args.allow_changes };
    let steps = plan::plan(&api, &sources, targets, &fixtures, &allowed)?;
    let keys = Keys::from_env(service)?;
    let secrets = keys.secrets();
    let fetcher = Fetcher::new(service, &steps, &keys, &secrets)?;
    if !secrets.is_recognizable() {
        stderr::write(
            "warning: the key is so short that it is not looked for in responses, and no body of an error is shown\n",
        );
    }
    announce(&steps, service.cost.is_some());
    if !args.yes && !is_confirmed()? {
        return Err(could_not("nothing was requested", "you did not answer `y`", "add `--yes` to skip the prompt"));
    }
    let seed = args.seed.unwrap_or_else(|| RandomState::new().hash_one("seed"));
    let run = Run { api: &api, sources: &sources, fixtures: &fixtures, secrets: &secrets, mask: Mask::new(seed) };
    for (stored, step) in steps.iter().enumerate() {
        let fetched = fetcher.fetch(step, stored).map_err(|failure| without_key(failure, &secrets))?;
        run.store(step, fetched, stored).map_err(|failure| without_key(failure, &secrets))?;
    }
    stderr::write(&format!(
        "scrubbed with `--seed {seed}`: the same seed gives the same synthetic names; keep it secret: it links synthetic names to real ones\n\
         review the fixtures before you commit them: no program recognizes all private data\n"
    ));
    Ok(())
}

/// A message can quote the service.
fn without_key(failure: Failure, secrets: &Secrets) -> Failure {
    match failure {
        Failure::CouldNot { what, why, help } => {
            Failure::CouldNot { what: secrets.conceal(&what), why: secrets.conceal(&why), help }
        }
        other => other,
    }
}

/// What every step of a run needs.
struct Run<'r> {
    api: &'r Api,
    sources: &'r [Source],
    fixtures: &'r Path,
    secrets: &'r Secrets,
    mask: Mask,
}

impl Run<'_> {
    /// Stores a response as a fixture. One that cannot be a fixture is kept aside: it may be paid for.
    fn store(&self, step: &Step<'_>, fetched: Fetched, stored: usize) -> Result<(), Failure> {
        let Fetched { body, broken, units } = fetched;
        let response = match broken {
            Some(why) => Err(why),
            None => Fixture::parse(&step.path, &step.path, body.as_slice())
                .map_err(|error| format!("{}: {}", error.what, error.why))
                .and_then(|response| self.successful(step, response)),
        };
        let response = match response {
            Ok(response) => response,
            Err(why) => {
                let path = aside::keep(self.fixtures, &step.file, &self.secrets.conceal_bytes(&body))?;
                let why = format!("{why}; the response may be billed, so it is kept as it came in {}", shown(&path));
                return Err(fetch::not_recorded(step, why, stored));
            }
        };
        let Scrubbed { response: scrubbed, kept } = self.scrubbed(step, &response);
        let text = print(&scrubbed);
        let help = "the response is printed instead: keep it, as it may be paid for; then check that the folder of fixtures may \
                    be written, or name another with `--fixtures DIR`";
        if let Err(failure) = output::replace(&step.file, &text, help) {
            // The response may be paid for: it goes to where it can.
            stdout::json(&text)?;
            return Err(failure);
        }
        let units = units.map_or(String::new(), |units| format!(" ({units} units)"));
        stdout::write(&format!("recorded  {}{units}\n", shown(&step.file)))?;
        for oddity in &response.oddities {
            stderr::write(&format!("  not JSON by the letter: {}\n", self.secrets.conceal(&oddity.what)));
        }
        if !kept.is_empty() {
            let kept = kept.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            stderr::write(&format!(
                "  names that the spec does not have, kept as they are: {kept}; check that none identifies a person\n"
            ));
        }
        Ok(())
    }

    /// The response, unless the service sends an error as one.
    fn successful(&self, step: &Step<'_>, response: Fixture) -> Result<Fixture, String> {
        let returns = step.endpoint.and_then(|endpoint| endpoint.returns.ty());
        if response.is_empty() && !returns.is_some_and(takes_null) {
            return Err("the body is empty".to_owned());
        }
        // The words of the service can quote the key, which nothing finds where it is too short.
        let why = match error_body::sign(self.api, returns, &response.response) {
            None => return Ok(response),
            Some(_) if !self.secrets.is_recognizable() => String::new(),
            Some(why) => format!(": {}", self.secrets.conceal(&why)),
        };
        Err(format!("the body is an error of the service, by `errors` in the spec{why}"))
    }

    /// Scrubs the response by its type. An endpoint that the spec does not describe is inferred first.
    fn scrubbed(&self, step: &Step<'_>, response: &Fixture) -> Scrubbed {
        let find = |api: &Api, path: &str| {
            let mut endpoints = pairing::endpoints(api).map(|(.., endpoint)| endpoint);
            endpoints.find(|endpoint| endpoint.key() == path).and_then(|endpoint| endpoint.returns.ty().cloned())
        };
        // The names of types are made from the names in the response, which must not have the key then.
        let response = Fixture { response: self.secrets.remove(&response.response), ..response.clone() };
        let sent = step.target.request.params.iter().cloned();
        let params: Vec<_> = sent.chain(step.path_params()).collect();
        let names = Names::new(self.api, &params, &response.response);
        if let Some(returns) = step.endpoint.and_then(|endpoint| endpoint.returns.ty()) {
            return self.mask.response(self.api, &names, returns, &response.response);
        }
        // A response without an inferred type is scrubbed as unknown JSON.
        let responses = std::slice::from_ref(&response);
        let request = describable(&step.target.request);
        let inferred = infer(self.api, self.sources, &[], &request, responses, Hints::default()).ok();
        let known =
            inferred.and_then(|inferred| find(&inferred.api, &request.path).map(|returns| (inferred.api, returns)));
        match known {
            Some((api, returns)) => self.mask.response(&api, &names, &returns, &response.response),
            None => self.mask.response(self.api, &names, &Type::Scalar(Scalar::Json), &response.response),
        }
    }
}

/// The request with a path that a spec can have: the types do not depend on it.
fn describable(request: &Request) -> Request {
    let fits = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let path = request.path.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    Request { path, params: request.params.clone() }
}

fn could_not(what: &str, why: &str, help: &'static str) -> Failure {
    Failure::CouldNot { what: what.to_owned(), why: why.to_owned(), help }
}

fn announce(steps: &[Step<'_>], has_price: bool) {
    let mut text = String::new();
    let mut last = None;
    for step in steps {
        if last != Some(&step.server) {
            text.push_str(&format!("requests to {}:\n", step.server.as_str().trim_end_matches('/')));
        }
        last = Some(&step.server);
        let price = match (step.units, step.endpoint.is_some()) {
            _ if !has_price => String::new(),
            (1, true) => " - 1 unit".to_owned(),
            (units, true) => format!(" - {units} units"),
            (_, false) => " - 1 unit or more: the spec does not describe it".to_owned(),
        };
        let query = step.address.query().map(|query| format!("?{query}")).unwrap_or_default();
        let (method, path) = (step.target.method.word(), step.address.path());
        text.push_str(&format!("  {method} {path}{query}{price}, to {}\n", shown(&step.file)));
    }
    let total = steps.iter().map(|step| step.units).sum::<u64>();
    let plural = if total == 1 { "unit" } else { "units" };
    if has_price {
        text.push_str(&format!("total: {total} {plural} of your account, as far as the spec knows\n"));
    }
    stderr::write(&text);
}

fn is_confirmed() -> Result<bool, Failure> {
    stderr::write("continue? [y/N] ");
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| could_not("cannot read the answer", &error.to_string(), "add `--yes`"))?;
    Ok(["y", "yes"].contains(&answer.trim().to_ascii_lowercase().as_str()))
}
