//! Reading and checking the files.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use spec::{Api, Color, MAX_FILE_BYTES, Problems, Source, Span};

use crate::failure::Failure;
use crate::terminal::visible;
use crate::tool::Tool;
use crate::words::count;

/// Returns the checked spec of the files, of more endpoints for the tool's service.
pub(super) fn api(tool: &Tool, files: &[PathBuf]) -> Result<Api, Failure> {
    let mut problems = Problems::default();
    let mut sources = Vec::new();
    for path in files {
        match Source::from_bytes(path.display().to_string(), bytes(path)?) {
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
    let api = spec::read_extension(&sources, tool.name).map_err(|problems| failure(&problems, &sources))?;
    match &api.service {
        Some(service) if service.name != tool.service.name => Err(Failure::usage(format!(
            "`--spec` describes {}, and `{}` is for {}: give a spec of that service, or one without an `api` section",
            service.name.escape_debug(),
            tool.name,
            tool.service.name
        ))),
        _ => Ok(api),
    }
}

/// The problems as the generator shows them, after a line that says what they are.
fn failure(problems: &Problems, sources: &[Source]) -> Failure {
    let files: Vec<_> = sources.iter().map(|source| visible(&source.path)).collect();
    let is = if problems.len() == 1 { "is" } else { "are" };
    let count = count(problems.len() as u64, "problem");
    let shown = spec::render(problems, sources, Color::Plain);
    Failure::usage(format!(
        "there {is} {count} in the spec {}; nothing was sent\n{}",
        files.join(", "),
        shown.trim_end()
    ))
}

/// The bytes of a file: of a regular one, since a pipe would be waited for and a device can have no end.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::usage(format!(
            "cannot read the spec {}: {why}; `--spec` takes a YAML file",
            visible(&path.display().to_string())
        ))
    };
    let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
    if !metadata.is_file() {
        return Err(failed(&"it is not a file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| failed(&error))?;
    let length = file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if length as u64 > MAX_FILE_BYTES {
        return Err(failed(&format_args!("it is longer than {MAX_FILE_BYTES} bytes")));
    }
    Ok(bytes)
}
