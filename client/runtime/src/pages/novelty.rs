//! Whether a list still brings something new.

use std::collections::{HashSet, VecDeque};

/// The least number of items that are remembered, whatever the size of a page.
const LEAST_KNOWN: usize = 4096;

/// How many of the latest pages are remembered, if they are larger than that.
const PAGES_KNOWN: usize = 4;

/// The items of the latest pages, by their hashes, and the number of pages in a row that held nothing else. Its memory does
/// not grow with the list.
pub(super) struct Novelty {
    /// The most pages in a row without a new item.
    pub(super) max_stale_pages: u64,
    stale_pages: u64,
    known: HashSet<u64>,
    /// The same, the oldest first.
    order: VecDeque<u64>,
}

impl Novelty {
    pub(super) fn new(max_stale_pages: u64) -> Self {
        Self { max_stale_pages, stale_pages: 0, known: HashSet::new(), order: VecDeque::new() }
    }

    /// Adds a page. One without items is stale.
    pub(super) fn add(&mut self, items: impl Iterator<Item = u64>) {
        let (mut count, mut has_new) = (0, false);
        for item in items {
            count += 1;
            if self.known.insert(item) {
                self.order.push_back(item);
                has_new = true;
            }
        }
        self.stale_pages = if has_new { 0 } else { self.stale_pages.saturating_add(1) };
        while self.order.len() > LEAST_KNOWN.max(PAGES_KNOWN.saturating_mul(count)) {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Whether there were too many stale pages.
    pub(super) fn is_over(&self) -> bool {
        self.stale_pages >= self.max_stale_pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of pages that are accepted.
    fn accepted(pages: impl Iterator<Item = std::ops::Range<u64>>) -> usize {
        let mut novelty = Novelty::new(3);
        pages
            .take_while(|page| {
                let is_over = novelty.is_over();
                novelty.add(page.clone());
                assert!(novelty.known.len() == novelty.order.len() && novelty.known.len() <= 40_000);
                !is_over
            })
            .count()
    }

    #[test]
    fn pages_of_the_same_items_or_of_none_are_stale() {
        assert_eq!(accepted(std::iter::repeat(0..2)), 4);
        assert_eq!(accepted(std::iter::repeat(0..0)), 3);
        assert_eq!(accepted(std::iter::repeat(0..10_000)), 4, "a page larger than what is remembered at least");
        assert_eq!(accepted((0..).map(|n| n % 20 * 100..n % 20 * 100 + 100)), 23, "twenty pages in a circle");
    }

    #[test]
    fn a_list_that_brings_something_new_goes_on() {
        assert_eq!(accepted((0..1_000).map(|n| n * 100..n * 100 + 100)), 1_000);
        assert_eq!(accepted((0..1_000).map(|n| n..n + 100)), 1_000, "one new item on each page");
        assert_eq!(accepted((0..1_000).map(|n| n / 3..n / 3 + 1)), 1_000, "one on each third page");
        assert_eq!(accepted((0..1_000).map(|n| if n % 3 == 2 { n..n + 1 } else { 0..0 })), 1_000, "empty ones between");
    }
}
