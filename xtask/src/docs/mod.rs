//! `cargo xtask docs`: the service's published page held against the spec.
//!
//! Rules compare what the page tells of each endpoint with what the spec has; its examples are held
//! against the spec's types by the rules for replies. Nothing here asks the service anything.

mod held;
pub mod page;
pub mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use spec::{Api, Source};

use crate::drift::finding::Finding;
use crate::drift::fixtures::Fixture;
use crate::drift::json::{self, Data, Value};
use crate::drift::report::{Format, report};
use crate::drift::{self, FailOn};
use crate::failure::Failure;
use crate::project::{root, shown};
use crate::{input, stdout};
use held::Held;
use page::Page;

/// More than any page of documentation.
const MAX_PAGE_BYTES: u64 = 32 << 20;

/// The rules for replies that an example alone can break; the others are about all fixtures together.
const OF_REPLIES: &[&str] =
    &["new_field", "missing_field", "type_changed", "null_not_allowed", "unknown_value", "tuple_length", "id_form"];

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The page, as Markdown or as text copied from a browser
    page: PathBuf,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// What the report looks like
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity of a finding that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Additive, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Reports in what the page and the spec do not agree.
///
/// # Errors
/// Where there are findings of the severity that fails, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = args.spec.clone().unwrap_or_else(|| root().join("spec"));
    let (sources, api) = input::spec(&folder).map_err(drift::could_not_run)?;
    let page = read(&args.page)?;
    let findings = check(&api, &sources, &page);
    stdout::write(&report(&findings, args.format))?;
    if args.fail_on.fails(&findings) { Err(Failure::Findings) } else { Ok(()) }
}

/// Everything in which the page and the spec do not agree, in the order of the page.
#[must_use]
pub fn check(api: &Api, sources: &[Source], page: &Page) -> Vec<Finding> {
    let held = Held { api, sources, page };
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &held);
    }
    let examples = examples(&held);
    let of_replies = drift::check(api, sources, &examples).into_iter();
    let of_one = of_replies.filter(|finding| OF_REPLIES.contains(&finding.rule.name));
    // A page is no fixture: `drift --patch` settles what a recorded reply shows as well.
    findings.extend(of_one.map(|finding| Finding { change: None, ..finding }));
    findings.sort_by_cached_key(|finding| finding.spot.as_ref().map(|spot| (spot.mark.line, spot.mark.column)));
    findings
}

/// The examples as replies whose places are those of the page.
fn examples(held: &Held<'_>) -> Vec<Fixture> {
    let mut examples = Vec::new();
    for (told, endpoint) in held.both() {
        let group = held.api.groups.iter().find(|group| group.endpoints.iter().any(|known| known.path == told.path));
        let Some(group) = group else { continue };
        for (index, (start, text)) in told.examples.iter().enumerate() {
            let Ok(mut reply) = json::parse(text) else { continue };
            shift(&mut reply, *start);
            let path = format!("{}/{}.{index}.json", group.name, endpoint.name);
            examples.push(Fixture { path, source: held.page.source.clone(), reply });
        }
    }
    examples
}

fn shift(value: &mut Value, by: usize) {
    value.start += by;
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Data::Object(members) => {
            for member in members {
                member.start += by;
                shift(&mut member.value, by);
            }
        }
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
    }
}

/// Reads a page.
///
/// # Errors
/// Where the file cannot be read or tells of no endpoint.
pub fn read(path: &Path) -> Result<Page, Failure> {
    const HELP: &str = "give the page as Markdown with headings `### GET /path`, or its text as a browser copies it";
    let failed = |why: &dyn std::fmt::Display| Failure::io("cannot read the page", path, why, HELP);
    let length = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if length > MAX_PAGE_BYTES {
        return Err(failed(&format!("it is {length} bytes long, at most {MAX_PAGE_BYTES} are read")));
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8 text"))?;
    let text = text.replace("\r\n", "\n");
    let page = page::read(Source { path: shown(path), text });
    match page.endpoints.is_empty() {
        true => Err(failed(&"it has no line with `GET` and a path")),
        false => Ok(page),
    }
}
