//! The division of a list into pages.

use std::ops::Range;

/// The division of items into pages.
pub(crate) struct Division<'a> {
    /// At least one; the last one repeats while items are left.
    pub(crate) sizes: &'a [u64],
    pub(crate) items: u64,
}

impl Division<'_> {
    pub(crate) fn count(&self) -> u64 {
        let pages = self.sizes.len() as u64;
        let left = self.items.saturating_sub(self.start(pages));
        match self.sizes.last() {
            Some(size) if *size > 0 => pages.saturating_add(left.div_ceil(*size)),
            _ => pages,
        }
    }

    /// The first item of a page.
    pub(crate) fn start(&self, index: u64) -> u64 {
        let explicit = usize::try_from(index).unwrap_or(usize::MAX).min(self.sizes.len());
        let last = self.sizes.last().copied().unwrap_or_default();
        let before = self.sizes[..explicit].iter().fold(0_u64, |sum, size| sum.saturating_add(*size));
        before.saturating_add((index - explicit as u64).saturating_mul(last))
    }

    pub(crate) fn range(&self, index: u64) -> Range<u64> {
        self.start(index).min(self.items)..self.start(index + 1).min(self.items)
    }
}
