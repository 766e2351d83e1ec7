//! What the reader knows about a type of objects: the names of its fields, and what it has learned from earlier objects.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering::Relaxed};

/// A type of objects. Generated code has a static of each.
#[derive(Debug)]
pub struct Shape {
    /// The name in messages: `struct Order`.
    pub(super) name: &'static str,
    /// The fields in the order of the struct, each as compact JSON writes it: `"pk":`.
    pub(super) fields: &'static [&'static str],
    learned: OnceLock<Learned>,
}

/// What earlier objects of a type have taught. It changes how fast the next one is read, and nothing else. It is shared by all
/// threads, and each part of it is true or a guess that is checked.
#[derive(Debug)]
pub(super) struct Learned {
    /// For the start, and after it for each field: which one came next when it last was another than expected, as the
    /// distance from the one that is next in the struct.
    order: Box<[AtomicU16]>,
    /// The field that was found last for a hash of names.
    found: Box<[AtomicU16]>,
    /// A bit for each field that was found to be one that may be absent.
    absent: Box<[AtomicUsize]>,
}

/// The bits of a word, each of which stands for a field.
const WORD: usize = usize::BITS as usize;

impl Shape {
    /// The type of this name, with these fields, each as compact JSON writes it.
    #[must_use]
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self { name, fields, learned: OnceLock::new() }
    }

    /// The name of a field.
    pub(super) fn field(&self, index: usize) -> &'static str {
        self.fields.get(index).and_then(|written| written.get(1..written.len() - 2)).unwrap_or_default()
    }

    #[inline]
    pub(super) fn learned(&self) -> &Learned {
        self.learned.get_or_init(|| Learned::nothing(self.fields.len()))
    }
}

impl Learned {
    fn nothing(fields: usize) -> Self {
        Self {
            order: zeros(fields + 1),
            // Enough that few names share a hash; a power of two.
            found: zeros((2 * fields).next_power_of_two()),
            absent: zeros(fields.div_ceil(WORD)),
        }
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

    /// The field of this name: the one that was found last for its hash, if it is that one, else by a search from the one
    /// that was expected on. Where that one is absent, the next one comes.
    pub(super) fn find(&self, fields: &[&str], name: &[u8], expected: usize) -> Option<usize> {
        let found = self.found.get(hash(name) & self.found.len().wrapping_sub(1))?;
        let last = usize::from(found.load(Relaxed));
        if is_field(fields, last, name) {
            return Some(last);
        }
        let index = (expected..fields.len()).chain(0..expected).find(|index| is_field(fields, *index, name))?;
        found.store(index as u16, Relaxed);
        Some(index)
    }

    /// Remembers that a field may be absent.
    pub(super) fn may_be_absent(&self, index: usize) {
        if let Some(bits) = self.absent.get(index / WORD) {
            bits.fetch_or(1 << (index % WORD), Relaxed);
        }
    }
}

fn zeros<T: Default>(count: usize) -> Box<[T]> {
    (0..count).map(|_| T::default()).collect()
}

/// Whether this is the name of a field, which is between the quotation marks of `"name":`.
#[inline]
fn is_field(fields: &[&str], index: usize, name: &[u8]) -> bool {
    let written = fields.get(index).map_or(&[][..], |written| written.as_bytes());
    written.len() == name.len() + 3 && is_equal(&written[1..written.len() - 2], name)
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
        self.words().zip(&shape.learned().absent).all(|(seen, absent)| {
            let all = if left < WORD { (1 << left) - 1 } else { usize::MAX };
            left = left.saturating_sub(WORD);
            (seen | absent.load(Relaxed)) & all == all
        })
    }

    /// The fields that were not there.
    #[cold]
    pub(super) fn missing(&self, shape: &Shape) -> Vec<usize> {
        let words: Vec<_> = self.words().take(shape.fields.len().div_ceil(WORD)).collect();
        (0..shape.fields.len()).filter(|index| words[index / WORD] >> (index % WORD) & 1 == 0).collect()
    }

    fn words(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.first).chain(self.others.iter().copied()).chain(std::iter::repeat(0))
    }
}

/// Whether a text is at this position.
#[inline]
pub(super) fn starts_with(text: &[u8], at: usize, expected: &[u8]) -> bool {
    text.get(at..).and_then(|rest| rest.get(..expected.len())).is_some_and(|text| is_equal(text, expected))
}

/// Whether two texts of one length are equal. Nearly all names have up to 16 bytes, and are compared by two reads that may
/// overlap; to compare any length is a call.
#[inline]
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match (ends::<8>(one), ends::<8>(other)) {
        (Some(one_ends), Some(other_ends)) => one_ends == other_ends && (one.len() <= 16 || one == other),
        _ => match (ends::<4>(one), ends::<4>(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one == other,
        },
    }
}

/// The first and the last bytes; of a text that is not twice as long they overlap.
#[inline]
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

/// A hash of a name, by its ends and its length.
#[inline]
fn hash(name: &[u8]) -> usize {
    let folded = match (ends::<8>(name), ends::<4>(name)) {
        (Some((first, last)), _) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(32),
        (None, Some((first, last))) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        (None, None) => name.iter().fold(0, |folded, byte| folded << 8 | u64::from(*byte)),
    };
    // The upper bits of a product depend on all bits of its factors.
    ((folded ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
