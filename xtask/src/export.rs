//! `cargo xtask export openapi`: the spec as an OpenAPI 3.1 document.

use std::fs;
use std::path::{Path, PathBuf};

use analysis::openapi::export::{Examples, document};
use analysis::openapi::json;
use spec::Api;

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::{fixtures, input, stderr, stdout};

/// What the spec can be printed as.
#[derive(clap::Subcommand)]
pub enum Export {
    /// Print the spec as OpenAPI 3.1, as JSON
    Openapi(Args),
}

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the responses that `example:` names [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
}

/// Prints the document.
///
/// # Errors
/// Where the spec has problems, or a file cannot be read.
pub fn run(Export::Openapi(args): &Export) -> Result<(), Failure> {
    let spec = project::folder(args.spec.as_ref(), "spec")?;
    let api = input::api(&spec)?;
    // A spec that is named needs no project: without one, the folder is below the current one.
    let usual = || project::root().unwrap_or_default().join("tests/fixtures");
    let fixtures = args.fixtures.clone().unwrap_or_else(usual);
    let examples = examples(&api, &fixtures)?;
    let document = document(&api, &examples).ok_or_else(|| Failure::CouldNot {
        what: format!("cannot export {}", shown(&spec)),
        why: "it extends a service that it does not describe".to_owned(),
        help: "describe the service under `api`",
    })?;
    stdout::json(&json::print(&document))
}

/// The responses that the spec names. One that does not exist is left out with a warning: the document is correct
/// without it.
fn examples(api: &Api, folder: &Path) -> Result<Examples, Failure> {
    let mut examples = Examples::new();
    for named in api.groups.iter().flat_map(|group| &group.endpoints).filter_map(|endpoint| endpoint.example.as_ref()) {
        let path = folder.join(named);
        if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            stderr::write(&format!("warning: {} does not exist; its example is left out\n", shown(&path)));
            continue;
        }
        let fixture = fixtures::one(folder, named)?;
        fixtures::warn(&fixture);
        examples.insert(named.clone(), json::of_response(&fixture.response));
    }
    Ok(examples)
}
