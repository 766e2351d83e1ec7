//! The first line of a journal: the job that it is of.

use std::path::Path;

use hikerapi_runtime::values::Json;
use serde_json::json;

use crate::failure::Failure;
use crate::job::Job;

/// The version of the format.
const VERSION: u32 = 1;

/// Returns the line of a job at a server, without its end. The inputs are not in it, so that they can grow: a run gets back
/// only its own.
pub(super) fn line(job: &Job, server: &str) -> String {
    let list = &job.list;
    let arguments: Vec<_> = job.arguments.iter().map(|(name, values)| json!([name, values])).collect();
    json!({
        "journal": VERSION,
        "server": server,
        "endpoint": job.endpoint.operation.key(),
        "arguments": arguments,
        "inputs": job.inputs.as_ref().map(|inputs| inputs.param),
        "list": { "all": list.all, "items": list.max_items, "pages": list.max_pages, "unique": list.unique },
    })
    .to_string()
}

/// Refuses the journal of another job.
pub(super) fn check(found: &[u8], job: &Job, expected: &str, path: &Path) -> Result<(), Failure> {
    if found == expected.as_bytes() {
        return Ok(());
    }
    let found: Option<Json> = std::str::from_utf8(found).ok().and_then(|text| text.parse().ok());
    let Some((found, version)) = found.and_then(|found| Some((found.clone(), found.get("journal")?))) else {
        return Err(no_journal(path));
    };
    let has = |name: &str| found.get(name).unwrap_or_default();
    let expected: Json = expected.parse().unwrap_or_default();
    let wants = |name: &str| expected.get(name).unwrap_or_default();
    let path = path.display();
    let why = if version != wants("journal") {
        format!("it has version {version} of the format, and this program reads version {VERSION}")
    } else if has("server") != wants("server") {
        let text = |server: Json| server.read::<String>().unwrap_or_default();
        format!("it is of the server {}, and not of {}", text(has("server")), text(wants("server")))
    } else if has("endpoint") != wants("endpoint") {
        let endpoint = has("endpoint").read::<String>().unwrap_or_default();
        format!("it is of `{endpoint}`, and not of `{}`", job.endpoint.operation.key())
    } else if has("inputs") != wants("inputs") {
        "its inputs are of another parameter".to_owned()
    } else if has("arguments") != wants("arguments") {
        "it is of other arguments".to_owned()
    } else {
        "its list has other limits".to_owned()
    };
    let fix = "choose another file for `--resume`, or delete this one to start from the beginning";
    Err(Failure::usage(format!("{path} is the journal of another job: {why}; {fix}")))
}

/// The failure of a file that is not a journal.
pub(super) fn no_journal(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(format!("{path} is not a journal, and was not changed: choose another file for `--resume`"))
}
