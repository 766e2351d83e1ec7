//! The content of a file: a seal, the facts, and the body.

use std::time::{Duration, SystemTime};

use super::name::{HASH, Hashed, Name};

/// The first bytes of every file. Another format gets another number.
const MAGIC: &[u8; 8] = b"RTCACHE1";

/// The bytes before the body: the magic, the seal, the time in milliseconds, the status, the units.
pub(super) const HEAD: usize = MAGIC.len() + HASH + FACTS;
const FACTS: usize = 8 + 2 + 8;

/// A response as the cache keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) status: u16,
    /// What it cost.
    pub(crate) units: u64,
    pub(crate) body: Vec<u8>,
}

/// The hash that only a client with the same key can make of this content at this place.
fn seal(secret: &[u8; HASH], name: Name, facts: &[u8], body: &[u8]) -> [u8; HASH] {
    Hashed::by(secret).with(&name.0).with(facts).with(body).hash()
}

impl Entry {
    /// The content of its file.
    pub(super) fn to_bytes(&self, secret: &[u8; HASH], name: Name, arrived: SystemTime) -> Vec<u8> {
        let mut facts = [0; FACTS];
        facts[..8].copy_from_slice(&milliseconds(arrived).to_le_bytes());
        facts[8..10].copy_from_slice(&self.status.to_le_bytes());
        facts[10..].copy_from_slice(&self.units.to_le_bytes());
        let seal = seal(secret, name, &facts, &self.body);
        [MAGIC.as_slice(), &seal, &facts, &self.body].concat()
    }

    /// The entry in the content of a file, and its age; `None` where it is not one that this client has written there, or one
    /// from the future.
    pub(super) fn of_bytes(
        mut bytes: Vec<u8>,
        secret: &[u8; HASH],
        name: Name,
        now: SystemTime,
    ) -> Option<(Self, Duration)> {
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let (sealed, facts) = head.strip_prefix(MAGIC)?.split_at_checked(HASH)?;
        if seal(secret, name, facts, body) != *sealed {
            return None;
        }
        let arrived = u64::from_le_bytes(facts.get(..8)?.try_into().ok()?);
        let status = u16::from_le_bytes(facts.get(8..10)?.try_into().ok()?);
        let units = u64::from_le_bytes(facts.get(10..)?.try_into().ok()?);
        let age = Duration::from_millis(milliseconds(now).checked_sub(arrived)?);
        bytes.drain(..HEAD);
        Some((Self { status, units, body: bytes }, age))
    }
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; HASH] = [7; HASH];
    const NAME: Name = Name([1; HASH]);

    fn entry() -> Entry {
        Entry { status: 200, units: 2, body: b"{\"pk\":1}".to_vec() }
    }

    fn read(bytes: &[u8]) -> Option<(Entry, Duration)> {
        Entry::of_bytes(bytes.to_vec(), &SECRET, NAME, SystemTime::UNIX_EPOCH + Duration::from_secs(70))
    }

    fn written() -> Vec<u8> {
        entry().to_bytes(&SECRET, NAME, SystemTime::UNIX_EPOCH + Duration::from_secs(10))
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        assert_eq!(read(&written()), Some((entry(), Duration::from_secs(60))));
        let empty = Entry { body: Vec::new(), ..entry() };
        let bytes = empty.to_bytes(&SECRET, NAME, SystemTime::UNIX_EPOCH);
        assert_eq!(read(&bytes).map(|(entry, _)| entry), Some(empty));
    }

    #[test]
    fn every_changed_byte_and_every_other_length_is_a_miss() {
        let bytes = written();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(read(&changed), None, "byte {at}");
            assert_eq!(read(&bytes[..at]), None, "{at} bytes");
        }
        assert_eq!(read(&[bytes.as_slice(), b" "].concat()), None);
    }

    #[test]
    fn an_entry_of_another_place_key_or_time_is_a_miss() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(10);
        let other = |secret, name, now| Entry::of_bytes(written(), &secret, name, now);
        assert!(other(SECRET, NAME, now).is_some());
        assert!(other(SECRET, Name([2; HASH]), now).is_none());
        assert!(other([8; HASH], NAME, now).is_none());
        assert!(other(SECRET, NAME, now - Duration::from_millis(1)).is_none());
    }
}
