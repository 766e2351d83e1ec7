//! Pictures of the docs: `docs/src/images/*.svg`, which commands draw and others compare.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::output;
use crate::project::shown;
use crate::stdout;

/// Where they are, from the root of the project.
const FOLDER: &str = "docs/src/images";

/// A picture.
pub(crate) struct Image {
    /// The name of its file.
    pub(crate) file: String,
    pub(crate) svg: String,
}

/// Writes those that differ; with `check` lists them only.
///
/// # Errors
/// Where one cannot be written, or a check finds a difference.
pub(crate) fn update(root: &Path, images: &[Image], check: bool, command: &str) -> Result<(), Failure> {
    let mut text = String::new();
    let mut changed = 0;
    for Image { file, svg } in images {
        let path = root.join(FOLDER).join(file);
        let is_same = fs::read(&path).is_ok_and(|old| output::same_lines(&old, svg.as_bytes()));
        if is_same {
            continue;
        }
        changed += 1;
        if !check {
            output::replace(&path, svg, "check that the folder may be written")?;
        }
        text.push_str(&format!("{} {}\n", if check { "changed  " } else { "written  " }, shown(&path)));
    }
    text.push_str(&format!("unchanged {} images\n", images.len() - changed));
    if check && changed > 0 {
        text.push_str(&format!("run `{command}` and commit what it writes\n"));
        stdout::write(&text)?;
        return Err(Failure::Findings);
    }
    stdout::write(&text)
}
