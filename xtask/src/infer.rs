//! `cargo xtask infer`: an entry of the spec inferred from recorded responses.

use std::path::{Path, PathBuf};

use analysis::fixture::Fixture;
use analysis::infer::{self, Declared, Hints, Request};
use analysis::openapi::import::{Existing, Options, declared};
use analysis::unified_diff;

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::{files, fixtures, import, input, stderr, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The method; only GET
    #[arg(required_unless_present = "fill")]
    method: Option<String>,
    /// The path with the parameters of the request: `/v1/shop/items?id=1`
    #[arg(required_unless_present = "fill")]
    target: Option<String>,
    /// A file with a response as JSON; repeat the option to infer from several responses
    #[arg(long, value_name = "FILE", required_unless_present = "fill")]
    from: Vec<PathBuf>,
    /// Print a change to the spec, as a unified diff, that gives types to fields and responses of type `json`, as the
    /// fixtures show them
    #[arg(long, conflicts_with_all = ["method", "target", "from", "name", "cursor", "document", "optional", "patch"])]
    fill: bool,
    /// A file in YAML with names for types, by the keys that hold their objects, and docs: all places of type `json`
    /// are filled together
    #[arg(long, value_name = "FILE", requires = "fill")]
    names: Option<PathBuf>,
    /// The name for the type of an item, or of the response if it is not a list; for example `Item`
    #[arg(long, value_name = "TYPE")]
    name: Option<String>,
    /// The name of the cursor parameter, which cannot be inferred from a response
    #[arg(long, value_name = "PARAM")]
    cursor: Option<String>,
    /// An OpenAPI 3.0 or 3.1 document, as JSON or YAML, that declares what a response cannot show: docs, which parameters
    /// can be left out, their defaults, deprecations
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// The extension of the document that has the units of an operation, such as `x-reqs-cost`; an operation without it
    /// costs 1
    #[arg(long, value_name = "KEY", requires = "document")]
    cost_key: Option<String>,
    /// Mark the fields of new types as optional, but for an own `id` or `pk` that three different objects have. This is
    /// the rule already where the types of the endpoint's family are written so
    #[arg(long)]
    optional: bool,
    /// Print the change to the spec as a unified diff for `git apply`
    #[arg(long)]
    patch: bool,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the fixtures; an id whose value occurs in one of them gets the type that it has there [default:
    /// tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
}

/// Prints the entry or the diff.
///
/// # Errors
/// Where the responses cannot be read, or no entry can be inferred.
pub fn run(args: &Args) -> Result<(), Failure> {
    if args.fill {
        return fill(args);
    }
    let request =
        Request::parse(args.method.as_deref().unwrap_or_default(), args.target.as_deref().unwrap_or_default())?;
    let (sources, api) = input::spec(&project::folder(args.spec.as_ref(), "spec")?)?;
    let recorded = project::folder(args.fixtures.as_ref(), "tests/fixtures")?;
    // A project that has no fixtures yet has nothing that they could show.
    let fixtures = match &args.fixtures {
        Some(named) => fixtures::read(named)?,
        None if recorded.is_dir() => fixtures::any(&recorded)?,
        None => Vec::new(),
    };
    let responses = args.from.iter().map(|path| response(path)).collect::<Result<Vec<_>, _>>()?;
    let example = args.from.iter().find_map(|path| inside(path, &recorded));
    let declared =
        args.document.as_deref().map(|file| declaration(file, args, &request, &api, &sources)).transpose()?;
    let hints = Hints {
        name: args.name.as_deref(),
        cursor: args.cursor.as_deref(),
        example: example.as_deref(),
        optional: args.optional,
        declared: declared.as_ref(),
    };
    let inferred = infer::infer(&api, &sources, &fixtures, &request, &responses, hints)?;
    if args.patch {
        return stdout::exact(&infer::diff(&sources, &inferred, project::in_repository));
    }
    let what = if inferred.is_new { "a new file" } else { "to be added to" };
    stderr::write(&format!("{what}: {}; `--patch` prints it as a diff for `git apply`\n", inferred.file));
    stdout::exact(&inferred.entry)
}

/// What a document declares of the endpoint.
fn declaration(
    file: &Path,
    args: &Args,
    request: &Request,
    api: &spec::Api,
    sources: &[spec::Source],
) -> Result<Declared, Failure> {
    let document = import::document(file)?;
    let existing = Some(Existing { api, sources });
    let options = Options { cost_key: args.cost_key.as_deref(), existing, ..Options::default() };
    Ok(declared(&document, &request.path, &options)?)
}

/// Prints the diff, and on standard error what is left.
fn fill(args: &Args) -> Result<(), Failure> {
    let (sources, _) = input::spec(&project::folder(args.spec.as_ref(), "spec")?)?;
    let fixtures = fixtures::read(&project::folder(args.fixtures.as_ref(), "tests/fixtures")?)?;
    let refused = |problems: spec::Problems, sources: &[spec::Source]| {
        let shown = spec::render(&problems, sources, spec::Color::Plain);
        Failure::Spec { count: problems.len(), shown }
    };
    let filled = match &args.names {
        Some(path) => {
            let names = names(path)?;
            let named = infer::fill_named(&sources, &fixtures, &names)
                .map_err(|(problems, sources)| refused(problems, &sources))?;
            warn(&named);
            named.filled
        }
        None => infer::fill(&sources, &fixtures).map_err(|problems| refused(problems, &sources))?,
    };
    stdout::exact(&unified_diff::changed(&sources, &filled.sources, project::in_repository))?;
    let all = filled.filled.len() + filled.left.len();
    stderr::write(&format!("{} of {all} places of type `json` have another type now\n", filled.filled.len()));
    for (place, why) in &filled.left {
        stderr::write(&format!("  {place}: {why}\n"));
    }
    Ok(())
}

/// Says what a person should look at.
fn warn(named: &infer::Named) {
    for (name, key) in &named.made {
        stderr::write(&format!("named by its key: {name} ({key})\n"));
    }
    for place in &named.mixed {
        stderr::write(&format!("stays `json`: {place}\n"));
    }
    for why in &named.unused {
        stderr::write(&format!("not used: {why}\n"));
    }
}

fn names(path: &Path) -> Result<infer::Names, Failure> {
    const HELP: &str = "pass a file in YAML with `files` and `docs`";
    let bytes = files::bytes("the names", path, spec::MAX_FILE_BYTES, HELP)?;
    Ok(infer::Names::read(&shown(path), &String::from_utf8_lossy(&bytes))?)
}

fn response(path: &Path) -> Result<Fixture, Failure> {
    const HELP: &str = "pass the body of one response, unchanged";
    let bytes = files::bytes("the response", path, fixtures::MAX_RESPONSE_BYTES, HELP)?;
    let name = shown(path);
    let response = Fixture::parse(&name, &name, bytes)?;
    fixtures::warn(&response);
    Ok(response)
}

/// The path inside the fixtures, where the response is one of them.
fn inside(path: &Path, fixtures: &Path) -> Option<String> {
    let (path, fixtures) = (path.canonicalize().ok()?, fixtures.canonicalize().ok()?);
    Some(path.strip_prefix(fixtures).ok()?.to_string_lossy().replace('\\', "/"))
}
