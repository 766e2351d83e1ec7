//! The budget of a day, which all runs with an account share: a file for each day (UTC), with a line for each request.
//!
//! The price of a request is added before it is sent, under a lock. A line with what it has cost less follows where that is not
//! the price. So what a process had reserved that was killed counts as spent.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use hikerapi_runtime::client::{Ledger, Settle};
use hikerapi_runtime::rows::FlatCell;

use crate::failure::{Code, Failure};
use crate::words::{count, grouped};

/// The end of each line, by which one that was cut off is known.
const END: &str = " units\n";

/// The days after which a file is deleted.
const KEPT_DAYS: i32 = 7;

/// The budget of a day. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Day(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    folder: PathBuf,
    account: String,
    limit: u64,
    /// Returns the days since 1970.
    today: fn() -> i32,
    open: Option<OpenDay>,
    /// Why the last request was refused.
    refusal: Option<Failure>,
}

#[derive(Debug)]
struct OpenDay {
    day: i32,
    path: PathBuf,
    file: File,
    /// The bytes that were read.
    offset: u64,
    /// What was spent and is reserved, by all runs.
    committed: i64,
    /// What this process has reserved of it.
    reserved: u64,
}

impl Day {
    /// The budget of all runs that keep what they spend in this folder under the name of the account.
    pub(crate) fn new(folder: PathBuf, account: String, limit: u64) -> Self {
        Self(Arc::new(Mutex::new(State { folder, account, limit, today, open: None, refusal: None })))
    }

    /// Returns the units of today that are neither spent nor reserved.
    pub(crate) fn left(&self) -> Result<u64, Failure> {
        let mut state = self.lock();
        let limit = state.limit;
        let open = state.opened()?;
        open.locked(OpenDay::read)?;
        Ok(limit.saturating_sub(open.committed()))
    }

    /// Returns the units that are left today, with those that this process has reserved, as the file was read last.
    pub(crate) fn left_with_reserved(&self) -> u64 {
        let state = self.lock();
        let taken = state.open.as_ref().map_or(0, |open| open.committed().saturating_sub(open.reserved));
        state.limit.saturating_sub(taken)
    }

    /// Returns the failure of a run whose next request costs more than is left today; `None` where it costs less.
    pub(crate) fn exhausted(&self, price: u64) -> Option<Failure> {
        match self.left() {
            Ok(left) if left >= price => None,
            Ok(_) => {
                let state = self.lock();
                state.open.as_ref().map(|open| open.exhausted(state.limit))
            }
            Err(failure) => Some(failure),
        }
    }

    /// Returns why the last request was refused, once.
    pub(crate) fn refusal(&self) -> Option<Failure> {
        self.lock().refusal.take()
    }

