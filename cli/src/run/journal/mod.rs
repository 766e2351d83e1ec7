//! The file of `--resume`: what was fetched, so that a run that was killed goes on, and pays for nothing twice.
//!
//! Its first line is the job, each other line what one response has brought. A line is on the disk before the next page of its
//! list is requested.

// From the top down: each module imports only from those below it.
mod entry;
mod header;
mod past;

pub(super) use entry::{Entry, State as EntryState};
pub(super) use past::{Past, State as PastState};

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hikerapi_runtime::values::Json;

use crate::failure::Failure;
use crate::job::Job;
use crate::output::sync_folder_of;
use entry::{Progressed, Unreadable};

/// An open journal, which no other process can open.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Opens the journal of a job at a server, and returns what is in it; `None` where there is none. A line that was cut off is
    /// removed.
    pub(super) fn open(path: &Path, job: &Job, server: &str) -> Result<Option<(Self, Past)>, Failure> {
        match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => Self::of(file, path, job, server).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable("open", path, &error)),
        }
    }

    /// Makes the journal of a job at a server, which only this user can read. Nothing is in it, unless another run was faster.
    pub(super) fn make(path: &Path, job: &Job, server: &str) -> Result<(Self, Past), Failure> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| unusable("make", path, &error))?;
        let made = Self::of(file, path, job, server)?;
        sync_folder_of(path);
        Ok(made)
    }

    fn of(mut file: File, path: &Path, job: &Job, server: &str) -> Result<(Self, Past), Failure> {
        lock(&file, path)?;
        let header = header::line(job, server);
        let (past, end) = read(&mut file, path, job, &header)?;
        file.set_len(end).map_err(|error| unusable("write", path, &error))?;
        file.seek(SeekFrom::Start(end)).map_err(|error| unusable("write", path, &error))?;
        let mut journal = Self { file, path: path.to_owned() };
        if end == 0 {
            journal.write_line(&header).map_err(|error| unusable("write", path, &error))?;
        }
        Ok((journal, past))
    }

    /// Returns what is in the journal of a job at a server, and changes nothing.
    pub(super) fn peek(path: &Path, job: &Job, server: &str) -> Result<Past, Failure> {
        match File::open(path) {
            Ok(mut file) => Ok(read(&mut file, path, job, &header::line(job, server))?.0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Past::default()),
            Err(error) => Err(unusable("open", path, &error)),
        }
    }

    /// Adds what a response has brought. It is on the disk afterwards.
    pub(super) fn add(&mut self, entry: &Entry<'_>) -> Result<(), Failure> {
        let line = entry.line().map_err(|error| failed("write", &self.path, &error.into()))?;
        self.write_line(&line).map_err(|error| failed("write", &self.path, &error))
    }

    /// Passes on the items of the lines whose input is wanted, in the order in which they arrived: with the input, where the
    /// job has inputs.
    pub(super) fn replay(
        mut self,
        is_wanted: impl Fn(Option<&str>) -> bool,
        mut take: impl FnMut(Option<&str>, &[Json]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.file.seek(SeekFrom::Start(0)).map_err(|error| failed("read", &self.path, &error))?;
        let mut lines = BufReader::new(&self.file).lines().skip(1);
        while let Some(line) = lines.next().transpose().map_err(|error| failed("read", &self.path, &error))? {
            let line: Json = line.parse().map_err(|_| damaged(&self.path))?;
            let items = line.get("items").unwrap_or_default().items();
            let input = Progressed::input(&line);
            if !items.is_empty() && is_wanted(input.as_deref()) {
                take(input.as_deref(), &items)?;
            }
        }
        Ok(())
    }

    fn write_line(&mut self, line: &str) -> io::Result<()> {
        self.file.write_all(format!("{line}\n").as_bytes())?;
        self.file.sync_data()
    }
}

/// Locks the file until it is closed, which the system does, too, where the process is killed.
fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    fs4::FileExt::try_lock(file).map_err(|error| match error {
        fs4::TryLockError::WouldBlock => Failure::usage(format!(
            "{} is in use by another run: wait until it ends, or choose another file for `--resume`",
            path.display()
        )),
        fs4::TryLockError::Error(error) => unusable("lock", path, &error),
    })
}

/// Reads the whole journal, line by line. Returns what is in it, and where its last whole line ends.
fn read(file: &mut File, path: &Path, job: &Job, header: &str) -> Result<(Past, u64), Failure> {
    let mut reader = BufReader::new(file);
    let mut past = Past::default();
    let mut line = Vec::new();
    read_line(&mut reader, &mut line, path)?;
    let Some(first) = line.strip_suffix(b"\n") else {
        // Killed while it was made. Anything else is another file, and stays as it is.
        return if header.as_bytes().starts_with(&line) { Ok((past, 0)) } else { Err(header::no_journal(path)) };
    };
    header::check(first, job, header, path)?;
    let mut end = line.len() as u64;
    loop {
        line.clear();
        read_line(&mut reader, &mut line, path)?;
        let progressed = line.strip_suffix(b"\n").ok_or(Unreadable::Damaged).and_then(Progressed::read);
        match progressed {
            Ok(progressed) => past.add(progressed),
            Err(Unreadable::Checkpoint(why)) => return Err(unknown_checkpoint(path, &why)),
            Err(Unreadable::Damaged) if is_at_end(&mut reader, path)? => return Ok((past, end)),
            Err(Unreadable::Damaged) => return Err(damaged(path)),
        }
        end += line.len() as u64;
    }
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, path: &Path) -> Result<(), Failure> {
    reader.read_until(b'\n', line).map(drop).map_err(|error| unusable("read", path, &error))
}

fn is_at_end(reader: &mut impl Read, path: &Path) -> Result<bool, Failure> {
    let read = reader.read(&mut [0]).map_err(|error| unusable("read", path, &error))?;
    Ok(read == 0)
}

fn damaged(path: &Path) -> Failure {
    Failure::usage(format!(
        "{} has a damaged line in its middle: delete the file to start from the beginning",
        path.display()
    ))
}

fn unknown_checkpoint(path: &Path, why: &str) -> Failure {
    Failure::usage(format!(
        "{} has a position in a list that this version cannot read: {why}; use the version that made it, or choose another file \
         for `--resume`",
        path.display()
    ))
}

/// A failure before the first request.
fn unusable(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::unusable(format_args!("cannot {what} the file of `--resume`, {}", path.display()), error)
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::io(format_args!("cannot {what} the file of `--resume`, {}", path.display()), error)
}
