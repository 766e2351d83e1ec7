//! Bytes to be sent, and bytes that arrived.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

use crate::json::{Decode, Decoded, Reader};
use crate::raw::RawResponse;

/// The type of bytes of any kind.
const ANY: &str = "application/octet-stream";

/// Bytes to be sent: a file of an upload, or a whole body.
///
/// Cheap to clone: clones share the bytes.
///
/// ```
/// use shop::values::Part;
///
/// let table = Part::new("orders.csv", "id,count\n7,2\n").media_type("text/csv");
/// let bytes = Part::from(vec![1, 2, 3]);
/// assert_eq!(format!("{table:?} {bytes:?}"), "Part(13 bytes) Part(3 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    file_name: Option<String>,
    media_type: Option<String>,
    bytes: Bytes,
}

impl Part {
    /// Bytes with the name of a file. No folder is read: the name is only sent.
    #[must_use]
    pub fn new(file_name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { file_name: Some(file_name.into()), ..Self::of(bytes.into()) }
    }

    /// Sets what the bytes are, such as `text/csv`. The default is `application/octet-stream`.
    ///
    /// A request with a type that cannot be in a header is not sent, and is an error.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    fn of(bytes: Bytes) -> Self {
        Self { file_name: None, media_type: None, bytes }
    }

    pub(super) fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(super) fn kind(&self) -> &str {
        self.media_type.as_deref().unwrap_or(ANY)
    }

    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::of(bytes)
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::of(bytes.into())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::of(text.into())
    }
}

impl From<&'static [u8]> for Part {
    fn from(bytes: &'static [u8]) -> Self {
        Self::of(Bytes::from_static(bytes))
    }
}

impl<const N: usize> From<&'static [u8; N]> for Part {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::of(Bytes::from_static(bytes))
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::of(Bytes::from_static(text.as_bytes()))
    }
}

impl fmt::Debug for Part {
    /// Its size alone: it may be about people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Part({} bytes)", self.bytes.len())
    }
}

/// Bytes of any kind that a service has returned: a file, a picture, a text.
///
/// It is a `[u8]` with a type. Cheap to clone: clones share the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Binary {
    bytes: Bytes,
    media_type: Option<String>,
}

impl Binary {
    /// Returns what the service says that the bytes are, such as `application/pdf`; `None` where it does not say.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// Returns the bytes, not copied.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl fmt::Debug for Binary {
    /// Its size alone: it may be about people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Binary({} bytes)", self.bytes.len())
    }
}

impl Decode for Binary {
    fn blank() -> Self {
        Self { bytes: Bytes::new(), media_type: None }
    }

    /// In JSON there are no bytes.
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        Err(reader.unexpected("bytes"))
    }

    fn of_response(response: &RawResponse) -> Option<Self> {
        let media_type = response.headers().get("content-type").map(str::to_owned);
        Some(Self { bytes: response.shared_bytes(), media_type })
    }
}

/// Nothing that is read.
impl Decode for () {
    fn blank() -> Self {}

    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        reader.value().map(drop)
    }

    fn of_response(_: &RawResponse) -> Option<Self> {
        Some(())
    }
}
