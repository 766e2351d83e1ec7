//! `cargo xtask import openapi`: entries of the spec from an OpenAPI document.

use std::path::{Path, PathBuf};

use analysis::openapi::import::{Existing, File, Imported, Options, import};
use analysis::openapi::json::{self, Json};
use analysis::unified_diff;

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::{files as input_files, input, output, stderr, stdout};

/// What entries can be made from.
#[derive(clap::Subcommand)]
pub enum Import {
    /// Make entries from an OpenAPI 3.0 or 3.1 document
    Openapi(Args),
}

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The OpenAPI 3.0 or 3.1 document, as JSON or YAML
    file: PathBuf,
    /// Import only this path and the paths below it, with the definitions that they need
    #[arg(long, value_name = "PREFIX")]
    path: Option<String>,
    /// The extension that has the units of an operation, such as `x-reqs-cost`; an operation without it costs 1
    #[arg(long, value_name = "KEY")]
    cost_key: Option<String>,
    /// The folder of a spec that the entries come to: what it has is not made again, what differs gets another name, and an
    /// endpoint below the base of a group belongs to its file
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Print the change to the spec as a unified diff for `git apply`
    #[arg(long, requires = "spec", conflicts_with = "out")]
    patch: bool,
    /// Write no draft of `api.yaml`, which a whole document gives
    #[arg(long)]
    without_api: bool,
    /// Write the files into this folder, where they must not exist yet, instead of printing them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// More than any document.
const MAX_DOCUMENT_BYTES: u64 = 256 << 20;

/// Prints or writes the entries.
///
/// # Errors
/// Where the document cannot be read, holds nothing to import, or a file cannot be written.
pub fn run(Import::Openapi(args): &Import) -> Result<(), Failure> {
    let document = document(&args.file)?;
    let known = args.spec.as_deref().map(input::spec).transpose()?;
    let options = Options {
        prefix: args.path.as_deref(),
        cost_key: args.cost_key.as_deref(),
        draft: !args.without_api,
        existing: known.as_ref().map(|(sources, api)| Existing { api, sources }),
    };
    let Imported { files, report, sources } = import(&document, &options)?;
    let table: String = report.table().iter().map(|line| format!("{line}\n")).collect();
    if let Some((known, _)) = known.as_ref().filter(|_| args.patch) {
        stdout::exact(&unified_diff::changed(known, &sources, project::in_repository))?;
        stderr::write(&table);
        return Ok(());
    }
    match &args.out {
        Some(folder) => {
            write(folder, &whole(files, &sources))?;
            stdout::write(&table)
        }
        // The comments at the end have it, too, but far away from the eyes.
        None => {
            stdout::exact(&together(&files))?;
            stderr::write(&table);
            Ok(())
        }
    }
}

/// Reads an OpenAPI document.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn document(file: &Path) -> Result<Json, Failure> {
    const HELP: &str = "pass an OpenAPI 3.0 or 3.1 document as JSON or YAML";
    let text = input_files::text("the document", file, MAX_DOCUMENT_BYTES, HELP)?;
    json::parse_either(&text).map_err(|error| Failure::io("cannot read", file, error, HELP))
}

/// The files as a spec has them: those that come to one of its files are that file with them.
fn whole(files: Vec<File>, sources: &[spec::Source]) -> Vec<File> {
    let known = |file: &File| sources.iter().find(|source| source.path.rsplit('/').next() == Some(&file.name));
    let whole = |mut file: File| {
        if let Some(source) = known(&file).filter(|_| !file.is_new) {
            file.text.clone_from(&source.text);
        }
        file
    };
    files.into_iter().map(whole).collect()
}

/// All files in one text. A spec has one group per file, so each has a heading.
fn together(files: &[File]) -> String {
    let text = |file: &File, heading: bool| match file.is_new {
        false => format!("# ---- to be added to {} ----\n{}", file.name, file.text),
        true if heading => format!("# ---- {} ----\n{}", file.name, file.text),
        true => file.text.clone(),
    };
    match files {
        [one] => text(one, false),
        several => several.iter().map(|file| format!("{}\n", text(file, true))).collect(),
    }
}

fn write(folder: &Path, files: &[File]) -> Result<(), Failure> {
    if let Some(path) = files.iter().map(|file| folder.join(&file.name)).find(|path| path.exists()) {
        let help = "move it away, name another folder with `--out DIR`, or print without `--out`";
        return Err(Failure::io("will not overwrite", &path, "the file exists", help));
    }
    for file in files {
        let path = folder.join(&file.name);
        output::replace(
            &path,
            &file.text,
            "check that the folder may be written, name another with `--out DIR`, or print without `--out`",
        )?;
        stdout::write(&format!("written   {}\n", shown(&path)))?;
    }
    Ok(())
}
