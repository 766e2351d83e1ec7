//! Texts that were seen before, in 16 bytes each.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A hash of 128 bits: two of a billion texts have the same one with a probability of one in 10^20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key(u64, u64);

impl Key {
    /// The key of something. It is the same in this process alone.
    pub(super) fn of(thing: &(impl Hash + ?Sized)) -> Self {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            salt.hash(&mut hasher);
            thing.hash(&mut hasher);
            hasher.finish()
        };
        Self(half(0), half(1))
    }
}
