//! `cargo xtask learn`: a stanza of the spec from recorded replies.
//!
//! The replies are walked together: objects that look alike are one type, a value that stands in two
//! fields makes both the same id, and a list beside a cursor is a page. What the spec has already is
//! used, and what no reply tells becomes a question in a comment. The stanza is read back with the
//! whole spec before it is printed, so that it can be generated from as it is.

mod draft;
mod ids;
mod merge;
mod objects;
mod paging;
mod params;
mod request;
pub(crate) mod scalars;
mod target;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use spec::{Api, Color, Source};

use crate::drift::fixtures::{self, Fixture};
use crate::drift::{json, patch};
use crate::failure::Failure;
use crate::project::{root, shown};
use crate::stanza::yaml::{self, Layout, Map};
use crate::{input, stdout};
use draft::Draft;
pub use request::Request;
use write::{Stanzas, Told};

/// More than any reply; larger files are something else.
const MAX_REPLY_BYTES: u64 = 64 << 20;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The method: GET
    method: String,
    /// The path with the parameters of the request: `/v1/shop/items?id=1`
    target: String,
    /// A reply as JSON; more of them tell more
    #[arg(long, value_name = "FILE", required = true)]
    from: Vec<PathBuf>,
    /// What one item, or the reply where it is no list, is called: `Item`
    #[arg(long, value_name = "TYPE")]
    name: Option<String>,
    /// The parameter that takes the cursor, which no reply tells
    #[arg(long, value_name = "PARAM")]
    cursor: Option<String>,
    /// Prints the change to the spec as a unified diff for `git apply`
    #[arg(long)]
    patch: bool,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the fixtures, whose values tell which ids are the same [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
}

/// What the caller knows and no reply tells.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "the command's arguments say what each is")]
pub struct Hints<'h> {
    pub name: Option<&'h str>,
    pub cursor: Option<&'h str>,
    pub example: Option<&'h str>,
}

/// A spec with one more endpoint.
#[derive(Debug)]
pub struct Learned {
    /// What is new, as it would stand in its file.
    pub stanza: String,
    /// The file that it goes into.
    pub file: String,
    /// Whether that file is new.
    pub is_new: bool,
    /// The whole spec with it.
    pub sources: Vec<Source>,
    /// The same, read.
    pub api: Api,
}

/// Prints the stanza or the diff.
///
/// # Errors
/// Where the replies cannot be read, or give no stanza.
pub fn run(args: &Args) -> Result<(), Failure> {
    let request = Request::parse(&args.method, &args.target)?;
    let folder = args.spec.clone().unwrap_or_else(|| root().join("spec"));
    let (sources, api) = input::spec(&folder)?;
    let recorded = args.fixtures.clone().unwrap_or_else(|| root().join("tests/fixtures"));
    // A project that has no fixtures yet has nothing that they could tell.
    let fixtures = if recorded.is_dir() && args.fixtures.is_none() {
        fixtures::read(&recorded).unwrap_or_default()
    } else {
        args.fixtures.as_deref().map(fixtures::read).transpose()?.unwrap_or_default()
    };
    let replies = args.from.iter().map(|path| reply(path)).collect::<Result<Vec<_>, _>>()?;
    let example = args.from.iter().find_map(|path| inside(path, &recorded));
    let hints = Hints { name: args.name.as_deref(), cursor: args.cursor.as_deref(), example: example.as_deref() };
    let learned = learn(&api, &sources, &fixtures, &request, &replies, hints)?;
    if args.patch {
        return stdout::write(&diff(&sources, &learned));
    }
    let what = if learned.is_new { "a new file" } else { "to be added to" };
    eprintln!("{what}: {}; `--patch` prints it as a diff for `git apply`", learned.file);
    stdout::write(&learned.stanza)
}

