//! The files of a job, which must not be the same.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::job::{Job, Source};
use crate::output::folder_of;

/// Refuses a job whose files would replace each other, and a journal that cannot be made.
pub(super) fn check(job: &Job) -> Result<(), Failure> {
    let inputs = job.inputs.as_ref().and_then(|inputs| match &inputs.source {
        Source::File(path) => Some(path),
        Source::Stdin => None,
    });
    let out = job.output.out.as_ref().filter(|path| *path != Path::new("-"));
    let files = [("the inputs", inputs), ("`--out`", out), ("`--resume`", job.resume.as_ref())];
    for (index, (name, path)) in files.iter().enumerate() {
        let same = files[..index].iter().find(|(_, other)| is_same(*other, *path));
        if let (Some((other, _)), Some(path)) = (same, path) {
            let path = path.display();
            return Err(Failure::usage(format!(
                "{other} and {name} are the same file, {path}: choose another for {name}"
            )));
        }
    }
    match &job.resume {
        Some(path) if !folder_of(path).is_dir() => {
            let (path, folder) = (path.display(), folder_of(path).display());
            Err(Failure::usage(format!("cannot make the file of `--resume`, {path}: there is no folder {folder}")))
        }
        _ => Ok(()),
    }
}

fn is_same(one: Option<&PathBuf>, other: Option<&PathBuf>) -> bool {
    // A terminal can be read and written.
    let can_be_replaced = |path: &Path| path.metadata().map_or(true, |there| there.is_file());
    one.zip(other).is_some_and(|(one, other)| can_be_replaced(one) && place(one) == place(other))
}

/// Where a file is or would be, whatever links lead to it.
fn place(path: &Path) -> PathBuf {
    let in_folder = || Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}
