//! Reading a folder of fixtures: recorded and synthetic responses, one per file.

use std::fs;
use std::path::Path;

use analysis::fixture::Fixture;

use crate::failure::Failure;
use crate::project::shown;

const HELP: &str = "name the folder that holds `<group>/<method>*.json`: `--fixtures DIR`";

/// All fixtures below a folder, in the order of their paths.
///
/// # Errors
/// Where the folder or a file cannot be read, a file is not JSON, or there is none.
pub(crate) fn read(folder: &Path) -> Result<Vec<Fixture>, Failure> {
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
    Ok(Fixture::parse(path, &shown(&file), text)?)
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
