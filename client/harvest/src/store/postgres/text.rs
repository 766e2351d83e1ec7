//! What PostgreSQL takes as text.

use std::borrow::Cow;

/// A text without NUL characters, which PostgreSQL refuses. JSON has none: they are escaped in it.
pub(super) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}
