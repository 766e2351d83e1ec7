//! The names of entries: hashes, so that they say nothing about a request.

use std::fmt;

use hmac_sha256::HMAC;

/// The length of a hash, in bytes.
pub(super) const HASH: usize = 32;

/// An HMAC-SHA-256 of parts, each with its length, so that "ab", "c" differs from "a", "bc".
///
/// The parts are partly the user's and partly the service's. A weaker hash would let someone craft a request whose response
/// takes the place of another one.
pub(super) struct Hashed(HMAC);

impl Hashed {
    pub(super) fn by(secret: &[u8]) -> Self {
        Self(HMAC::new(secret))
    }

    pub(super) fn with(mut self, part: &[u8]) -> Self {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    pub(super) fn hash(self) -> [u8; HASH] {
        self.0.finalize()
    }
}

/// The name of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name(pub(super) [u8; HASH]);

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}
