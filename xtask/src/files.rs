//! Reading a file that a user names.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// The text of a file. `what` names it in messages: `the response`.
///
/// # Errors
/// Where it cannot be read, is longer than `most` bytes, or is not UTF-8.
pub(crate) fn text(what: &str, path: &Path, most: u64, help: &'static str) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| Failure::io(&format!("cannot read {what}"), path, why, help);
    let length = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if length > most {
        return Err(failed(&format!("it is {length} bytes long, at most {most} are read")));
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8 text"))
}
