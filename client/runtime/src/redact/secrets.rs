//! The secrets of a client.

use super::key;

/// The texts that no message shows: each secret of a client, and what headers make of it.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// No secret.
    pub(crate) const NONE: Self = Self(Vec::new());

    pub(crate) fn new(texts: Vec<String>) -> Self {
        Self(texts)
    }

    /// The end of the longest secret that begins at this byte.
    pub(super) fn end(&self, text: &[u8], at: usize) -> Option<usize> {
        self.0.iter().filter_map(|secret| key::end(text, at, secret)).max()
    }

    /// The start of the secret that this byte is in the middle of: of the one that begins first.
    pub(super) fn start_of(&self, text: &str, at: usize) -> Option<usize> {
        self.0.iter().filter_map(|secret| key::start_of(text, at, secret)).min()
    }
}

impl From<&str> for Secrets {
    fn from(secret: &str) -> Self {
        Self(vec![secret.to_owned()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{excerpt, redacted};

    fn secrets() -> Secrets {
        Secrets::new(["first-secret", "second-secret", "first-secret-of-all"].map(str::to_owned).into())
    }

    #[test]
    fn each_secret_is_masked_and_the_longest_counts() {
        let text = "a first-secret, a second%2Dsecret and first-secret-of-all; first-secre";
        assert_eq!(redacted(text, &secrets()), "a [key], a [key] and [key]; first-secre");
        assert_eq!(redacted(text, &Secrets::NONE), text);
    }

    #[test]
    fn no_part_of_any_secret_is_quoted() {
        let body = "[first-secret-of-all]";
        for at in 2..13 {
            assert_eq!(excerpt(body.as_bytes(), at, &secrets()), "\"[key]]\"", "{at}");
        }
    }
}
