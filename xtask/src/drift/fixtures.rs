//! The fixtures of a folder: recorded and made-up replies, one a file.

use std::fs;
use std::path::Path;

use spec::Source;

use super::json::{self, Value};
use crate::failure::Failure;
use crate::project::shown;

const HELP: &str = "name the folder that holds `<group>/<method>*.json`: `--fixtures DIR`";

/// One reply.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its path inside the folder: `user/by_id.json`.
    pub path: String,
    /// The file as messages show it, with its text.
    pub source: Source,
    /// What it holds.
    pub reply: Value,
}

impl Fixture {
    /// Takes a text as the fixture `path`, which messages show as `shown`.
    ///
    /// # Errors
    /// Where it is not JSON; the message names file, line and column.
    pub fn parse(path: &str, shown: &str, text: String) -> Result<Self, Failure> {
        let source = Source { path: shown.to_owned(), text };
        match json::parse(&source.text) {
            Ok(reply) => Ok(Self { path: path.to_owned(), source, reply }),
            Err(broken) => {
                let (line, column) = source.line_column(broken.at);
                Err(Failure::CouldNot {
                    what: format!("cannot read the fixture {shown}:{line}:{column}"),
                    why: broken.why,
                    help: "a fixture is one reply as JSON: mend it, or record it again",
                })
            }
        }
    }
}

/// All fixtures below a folder, in the order of their paths.
///
/// # Errors
/// Where the folder or a file cannot be read, a file is not JSON, or there is none.
pub fn read(folder: &Path) -> Result<Vec<Fixture>, Failure> {
    let mut paths = Vec::new();
    collect(folder, "", &mut paths)?;
    if paths.is_empty() {
        return Err(Failure::io("there are no fixtures in", folder, "it holds no file that ends in `.json`", HELP));
    }
    paths.sort();
    paths.iter().map(|path| one(folder, path)).collect()
}

fn one(folder: &Path, path: &str) -> Result<Fixture, Failure> {
    let file = folder.join(path);
    let failed = |why: &dyn std::fmt::Display| {
        Failure::io("cannot read the fixture", &file, why, "check that the file may be read")
    };
    let bytes = fs::read(&file).map_err(|error| failed(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        failed(&format!("line {line} is not UTF-8 text"))
    })?;
    Fixture::parse(path, &shown(&file), text)
}

/// The `.json` files below `inner`. Links to folders are not followed: they can lead in a circle.
fn collect(folder: &Path, inner: &str, found: &mut Vec<String>) -> Result<(), Failure> {
    let here = folder.join(inner);
    let failed = |why: std::io::Error| Failure::io("cannot read the folder of fixtures", &here, why, HELP);
    for entry in fs::read_dir(&here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(folder, &path, found)?;
        } else if path.ends_with(".json") {
            found.push(path);
        }
    }
    Ok(())
}
