//! What is in the place of a file that will be written.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use codegen::Files;

use crate::failure::Failure;

pub(super) const HELP: &str =
    "check that the folder exists and may be written, or name another with `--spec DIR --out DIR`";

/// Fails where a file cannot be written, before any is: a link is in its way, or something that is no file or no folder.
pub(super) fn check(folder: &Path, files: &Files) -> Result<(), Failure> {
    let mut folders = BTreeSet::new();
    for (path, _) in files.iter() {
        let path = folder.join(path);
        let parents = path.ancestors().skip(1).take_while(|parent| *parent != folder && !parent.as_os_str().is_empty());
        folders.extend(parents.map(Path::to_owned));
        expect(&path, "a file", fs::FileType::is_file)?;
    }
    folders.into_iter().try_for_each(|path| expect(&path, "a folder", fs::FileType::is_dir))
}

fn expect(path: &Path, expected: &str, fits: fn(&fs::FileType) -> bool) -> Result<(), Failure> {
    match fs::symlink_metadata(path).map(|data| data.file_type()) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(Failure::io("cannot read", path, error, HELP)),
        Ok(found) if fits(&found) => Ok(()),
        Ok(found) if found.is_symlink() => Err(Failure::io(
            "will not write through the link",
            path,
            format!("the generator needs {expected} of this name, and a link can lead anywhere"),
            "remove the link, or name another folder with `--spec DIR --out DIR`",
        )),
        Ok(_) => Err(Failure::io(
            "cannot write",
            path,
            format!("what is there is not {expected}"),
            "move it away, or name another folder with `--spec DIR --out DIR`",
        )),
    }
}
