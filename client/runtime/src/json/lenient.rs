//! Reading leniently: values that do not match are skipped and recorded.
//!
//! A value is skipped by what can do without it: what may be null becomes null, an item is dropped from its list. Half of a
//! surrogate pair is read as U+FFFD, and of two fields of one name the last. A reader that is not lenient returns the
//! mismatch, which costs it nothing.

use std::borrow::Cow;
use std::mem::take;
use std::ops::Range;

use super::locate;
use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;
use super::repair::Oddity;
use super::skipped::Skipped;

/// A value that did not match, with its path and the path of what was dropped because of it, if anything was.
pub(crate) struct Lost {
    pub(crate) path: Vec<Step>,
    pub(crate) message: String,
    pub(crate) dropped: Option<Vec<Step>>,
}

/// What there is to report about a value.
enum Found {
    Dropped(Mismatch),
    /// It was read all the same.
    Read(Cow<'static, str>),
}

impl Found {
    fn at(self, path: Vec<Step>) -> Lost {
        match self {
            Self::Dropped(mismatch) => {
                let (inside, message) = mismatch.into_parts();
                Lost { path: [path.clone(), inside].concat(), message, dropped: Some(path) }
            }
            Self::Read(message) => Lost { path, message: message.into_owned(), dropped: None },
        }
    }
}

impl Reader<'_> {
    /// Skips a value that does not match and may be null.
    #[cold]
    pub(crate) fn skip_nullable(&mut self, start: usize, mismatch: Mismatch) -> Decoded<()> {
        self.skip_mismatch(start, mismatch).map(|_| ())
    }

    /// Skips an item that does not match and may be dropped from its list.
    #[cold]
    pub(crate) fn skip_item(&mut self, start: usize, mismatch: Mismatch) -> Decoded<()> {
        let item = self.skip_mismatch(start, mismatch)?;
        if let Some(skipped) = &mut self.skipped {
            // The last ones that were dropped are inside of this one, and are dropped with it.
            while skipped.items.pop_if(|inner| item.contains(&inner.start)).is_some() {}
            skipped.items.push(item);
        }
        Ok(())
    }

    fn skip_mismatch(&mut self, start: usize, mismatch: Mismatch) -> Decoded<Range<usize>> {
        let Some(skipped) = self.skips() else { return Err(mismatch) };
        skipped.mismatches.push((start, mismatch));
        self.at = start;
        let place = self.value();
        self.read_again(start);
        place
    }

    /// What was skipped, if more may be.
    pub(super) fn skips(&mut self) -> Option<&mut Skipped> {
        let text = self.text.len();
        self.skipped.as_deref_mut().filter(|skipped| !skipped.is_full(text))
    }

    /// Counts what was read again, from this position on.
    pub(super) fn read_again(&mut self, start: usize) {
        if let Some(skipped) = &mut self.skipped {
            skipped.again = skipped.again.saturating_add(self.at - start);
        }
    }

    /// What a lenient reader reads all the same, as it is reported; others return it as the mismatch.
    #[cold]
    pub(super) fn note(&mut self, at: usize, what: impl Into<Cow<'static, str>>, how: &str) -> Decoded<()> {
        let what = what.into();
        match self.skips() {
            Some(skipped) => skipped.notes.push((at, format!("{what}; {how}").into())),
            None => return Err(Mismatch::new(what)),
        }
        Ok(())
    }

    /// Whether everything matched.
    pub(crate) fn skipped_nothing(&self) -> bool {
        self.skipped.as_ref().is_none_or(|skipped| skipped.is_empty())
    }

    /// What did not match, and the oddities of the text, in the order of the text.
    pub(crate) fn lost(&mut self, oddities: &[(usize, Oddity)]) -> Vec<Lost> {
        let (mismatches, notes) = match &mut self.skipped {
            Some(skipped) => (take(&mut skipped.mismatches), take(&mut skipped.notes)),
            None => Default::default(),
        };
        let odd = oddities.iter().map(|(at, oddity)| {
            let (what, how) = oddity.describe();
            (*at, Found::Read(format!("{what}; {how}").into()))
        });
        let mismatches = mismatches.into_iter().map(|(at, mismatch)| (at, Found::Dropped(mismatch)));
        let notes = notes.into_iter().map(|(at, note)| (at, Found::Read(note)));
        let mut found: Vec<_> = odd.chain(notes).chain(mismatches).collect();
        found.sort_by_key(|(at, _)| *at);
        let positions: Vec<_> = found.iter().map(|(at, _)| *at).collect();
        let paths = locate::paths(self.text, &positions).into_iter();
        let mut lost: Vec<_> = paths.zip(found).map(|(path, (_, found))| found.at(path)).collect();
        // Several bytes of one text are one matter.
        lost.dedup_by(|one, before| one.path == before.path && one.message == before.message);
        lost
    }

    /// The places of items that were dropped from their lists.
    pub(crate) fn dropped_items(&mut self) -> Vec<Range<usize>> {
        self.skipped.as_mut().map(|skipped| take(&mut skipped.items)).unwrap_or_default()
    }

    /// The paths of values that no type has.
    pub(crate) fn unknown_fields(&mut self) -> Vec<Vec<Step>> {
        let found = self.skipped.as_mut().and_then(|skipped| skipped.unknown_fields.take());
        let mut positions = found.unwrap_or_default();
        positions.sort_unstable();
        locate::paths(self.text, &positions)
    }
}
