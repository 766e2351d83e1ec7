//! The source files of a crate, by their path in its `src` folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

/// The text of each hand-written file, and the paths of the generated ones.
#[derive(Debug, Default)]
pub struct Sources {
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) generated: BTreeSet<String>,
}

impl Sources {
    /// Reads all Rust files in a folder.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let mut sources = Self::default();
        sources.add_folder(folder, "")?;
        Ok(sources)
    }

    /// Adds a file.
    pub fn add(&mut self, path: &str, text: String) {
        if text.starts_with("// @generated") {
            self.generated.insert(path.to_owned());
        } else {
            self.texts.insert(path.to_owned(), text);
        }
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                self.add_folder(&path, &format!("{prefix}{name}/"))?;
            } else if name.ends_with(".rs") {
                self.add(&format!("{prefix}{name}"), fs::read_to_string(&path)?);
            }
        }
        Ok(())
    }
}
