//! FNV-1a: a hash that is the same in every process and version. Stored checkpoints contain such hashes, which rules out
//! the hashers of the standard library.

/// The hash of no text.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a text and its length, so that "ab", "c" differs from "a", "bc".
pub(crate) fn add(hash: u64, text: &str) -> u64 {
    let length = (text.len() as u64).to_le_bytes();
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.as_bytes().iter().chain(&length).fold(hash, step)
}
