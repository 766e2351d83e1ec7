//! Reading leniently: values that do not match are skipped and recorded.
//!
//! A value is skipped by what can do without it: what may be null becomes null, an item is dropped from its list. A reader
//! that is not lenient returns the mismatch, which costs it nothing.

use std::ops::Range;

use super::locate;
use super::mismatch::{Decoded, Mismatch, Step};
use super::reader::Reader;

/// A value that did not match, with its path and the path of what was dropped because of it.
pub(crate) struct Lost {
    pub(crate) path: Vec<Step>,
    pub(crate) message: String,
    pub(crate) dropped: Vec<Step>,
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
        let is_ours = !mismatch.is_shuffled();
        let Some(skipped) = self.skipped.as_mut().filter(|skipped| is_ours && !skipped.is_full()) else {
            return Err(mismatch);
        };
        skipped.mismatches.push((start, mismatch));
        self.at = start;
        self.value()
    }

    /// What did not match, in the order of the text.
    pub(crate) fn lost(&mut self) -> Vec<Lost> {
        let mut found =
            self.skipped.as_mut().map(|skipped| std::mem::take(&mut skipped.mismatches)).unwrap_or_default();
        found.sort_by_key(|(at, _)| *at);
        let positions: Vec<_> = found.iter().map(|(at, _)| *at).collect();
        let lost = |(dropped, (_, mismatch)): (Vec<Step>, (usize, Mismatch))| {
            let (inside, message) = mismatch.into_parts();
            Lost { path: [dropped.clone(), inside].concat(), message, dropped }
        };
        locate::paths(self.text, &positions).into_iter().zip(found).map(lost).collect()
    }

    /// The places of items that were dropped from their lists.
    pub(crate) fn dropped_items(&mut self) -> Vec<Range<usize>> {
        self.skipped.as_mut().map(|skipped| std::mem::take(&mut skipped.items)).unwrap_or_default()
    }

    /// The paths of values that no type has.
    pub(crate) fn unknown_fields(&mut self) -> Vec<Vec<Step>> {
        let found = self.skipped.as_mut().and_then(|skipped| skipped.unknown_fields.take());
        let mut positions = found.unwrap_or_default();
        positions.sort_unstable();
        locate::paths(self.text, &positions)
    }
}
