//! What a lenient reader skipped.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::mismatch::Mismatch;

/// The most mismatches of one response. More of them are no drift of a field here and there, but another response.
pub(super) const MOST: usize = 2_000;

/// How often as many bytes as the text has may be read again, for the ends of values that do not match and for fields that come
/// once more. A response needs it a few times, for items inside of items; a hostile one could do so at each of 127 levels, for
/// each of their fields.
const MOST_AGAIN: usize = 8;

/// What was skipped, in the order of reading, which need not be that of the text.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    pub(super) mismatches: Vec<(usize, Mismatch)>,
    /// What was read as well as it can be, and nothing skipped.
    pub(super) notes: Vec<(usize, Cow<'static, str>)>,
    /// The places of items that were dropped from their lists.
    pub(super) items: Vec<Range<usize>>,
    /// The positions of values that no type has, if they are to be reported.
    pub(super) unknown_fields: Option<Vec<usize>>,
    /// The positions of the tags of unions, which are known without being a field of a type. Only where those are reported.
    tags: HashSet<usize>,
    /// How many bytes were read again.
    pub(super) again: usize,
}

impl Skipped {
    pub(super) fn new(report_unknown_fields: bool) -> Self {
        Self { unknown_fields: report_unknown_fields.then(Vec::new), ..Self::default() }
    }

    /// Whether there is nothing to report.
    pub(super) fn is_empty(&self) -> bool {
        let Self { mismatches, notes, items, unknown_fields, tags: _, again: _ } = self;
        mismatches.is_empty()
            && notes.is_empty()
            && items.is_empty()
            && unknown_fields.as_ref().is_none_or(Vec::is_empty)
    }

    /// Whether a text of this length has no more to skip.
    pub(super) fn is_full(&self, text: usize) -> bool {
        self.mismatches.len() + self.notes.len() >= MOST || self.again / MOST_AGAIN > text
    }

    pub(super) fn unknown_field(&mut self, at: usize) {
        let is_tag = self.tags.contains(&at);
        if let Some(positions) = self.unknown_fields.as_mut().filter(|positions| !is_tag && positions.len() < MOST) {
            positions.push(at);
        }
    }

    /// The position of a tag whose object is read next.
    pub(super) fn tag(&mut self, at: usize) {
        if self.unknown_fields.is_some() {
            self.tags.insert(at);
        }
    }
}
