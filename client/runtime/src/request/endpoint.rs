//! The traits that generated requests implement.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Write};
use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use super::page_parts::PageParts;
use crate::json::Decode;
use crate::service::{Operation, Paging};
use crate::wire::Cursor;

/// A request with a typed result. Generated code implements it.
pub trait Endpoint: Sized + 'static {
    /// The result.
    type Output: Decode + Send + 'static;

    /// The facts of the endpoint.
    const OPERATION: &'static Operation;
}

/// A request of any mode, which a test server recognizes by its endpoint and its parameters. Generated code implements it.
#[doc(hidden)]
pub trait Request {
    /// The facts of the endpoint.
    fn operation(&self) -> &'static Operation;

    /// The parameters of the URL as they are sent, not encoded.
    fn params(&self) -> &[(Cow<'static, str>, String)];

    /// The body as it is sent; `None` where the request has none, or cannot be sent.
    fn body(&self) -> Option<Bytes>;
}

/// A request whose result is one page of a list. Generated code implements it.
pub trait Paged: Endpoint {
    /// An item of the list.
    type Item: Debug + Send + 'static;

    /// How one page leads to the next.
    const PAGING: &'static Paging;

    /// The [`identity`] of an item in its list, if the spec names a field for it.
    #[doc(hidden)]
    fn identity(item: &Self::Item) -> Option<u64> {
        let _ = item;
        None
    }

    /// The value of the field after which the next page starts, where the spec names one.
    #[doc(hidden)]
    fn last(item: &Self::Item) -> Option<Cursor> {
        let _ = item;
        None
    }

    /// Splits a page into its items and what leads to the next page.
    #[doc(hidden)]
    fn split(output: Self::Output) -> PageParts<Self::Item>;
}

/// The hash of an item that has no identity: of all its values. It holds within one process.
pub(crate) fn content<T: Debug>(value: &T) -> u64 {
    struct Hashed(DefaultHasher);

    impl Write for Hashed {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }

    let mut hashed = Hashed(DefaultHasher::new());
    // A `Debug` that fails has written what it could.
    let _ = write!(hashed, "{value:?}");
    hashed.0.finish()
}

/// The hash of what identifies an item. It holds within one process. A value that may be missing cannot be displayed, so
/// that no two items without an identity are taken for the same.
#[doc(hidden)]
pub fn identity<T: Hash + Display + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The value of a field as the cursor of a page.
#[doc(hidden)]
pub fn cursor_of<T: Display + ?Sized>(value: &T) -> Cursor {
    Cursor::from(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Json, Text};

    #[test]
    fn the_content_of_an_item_is_all_its_values() {
        let item = |name: &str, json: &str| (Text::from(name), Some(json.parse::<Json>().expect("json")), vec![1.5]);
        let hash = |name, json| content(&item(name, json));
        assert_eq!(hash("a", "{\"b\":1}"), hash("a", "{\"b\":1}"));
        assert_ne!(hash("a", "{\"b\":1}"), hash("a", "{\"b\":2}"));
        assert_ne!(hash("a", "1"), hash("b", "1"));
    }
}
