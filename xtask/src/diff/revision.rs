//! A spec to compare: from a folder, or as git has it in a revision.

use std::path::Path;
use std::process::Command;

use spec::{Api, Color, Source};

use crate::failure::Failure;
use crate::{input, project};

const HELP: &str = "pass two of: a folder with `*.yaml` files, a tag, a branch, a commit";

/// The spec of a side, by the name that the user gives it.
pub(super) fn read(name: &str, repository: Option<&Path>, spec: &str) -> Result<Api, Failure> {
    let folder = Path::new(name);
    if folder.is_dir() {
        return input::api(folder).map_err(|failure| unreadable(name, failure));
    }
    let repository = repository.map_or_else(project::root, |named| Ok(named.to_owned()))?;
    sources(name, &repository, spec).and_then(|sources| match spec::read(&sources) {
        Ok(api) => Ok(api),
        Err(problems) => Err(could_not(name, spec::render(&problems, &sources, Color::Plain))),
    })
}

/// A spec with problems cannot be compared: that is no finding, but a command that could not run.
fn unreadable(name: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Spec { shown, .. } => could_not(name, shown),
        other => other,
    }
}

fn could_not(name: &str, why: String) -> Failure {
    Failure::CouldNot { what: format!("cannot read the spec of `{name}`"), why, help: HELP }
}

/// The files of the spec in a revision, in the order of their names.
fn sources(name: &str, repository: &Path, spec: &str) -> Result<Vec<Source>, Failure> {
    let commit = format!("{name}^{{commit}}");
    let commit = git(repository, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
        .map_err(|why| could_not(name, format!("it is neither a folder nor a revision{}", after_colon(&why))))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let folder = format!("{commit}:{}", spec.trim_end_matches('/'));
    let listed = git(repository, &["ls-tree", "-z", "--name-only", &folder])
        .map_err(|why| could_not(name, format!("it has no folder `{spec}`{}", after_colon(&why))))?;
    let mut sources = Vec::new();
    for file in listed.split(|byte| *byte == 0).map(String::from_utf8_lossy).filter(|file| is_yaml(file)) {
        let bytes = git(repository, &["show", &format!("{folder}/{file}")]).map_err(|why| could_not(name, why))?;
        let path = format!("{name}:{spec}/{file}");
        let source = Source::from_bytes(path.as_str(), bytes);
        sources.push(source.map_err(|(_, problem)| could_not(name, format!("{path}: {}", problem.title())))?);
    }
    if sources.is_empty() {
        return Err(could_not(name, format!("its folder `{spec}` holds no file that ends in `.yaml`")));
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn after_colon(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(": {why}") }
}

fn is_yaml(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// What git prints, or what it complains of.
fn git(repository: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let run = Command::new("git").arg("-C").arg(repository).args(arguments).output();
    let output = run.map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}
