//! The API key.

use crate::error::{Error, ErrorKind, Result};

/// The API key of your account at the service, or one of the secrets that it needs.
///
/// It implements neither `Debug` nor `Display` nor `Serialize`, so that printing it does not compile.
///
/// Errors and drift quote texts of the service, which can echo the key. There it is replaced by `[key]`, in whatever escapes
/// the service writes it. A key of fewer than 8 characters is accepted and is not replaced, since it would take letters out of
/// other words: use such a key for tests only.
///
/// ```compile_fail
/// let key = shop::client::ApiKey::from("your-key");
/// println!("{key:?}");
/// ```
#[derive(Clone)]
pub struct ApiKey(String);

impl ApiKey {
    /// The key, if it can be sent in a header. `source` names it in errors.
    pub(super) fn checked(&self, source: &str) -> Result<&str> {
        let refuse = |why: &str| Err(Error::new(ErrorKind::Config, format!("{source} {why}")));
        if self.0.is_empty() {
            return refuse("is empty");
        }
        if self.0.trim() != self.0 {
            return refuse("begins or ends with white space: was a line break copied with it?");
        }
        if !self.0.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("contains white space or a character beyond ASCII");
        }
        Ok(&self.0)
    }
}

impl From<&str> for ApiKey {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl From<String> for ApiKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_key_is_refused_without_showing_it() {
        for wrong in ["", "secret\n", " secret", "sec ret", "sécret"] {
            let error = ApiKey::from(wrong).checked("the key").expect_err(wrong);
            assert!(wrong.is_empty() || !error.to_string().contains(wrong), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
