//! What the reader knows about a type of objects: the names of its fields, and what it has learned from earlier objects.

use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering::Relaxed};

/// A type of objects. Generated code has one in a static for each; `__shape!` makes it.
///
/// What is learned changes how fast the next object of the type is read, and nothing else. It is shared by all threads, and
/// each part of it is true or a guess that is checked.
#[derive(Debug)]
pub struct Shape {
    /// The name in messages: `struct Order`.
    pub name: &'static str,
    /// The fields in the order of the struct, each as compact JSON writes it: `"pk":`.
    pub fields: &'static [&'static str],
    /// For the start, and after it for each field: which one came next when it last was another than expected, as the
    /// distance from the one that is next in the struct.
    pub order: &'static [AtomicU16],
    /// A bit for each field that was found to be one that may be absent.
    pub absent: &'static [AtomicUsize],
}

/// A [`Shape`] of a struct, from its fields as the service writes them.
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($name:ident { $($wire:literal)* }) => {{
        const FIELDS: &[&str] = &[$($crate::schema::concat!("\"", $wire, "\":")),*];
        static ORDER: [$crate::schema::AtomicU16; FIELDS.len() + 1] =
            [const { $crate::schema::AtomicU16::new(0) }; FIELDS.len() + 1];
        static ABSENT: [$crate::schema::AtomicUsize; $crate::schema::words(FIELDS)] =
            [const { $crate::schema::AtomicUsize::new(0) }; $crate::schema::words(FIELDS)];
        static SHAPE: $crate::schema::Shape = $crate::schema::Shape {
            name: $crate::schema::concat!("struct ", $crate::schema::stringify!($name)),
            fields: FIELDS,
            order: &ORDER,
            absent: &ABSENT,
        };
        &SHAPE
    }};
}

/// The bits of a word, each of which stands for a field.
const WORD: usize = usize::BITS as usize;

/// How many words have a bit for each field.
#[must_use]
pub const fn words(fields: &[&str]) -> usize {
    fields.len().div_ceil(WORD)
}

impl Shape {
    /// The name of a field.
    pub(super) fn field(&self, index: usize) -> &'static str {
        self.fields.get(index).map_or("", |written| name(written))
    }

    /// The field that is expected after this position: 0 is the start, and after it come the fields.
    #[inline]
    pub(super) fn expected(&self, before: usize) -> usize {
        let distance = self.order.get(before).map_or(0, |distance| distance.load(Relaxed));
        usize::from((before as u16).wrapping_add(distance))
    }

    /// Another field came after this position than was expected.
    pub(super) fn remember(&self, before: usize, found: usize) {
        if let Some(distance) = self.order.get(before) {
            distance.store((found as u16).wrapping_sub(before as u16), Relaxed);
        }
    }

    /// The field of this name. Those after the one that was expected are looked at first: where that one is absent, it is
    /// the next one.
    pub(super) fn find(&self, wanted: &str, expected: usize) -> Option<usize> {
        let is_wanted = |written: &&'static str| written.len() == wanted.len() + 3 && name(written) == wanted;
        let (before, after) = self.fields.split_at_checked(expected).unwrap_or((self.fields, &[]));
        let found = after.iter().position(is_wanted).map(|index| before.len() + index);
        found.or_else(|| before.iter().position(is_wanted))
    }

    /// Remembers that a field may be absent.
    pub(super) fn may_be_absent(&self, index: usize) {
        if let Some(bits) = self.absent.get(index / WORD) {
            bits.fetch_or(1 << (index % WORD), Relaxed);
        }
    }
}

/// The name in `"name":`.
#[inline]
fn name(written: &'static str) -> &'static str {
    written.get(1..written.len() - 2).unwrap_or_default()
}

/// Which fields of an object were there.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: usize,
    /// Of an object with more fields than a word has bits.
    others: Vec<usize>,
}

impl Seen {
    /// Whether the field was not there before.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % WORD);
        let word = if index < WORD { &mut self.first } else { self.other(index / WORD - 1) };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn other(&mut self, word: usize) -> &mut usize {
        if self.others.len() <= word {
            self.others.resize(word + 1, 0);
        }
        &mut self.others[word]
    }

    /// Whether all fields were there, but those of which it is known that they may be absent.
    #[inline]
    pub(super) fn are_all(&self, shape: &Shape) -> bool {
        let mut left = shape.fields.len();
        self.words().zip(shape.absent).all(|(seen, absent)| {
            let all = if left < WORD { (1 << left) - 1 } else { usize::MAX };
            left = left.saturating_sub(WORD);
            (seen | absent.load(Relaxed)) & all == all
        })
    }

    /// The fields that were not there.
    #[cold]
    pub(super) fn missing(&self, shape: &Shape) -> Vec<usize> {
        let words: Vec<_> = self.words().take(words(shape.fields)).collect();
        (0..shape.fields.len()).filter(|index| words[index / WORD] >> (index % WORD) & 1 == 0).collect()
    }

    fn words(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.first).chain(self.others.iter().copied()).chain(std::iter::repeat(0))
    }
}

/// Whether a name is at this position of a text. The shortest name is `"a":`, so that two reads of eight bytes, or of four,
/// compare nearly all names: a comparison of any length is a call.
#[inline]
pub(super) fn starts_with(text: &[u8], at: usize, name: &[u8]) -> bool {
    let Some(text) = text.get(at..).and_then(|rest| rest.get(..name.len())) else { return false };
    match (text.first_chunk(), name.first_chunk::<8>(), text.last_chunk(), name.last_chunk::<8>()) {
        (Some(first), Some(name_first), Some(last), Some(name_last)) => {
            first == name_first && last == name_last && (name.len() <= 16 || text == name)
        }
        _ => match (text.first_chunk(), name.first_chunk::<4>(), text.last_chunk(), name.last_chunk::<4>()) {
            (Some(first), Some(name_first), Some(last), Some(name_last)) => first == name_first && last == name_last,
            _ => text == name,
        },
    }
}
