//! URLs.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text::Text;
use crate::json::{Decode, Decoded, Reader};

/// A URL as the service writes it. It is not checked, and may be empty.
///
/// It dereferences to `str`. Many services sign the URLs of files, which then expire: fetch the files soon.
///
/// ```
/// use shop::values::Url;
///
/// let url = Url::from("https://example.com/picture.jpg");
/// assert!(url.ends_with(".jpg"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Url(Text);

impl Url {
    /// The URL as a `str`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Decode for Url {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        self.0.read(reader)
    }

    fn blank() -> Self {
        Self(Text::blank())
    }
}

impl Serialize for Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(Self)
    }
}

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

impl From<&Self> for Url {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl From<&String> for Url {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&&str> for Url {
    fn from(text: &&str) -> Self {
        Self::from(*text)
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
