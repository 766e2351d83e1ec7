//! All keys of a service: some have two.

use super::secret::Secret;
use crate::json::Value;

/// The keys, none of which may appear anywhere.
#[derive(Debug, Clone, Default)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// The secrets from their keys; a service may need none.
    pub fn new<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self(keys.into_iter().map(Secret::new).collect())
    }

    /// Whether each key is long enough to be told from other words.
    #[must_use]
    pub fn is_recognizable(&self) -> bool {
        self.0.iter().all(Secret::is_recognizable)
    }

    /// Returns the text without the keys.
    #[must_use]
    pub fn conceal(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| secret.conceal(&text))
    }

    /// The same for bytes that need not be text.
    #[must_use]
    pub fn conceal_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.iter().fold(bytes.to_vec(), |bytes, secret| secret.conceal_bytes(&bytes))
    }

    /// The response without the keys, in values and names.
    #[must_use]
    pub fn remove(&self, value: &Value) -> Value {
        self.0.iter().fold(value.clone(), |value, secret| secret.remove(&value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_concealed() {
        let secrets = Secrets::new(["client-id-0001", "the-secret-0002"]);
        assert_eq!(secrets.conceal("client-id-0001: the-secret-0002"), "[key]: [key]");
        assert!(secrets.is_recognizable() && Secrets::default().is_recognizable());
        assert!(!Secrets::new(["client-id-0001", "short"]).is_recognizable());
    }
}
