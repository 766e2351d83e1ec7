//! Reading a folder of spec files.

use std::fs;
use std::path::{Path, PathBuf};

use spec::{Api, Color, MAX_FILE_BYTES, Problems, Source, Span};

use crate::failure::Failure;
use crate::files;
use crate::project::shown;
use crate::stderr;

/// The checked spec of a folder.
///
/// # Errors
/// All problems of the spec, or what kept it from being read.
pub fn api(folder: &Path) -> Result<Api, Failure> {
    spec(folder).map(|(_, api)| api)
}

/// The checked spec of a folder with the texts that it was read from.
///
/// # Errors
/// All problems of the spec, or what kept it from being read.
pub fn spec(folder: &Path) -> Result<(Vec<Source>, Api), Failure> {
    let mut problems = Problems::default();
    let mut sources = Vec::new();
    for path in yaml_files(folder)? {
        match Source::from_bytes(shown(&path), bytes(&path)?) {
            Ok(source) => sources.push(source),
            Err((readable, problem)) => {
                let end = readable.text.len();
                problems.add(Span { file: sources.len(), start: end, end }, problem);
                sources.push(readable);
            }
        }
    }
    if !problems.is_empty() {
        return Err(failure(&problems, &sources));
    }
    match spec::read(&sources) {
        Ok(api) => Ok((sources, api)),
        Err(problems) => Err(failure(&problems, &sources)),
    }
}

/// The absolute path of a file of the spec: the same from whichever folder the command runs in.
#[must_use]
pub fn whole_path(folder: &Path, file: &str) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.join(Path::new(file).file_name().unwrap_or_default()).to_string_lossy().into_owned()
}

fn failure(problems: &Problems, sources: &[Source]) -> Failure {
    let color = if stderr::is_colored() { Color::Styled } else { Color::Plain };
    Failure::Spec { count: problems.len(), shown: spec::render(problems, sources, color) }
}

/// The YAML files of the folder in the order of their names, which is the order of everything
/// that is made from them.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    const HELP: &str = "name the folder that holds the `*.yaml` files: `--spec DIR`";
    let failed = |why: std::io::Error| Failure::io("cannot read the spec folder", folder, why, HELP);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Failure::io("there is no spec in", folder, "it holds no file that ends in `.yaml`", HELP));
    }
    files.sort();
    Ok(files)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    files::bytes(
        "the spec file",
        path,
        MAX_FILE_BYTES,
        "the folder of a spec has YAML files of at most 16 MiB each: split a larger one",
    )
}
