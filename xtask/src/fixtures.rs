//! Reading a folder of fixtures: recorded and synthetic responses, one per file.

use std::fs;
use std::path::Path;

use analysis::fixture::Fixture;

use crate::failure::Failure;
use crate::project::shown;
use crate::{files, stderr};

/// More than any response; larger files are something else.
pub(crate) const MAX_RESPONSE_BYTES: u64 = 64 << 20;

/// More than a folder of fixtures holds; the folder is another one.
const MAX_FOLDER_BYTES: usize = 1 << 30;

const HELP: &str = "name the folder that holds `<group>/<method>.json`: `--fixtures DIR`";

/// All fixtures below a folder, in the order of their paths.
///
/// # Errors
/// Where the folder or a file cannot be read, a file is not JSON, or there is none.
pub(crate) fn read(folder: &Path) -> Result<Vec<Fixture>, Failure> {
    let fixtures = any(folder)?;
    if fixtures.is_empty() {
        return Err(Failure::io("there are no fixtures in", folder, "it holds no file that ends in `.json`", HELP));
    }
    Ok(fixtures)
}

/// The same, where there may be none.
///
/// # Errors
/// Where the folder or a file cannot be read, or a file is not JSON.
pub(crate) fn any(folder: &Path) -> Result<Vec<Fixture>, Failure> {
    let mut paths = Vec::new();
    collect(folder, "", &mut paths)?;
    paths.sort();
    let mut fixtures = Vec::new();
    let mut bytes = 0;
    for path in &paths {
        let fixture = one(folder, path)?;
        bytes += fixture.source.text.len();
        if bytes > MAX_FOLDER_BYTES {
            let why = format!("its fixtures are longer than {MAX_FOLDER_BYTES} bytes together");
            return Err(Failure::io("will not read", folder, why, HELP));
        }
        fixtures.push(fixture);
    }
    Ok(fixtures)
}

/// One fixture; `path` is the one below the folder.
///
/// # Errors
/// Where it cannot be read, or is not JSON.
pub(crate) fn one(folder: &Path, path: &str) -> Result<Fixture, Failure> {
    let file = folder.join(path);
    let bytes = files::bytes("the fixture", &file, MAX_RESPONSE_BYTES, "a fixture is a file that holds one response")?;
    Ok(Fixture::parse(path, &shown(&file), bytes)?)
}

/// Prints a warning for everything in a response that is not JSON by the letter.
pub(crate) fn warn(fixture: &Fixture) {
    for oddity in &fixture.oddities {
        let (line, _) = fixture.source.line_column(oddity.at);
        stderr::write(&format!("warning: {}:{line}: {}\n", fixture.source.path, oddity.what));
    }
}

/// The `.json` files below `inner`. Links to folders are not followed: they can lead in a circle. A hidden folder holds no
/// fixtures.
fn collect(folder: &Path, inner: &str, found: &mut Vec<String>) -> Result<(), Failure> {
    let here = folder.join(inner);
    let failed = |why: std::io::Error| Failure::io("cannot read the folder of fixtures", &here, why, HELP);
    for entry in fs::read_dir(&here).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
        if entry.file_type().map_err(failed)?.is_dir() {
            if !name.starts_with('.') {
                collect(folder, &path, found)?;
            }
        } else if path.ends_with(".json") {
            found.push(path);
        }
    }
    Ok(())
}
