//! FNV-1a: a hash that is the same in every process and version. Stored checkpoints contain such hashes, which rules out
//! the hashers of the standard library. And random texts.

use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

/// The hash of no text.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a text and its length, so that "ab", "c" differs from "a", "bc".
pub(crate) fn add(hash: u64, text: &str) -> u64 {
    let length = (text.len() as u64).to_le_bytes();
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.as_bytes().iter().chain(&length).fold(hash, step)
}

/// 128 random bits in hexadecimal, which no other call returns: in this process, nor in any other.
///
/// The keys of the standard library's hash maps come from the system's source of randomness, and the hash of one message tells
/// nothing about that of another. Its time makes the message another one where a platform has no such source.
pub(crate) fn random() -> String {
    let keys = RandomState::new();
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let half = |number: u8| keys.hash_one((number, since.as_nanos()));
    format!("{:016x}{:016x}", half(0), half(1))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_random_text_is_made_twice() {
        let texts: HashSet<_> = (0..10_000).map(|_| random()).collect();
        assert_eq!(texts.len(), 10_000);
        assert!(texts.iter().all(|text| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())));
    }
}
