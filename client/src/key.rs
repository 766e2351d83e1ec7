//! The key.

use reqwest::header::HeaderValue;

use crate::error::{Error, ErrorKind, Result};

/// The key that pays for requests.
///
/// It has no `Debug`, no `Display` and no `Serialize`: printing it does not compile.
///
/// ```compile_fail
/// let key = hikerapi::Key::from("your-key");
/// println!("{key:?}");
/// ```
#[derive(Clone)]
pub struct Key(String);

impl Key {
    /// The key as the value of a header that no `Debug` shows.
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        let refuse = |why: &str| Err(Error::new(ErrorKind::Config, format!("the key {why}")));
        if self.0.is_empty() {
            return refuse("is empty");
        }
        if self.0.trim() != self.0 {
            return refuse("begins or ends with a blank: was a line break copied with it?");
        }
        if !self.0.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("holds a character that no key has: a blank, or one beyond ASCII");
        }
        let Ok(mut header) = HeaderValue::from_str(&self.0) else {
            return refuse("cannot stand in a header");
        };
        header.set_sensitive(true);
        Ok(header)
    }
}

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl From<String> for Key {
    fn from(key: String) -> Self {
        Self(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_key_is_refused_without_showing_it() {
        for wrong in ["", "secret\n", " secret", "sec ret", "sécret"] {
            let error = Key::from(wrong).header().expect_err(wrong);
            assert!(wrong.is_empty() || !error.to_string().contains(wrong), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_header_is_sensitive() {
        let header = Key::from("secret").header().expect("a key");
        assert!(header.is_sensitive());
        assert!(!format!("{header:?}").contains("secret"));
    }
}
