//! Where the bytes of an output go: standard output, a device or a pipe, or a file that is complete once it has its name.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use super::pending::{PendingFile, folder_of};
use crate::failure::Failure;

/// An open destination.
pub(crate) struct Destination {
    pub(crate) writer: Writer,
    /// The file that has its name later; `None` for standard output, devices and pipes.
    pub(crate) file: Option<PendingFile>,
}

/// Takes bytes.
pub(crate) struct Writer {
    to: BufWriter<Box<dyn Write + Send>>,
    pub(crate) name: Name,
}

/// What a destination is called in messages.
#[derive(Debug, Clone)]
pub(crate) enum Name {
    Stdout,
    File(PathBuf),
}

/// What a path leads to.
enum Place {
    Stdout,
    /// A device, a pipe, or a file that a process has open: bytes are added, and nothing is renamed.
    Stream(PathBuf),
    File(NewFile),
}

/// A file, whether or not one is there.
struct NewFile {
    /// The path as the user wrote it.
    path: PathBuf,
    /// The path without links.
    target: PathBuf,
    /// Those of the file that is there.
    permissions: Option<fs::Permissions>,
}

impl Destination {
    /// Opens a file, or standard output where there is none. An existing file stays as it is until the new one is complete. A
    /// pipe with a name is open once it has a reader.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        match Place::of(path)? {
            Place::Stdout => Ok(Self { writer: Writer::new(Box::new(stdout()), Name::Stdout), file: None }),
            Place::Stream(path) => {
                let stream = OpenOptions::new().append(true).open(&path).map_err(|error| cannot(&path, &error))?;
                Ok(Self { writer: Writer::new(Box::new(stream), Name::File(path)), file: None })
            }
            Place::File(file) => {
                let pending = file.make()?;
                let writer = pending.writer().map_err(|error| cannot(&file.path, &error))?;
                Ok(Self { writer: Writer::new(Box::new(writer), Name::File(file.path)), file: Some(pending) })
            }
        }
    }

    /// Checks what [`open`](Self::open) does, and leaves everything as it is. It opens no device and no pipe, whose reader would
    /// see the end.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) fn check(path: Option<&Path>) -> Result<(), Failure> {
        match Place::of(path)? {
            Place::File(file) => file.make().map(drop),
            Place::Stdout | Place::Stream(_) => Ok(()),
        }
    }
}

impl Place {
    fn of(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Self::Stdout) };
        let permissions = match fs::metadata(path) {
            Ok(there) if there.is_dir() => {
                return Err(Failure::usage(format!("cannot write `{}`: it is a folder", path.display())));
            }
            Ok(there) if !there.is_file() => return Ok(Self::Stream(path.to_owned())),
            Ok(there) => Some(there.permissions()),
            Err(_) => None,
        };
        match follow_links(path).map_err(|error| cannot(path, &error))? {
            // `/dev/stdout`, for one. Its name is another one's, who may have written to it.
            target if is_open_file(&target) && permissions.is_some() => Ok(Self::Stream(path.to_owned())),
            target => Ok(Self::File(NewFile { path: path.to_owned(), target, permissions })),
        }
    }
}

impl NewFile {
    /// Makes the file that gets the name later.
    fn make(&self) -> Result<PendingFile, Failure> {
        let Self { path, target, permissions } = self;
        let folder = folder_of(target);
        if !folder.is_dir() {
            let (path, folder) = (path.display(), folder.display());
            return Err(Failure::usage(format!("cannot write `{path}`: there is no folder `{folder}`")));
        }
        if permissions.is_some() {
            // A folder can permit the rename where the file that is there permits no writing.
            OpenOptions::new().write(true).open(target).map_err(|error| cannot(path, &error))?;
        }
        PendingFile::new(target.clone(), permissions.clone()).map_err(|error| cannot(path, &error))
    }
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    Failure::unusable(format!("cannot write `{}`", path.display()), error)
}

/// The path that a link leads to, whether or not something is there; other paths as they are. A link to an open file of a
/// process is not followed: what it says is no path.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    /// As Linux has it.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink());
        if !is_link || is_open_file(&path) {
            return Ok(path);
        }
        let target = fs::read_link(&path)?;
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(io::Error::other("too many links lead to each other"))
}

/// Whether a path is that of an open file of a process: `/proc/self/fd/1`.
fn is_open_file(path: &Path) -> bool {
    cfg!(unix) && (path.starts_with("/proc") || path.starts_with("/dev/fd"))
}

impl Writer {
    pub(super) fn new(to: Box<dyn Write + Send>, name: Name) -> Self {
        Self { to: BufWriter::with_capacity(1 << 16, to), name }
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Name {
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self, Self::Stdout)
    }

    /// The failure where bytes cannot be written.
    pub(crate) fn failure(&self, error: &io::Error) -> Failure {
        match self {
            Self::File(path) => Failure::io(format!("cannot write `{}`", path.display()), error),
            Self::Stdout => Failure::stdout(error),
        }
    }
}

#[cfg(test)]
mod tests;