/// Makes the stanza and puts it into the spec.
///
/// # Errors
/// Where the spec has the endpoint already, or the replies give nothing that the language can say.
pub fn learn(
    api: &Api,
    sources: &[Source],
    fixtures: &[Fixture],
    request: &Request,
    replies: &[Fixture],
    hints: Hints<'_>,
) -> Result<Learned, Failure> {
    let target = target::target(api, sources, &request.path)?;
    let values: Vec<_> = replies.iter().map(|reply| &reply.reply).collect();
    let known = ids::known(api, fixtures);
    let paging = paging::find(&values).map(|paging| {
        let cursor = paging::cursor(api, &paging, hints.cursor, &request.params);
        let ends = paging::ends(api, &paging);
        (paging, cursor, ends)
    });
    let mut draft = Draft::new(api, &known, &values, paging.as_ref().map(|(paging, ..)| paging), &target.hint);
    if let Some(name) = hints.name {
        draft.name_top(name);
    }
    let told = Told { request, target: &target, replies: &values, paging: paging.as_ref(), example: hints.example };
    let stanzas = write::stanzas(&mut draft, &told);
    let stanza = print(&target, &stanzas, replies.len());
    let mut changed = sources.to_vec();
    match target.file {
        Some(file) => changed[file].text = merge::merge(&sources[file].text, &stanzas),
        None => changed.push(Source { path: target.path.clone(), text: stanza.clone() }),
    }
    let is_new = target.file.is_none();
    match spec::read(&changed) {
        Ok(api) => Ok(Learned { stanza, file: target.path, is_new, sources: changed, api }),
        Err(problems) => Err(Failure::CouldNot {
            what: format!("cannot put GET {} into {}", request.path, target.path),
            why: format!("{}\n\n{stanza}", spec::render(&problems, &changed, Color::Plain)),
            help: "add by hand what is printed above, with what is shown there mended",
        }),
    }
}

/// The fixture of an endpoint that the spec does not have: `shop/items.json`.
///
/// # Errors
/// Where the spec has the endpoint.
pub fn place(api: &Api, sources: &[Source], request: &Request) -> Result<String, Failure> {
    let target = target::target(api, sources, &request.path)?;
    Ok(format!("{}/{}.json", target.group, target.method))
}

/// The new sections as a file of their own.
fn print(target: &target::Target, stanzas: &Stanzas, replies: usize) -> String {
    let plural = if replies == 1 { "reply" } else { "replies" };
    let head = format!(
        "Learned from {replies} {plural}. A field is marked optional or nullable only where a reply shows that; a question \
         stands where something must be decided."
    );
    let mut file = Map::new(Layout::Spaced);
    file.add_some("group", target.header.clone());
    stanzas.sections.iter().for_each(|(name, section)| file.add(name, section.clone()));
    format!("{}{}", yaml::print_comment(&head), yaml::print(&file))
}

/// The change as a unified diff that `git apply` takes.
#[must_use]
pub fn diff(before: &[Source], learned: &Learned) -> String {
    if !learned.is_new {
        return patch::diff(before, &learned.sources);
    }
    let path = patch::in_repository(&learned.file);
    let lines = TextDiff::from_lines("", &learned.stanza);
    lines.unified_diff().header("/dev/null", &format!("b/{path}")).to_string()
}

/// Reads one reply.
///
/// # Errors
/// Where the file cannot be read, is far too large, or is not JSON.
pub fn reply(path: &Path) -> Result<Fixture, Failure> {
    const HELP: &str = "give the body of one reply, as it came";
    let failed = |why: &dyn std::fmt::Display| Failure::io("cannot read the reply", path, why, HELP);
    let length = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if length > MAX_REPLY_BYTES {
        return Err(failed(&format!("it is {length} bytes long, at most {MAX_REPLY_BYTES} are read")));
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8 text"))?;
    let name = shown(path);
    let source = Source { path: name.clone(), text };
    match json::parse(&source.text) {
        Ok(reply) => Ok(Fixture { path: name, source, reply }),
        Err(broken) => {
            let (line, column) = source.line_column(broken.at);
            let what = format!("cannot read the reply {name}:{line}:{column}");
            Err(Failure::CouldNot { what, why: broken.why, help: HELP })
        }
    }
}

/// The path inside the fixtures, where the reply is one of them.
fn inside(path: &Path, fixtures: &Path) -> Option<String> {
    let (path, fixtures) = (path.canonicalize().ok()?, fixtures.canonicalize().ok()?);
    Some(path.strip_prefix(fixtures).ok()?.to_string_lossy().replace('\\', "/"))
}
