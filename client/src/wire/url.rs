//! Addresses.

use std::fmt;
use std::ops::Deref;

use super::Text;

/// An address as the service writes it. It is not checked: an empty one means none.
///
/// Reads like a `&str`. Addresses of pictures and videos are signed and expire: fetch what they
/// point to soon, or not at all.
///
/// ```
/// let url = hikerapi::Url::from("https://example.com/picture.jpg");
/// assert!(url.ends_with(".jpg"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Url(Text);

impl Url {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

crate::rt::as_inner!(Url(Text));

impl Deref for Url {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Url {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Url {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0.into()
    }
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}