    fn settle(&self, day: i32, reserved: u64, cost: u64) -> Result<(), Failure> {
        let state = &mut *self.lock();
        let correction = signed(cost).saturating_sub(signed(reserved));
        // Another day can have begun.
        let mut of_its_day = match state.open.take_if(|open| open.day == day) {
            Some(open) => open,
            None => OpenDay::open(&state.folder, &state.account, day)?,
        };
        of_its_day.reserved = of_its_day.reserved.saturating_sub(reserved);
        let settled = if correction == 0 { Ok(()) } else { of_its_day.locked(|open| open.add(correction)) };
        if state.open.is_none() {
            state.open = Some(of_its_day);
        }
        settled
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the file as it is, and it is read again.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for Day {
    fn reserve(&self, units: u64) -> Result<Settle, String> {
        let mut state = self.lock();
        let day = match state.reserve(units) {
            Ok(day) => day,
            Err(failure) => {
                let why = match failure.code {
                    Code::Budget => "the budget of the day is exhausted",
                    _ => "the budget of the day cannot be read or written",
                };
                state.refusal = Some(failure);
                return Err(why.to_owned());
            }
        };
        let ledger = self.clone();
        Ok(Box::new(move |cost| {
            if let Err(failure) = ledger.settle(day, units, cost) {
                ledger.lock().refusal = Some(failure);
            }
        }))
    }

    fn remaining(&self) -> u64 {
        self.left().unwrap_or_default()
    }
}

impl State {
    /// Reserves units, and returns the day of which they are. What is free needs no file.
    fn reserve(&mut self, units: u64) -> Result<i32, Failure> {
        if units == 0 {
            return Ok((self.today)());
        }
        let limit = self.limit;
        let open = self.opened()?;
        open.locked(|open| {
            open.read()?;
            if open.committed().saturating_add(units) > limit {
                return Err(open.exhausted(limit));
            }
            open.add(signed(units))
        })?;
        open.reserved = open.reserved.saturating_add(units);
        Ok(open.day)
    }

    /// The file of today.
    fn opened(&mut self) -> Result<&mut OpenDay, Failure> {
        let day = (self.today)();
        let open = match self.open.take().filter(|open| open.day == day) {
            Some(open) => open,
            None => OpenDay::open(&self.folder, &self.account, day)?,
        };
        Ok(self.open.insert(open))
    }
}

impl OpenDay {
    fn open(folder: &Path, account: &str, day: i32) -> Result<Self, Failure> {
        let path = folder.join(format!("spent-{}-{account}.txt", date(day)));
        let is_new = !path.exists();
        let opened = fs::create_dir_all(folder)
            .and_then(|()| OpenOptions::new().read(true).append(true).create(true).open(&path));
        let file = opened.map_err(|error| failed(&path, &error))?;
        if is_new {
            delete_old(folder, day);
        }
        Ok(Self { day, path, file, offset: 0, committed: 0, reserved: 0 })
    }

    fn committed(&self) -> u64 {
        u64::try_from(self.committed).unwrap_or_default()
    }

    /// Does something while no other process does.
    fn locked<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Failure>) -> Result<T, Failure> {
        fs4::FileExt::lock(&self.file).map_err(|error| failed(&self.path, &error))?;
        let done = act(self);
        fs4::FileExt::unlock(&self.file).map_err(|error| failed(&self.path, &error))?;
        done
    }

    /// Reads the lines that were added since.
    fn read(&mut self) -> Result<(), Failure> {
        let mut text = String::new();
        let read = self.file.seek(SeekFrom::Start(self.offset)).and_then(|_| self.file.read_to_string(&mut text));
        match read {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(self.damaged()),
            Err(error) => return Err(failed(&self.path, &error)),
        }
        for line in text.split_inclusive('\n') {
            let units = line.strip_suffix(END).and_then(|units| units.parse::<i64>().ok());
            let units = units.ok_or_else(|| self.damaged())?;
            self.committed = self.committed.saturating_add(units);
            self.offset += line.len() as u64;
        }
        Ok(())
    }

    /// Adds a line, whole or not at all.
    fn add(&mut self, units: i64) -> Result<(), Failure> {
        let before = self.file.metadata().map_err(|error| failed(&self.path, &error))?.len();
        self.file.write_all(format!("{units}{END}").as_bytes()).map_err(|error| {
            let _ = self.file.set_len(before);
            failed(&self.path, &error)
        })
    }

    /// The failure of a run that would spend more.
    fn exhausted(&self, limit: u64) -> Failure {
        let message = format!(
            "the budget of {} (UTC) is exhausted: {} of {} are spent or reserved, as {} says; raise `budget_per_day`, or go on \
             tomorrow",
            date(self.day),
            grouped(self.committed()),
            count(limit, "unit"),
            self.path.display()
        );
        Failure::new(Code::Budget, message)
    }

    fn damaged(&self) -> Failure {
        Failure::usage(format!(
            "{} has a damaged line, so that what was spent today is not known: correct the line, or delete the file to begin \
             the day anew",
            self.path.display()
        ))
    }
}

/// Deletes the files of days that are long over. What cannot be deleted stays.
fn delete_old(folder: &Path, today: i32) {
    let oldest = date(today.saturating_sub(KEPT_DAYS));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let day = name.to_str().and_then(|name| name.strip_prefix("spent-")?.get(..oldest.len()));
        if day.is_some_and(|day| day < oldest.as_str()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn signed(units: u64) -> i64 {
    i64::try_from(units).unwrap_or(i64::MAX)
}

fn today() -> i32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    i32::try_from(seconds / 86_400).unwrap_or(i32::MAX)
}

fn date(day: i32) -> String {
    FlatCell::Date(day).to_string()
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("cannot use {}, where the budget of the day is kept: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(folder: &Path) -> Day {
        let day = Day::new(folder.join("new"), "a".to_owned(), 10);
        day.lock().today = || 20_000;
        day
    }

    #[test]
    fn several_runs_see_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, other] = [(); 2].map(|()| day(folder.path()));
        let first = one.reserve(3).expect("reserved");
        let second = other.reserve(7).expect("reserved");
        assert!(one.reserve(1).is_err_and(|why| why == "the budget of the day is exhausted"));
        let message = one.refusal().expect("a reason").message;
        assert!(message.contains("10 of 10 units are spent or reserved") && message.contains("spent-2024-10-04-a"));
        assert!(one.reserve(0).is_ok() && one.refusal().is_none(), "what is free is never refused");
        assert_eq!((one.left().expect("read"), one.left_with_reserved()), (0, 3));
        first(3);
        second(1);
        assert_eq!((one.left().expect("read"), one.left_with_reserved()), (6, 6));
        drop(one.reserve(6).expect("reserved"));
        assert_eq!(other.left().expect("read"), 0, "what nobody settles is spent");
    }

    #[test]
    fn a_damaged_line_refuses_requests() {
        for text in ["1 units\n3 un2 units\n", "1 units\n5 uni", "\n", "1 units\n\u{0}"] {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("new")).expect("a folder");
            fs::write(folder.path().join("new/spent-2024-10-04-a.txt"), text).expect("written");
            let day = day(folder.path());
            assert!(day.left().is_err_and(|failure| failure.message.contains("has a damaged line")));
            assert!(day.reserve(1).is_err_and(|why| why.contains("cannot be read")));
        }
    }

    #[test]
    fn a_new_day_has_its_whole_budget_and_old_files_are_deleted() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = day(folder.path());
        let settle = day.reserve(10).expect("reserved");
        day.lock().today = || 20_001;
        assert_eq!(day.left().expect("read"), 10);
        settle(4);
        assert_eq!(day.left().expect("read"), 10, "what was reserved yesterday is settled there");
        day.lock().today = || 20_000;
        assert_eq!(day.left().expect("read"), 6);
        day.lock().today = || 20_008;
        day.left().expect("read");
        assert_eq!(fs::read_dir(folder.path().join("new")).expect("a folder").count(), 2);
    }
}
