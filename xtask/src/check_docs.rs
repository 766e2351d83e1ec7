//! `cargo xtask check-docs`: the service's published documentation checked against the spec.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use analysis::check_docs::document::{self, Document};
use analysis::check_docs::{check, described};
use analysis::openapi::describe::describe;
use analysis::openapi::json;
use spec::{Api, Source};

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::report::{ReportArgs, could_not_run};
use crate::{files, input};

/// More than any page.
const MAX_PAGE_BYTES: u64 = 32 << 20;

/// More than any OpenAPI document.
const MAX_DOCUMENT_BYTES: u64 = 256 << 20;

const HELP: &str = "pass the document as Markdown with headings `### GET /path`, its text as a browser copies it, or an OpenAPI \
                    document as JSON or YAML";

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The pages of the documentation, as Markdown or as text copied from a browser, and OpenAPI documents, as JSON or YAML. Name all
    /// pages of a group in one run
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The extension that has the units of an operation in an OpenAPI document, such as `x-reqs-cost`: where an operation has it,
    /// the price of the spec is compared
    #[arg(long, value_name = "KEY")]
    cost_key: Option<String>,
    #[command(flatten)]
    report: ReportArgs,
}

/// Reports where the documentation and the spec disagree.
///
/// # Errors
/// Where findings are severe enough to fail, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = project::folder(args.spec.as_ref(), "spec")?;
    let (sources, api) = input::spec(&folder).map_err(could_not_run)?;
    let mut document = document::read([]);
    for page in &args.pages {
        add(&mut document, &api, page, args.cost_key.as_deref())?;
    }
    // Of a page that was not recognized, nothing would be reported.
    let read: BTreeSet<_> = document.endpoints.iter().map(|endpoint| endpoint.start.page).collect();
    match args.pages.iter().enumerate().find(|(at, _)| !read.contains(at)) {
        Some((_, page)) => {
            Err(Failure::io("cannot read the documentation", page, "it has no line with `GET` and a path", HELP))
        }
        None => args.report.report(&check(&api, &sources, &document)),
    }
}

/// Adds a page or an OpenAPI document.
fn add(document: &mut Document, api: &Api, path: &Path, cost_key: Option<&str>) -> Result<(), Failure> {
    let is_data = path.extension().is_some_and(|ending| ["json", "yaml", "yml"].iter().any(|known| ending == *known));
    let most = if is_data { MAX_DOCUMENT_BYTES } else { MAX_PAGE_BYTES };
    let text = files::text("the documentation", path, most, HELP)?.replace("\r\n", "\n");
    if !is_data {
        let page = document::read([Source { path: shown(path), text }]);
        document::append(document, page);
        return Ok(());
    }
    let failed = |why: String| Failure::io("cannot read the documentation", path, why, HELP);
    let described = json::parse_either(&text).map_err(failed).and_then(|json| Ok(describe(&json, cost_key)?))?;
    let described = described::Described {
        api: described.api,
        servers: described.servers,
        keys: described.keys,
        left_out: described.left_out,
        prices: described.prices,
    };
    described::add(document, api.service.as_ref(), Source { path: shown(path), text }, described);
    Ok(())
}
