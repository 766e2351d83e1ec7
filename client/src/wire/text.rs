//! Text: a part of the reply that it came in, which all texts of a reply share.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// Text as the service wrote it. Reads like a `&str`.
///
/// All texts of a reply share its body: reading one copies nothing, and a clone costs no more than
/// a counter. What keeps one text for long therefore keeps the body of its reply, some 50 KB for a
/// page of a list: keep [`detached`](Text::detached) ones, or `to_string()`, where few are kept out
/// of many replies.
///
/// ```
/// let name = hikerapi::Text::from("made_up_name");
/// assert_eq!(name, "made_up_name");
/// assert!(name.starts_with("made"));
/// let owned: String = name.to_string();
/// # assert_eq!(owned, name);
/// ```
#[derive(Clone)]
pub struct Text {
    body: Arc<str>,
    start: u32,
    /// [`TO_THE_END`] where the text is all that follows, however long that is.
    end: u32,
}

const TO_THE_END: u32 = u32::MAX;

impl Text {
    /// The text.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        if self.end == TO_THE_END {
            return &self.body;
        }
        // The range is one that `shared` took from this very body.
        self.body.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The same text on its own: the body of its reply is not kept for it.
    #[must_use]
    pub fn detached(&self) -> Self {
        if self.end == TO_THE_END { self.clone() } else { Self::from(self.as_str()) }
    }
}

thread_local! {
    /// The body that is decoded on this thread at the moment.
    static BODY: RefCell<Option<Decoded>> = const { RefCell::new(None) };
}

/// A body that is decoded.
struct Decoded {
    /// Where the text that the decoder reads begins in memory. It lives as long as the decoding, so that no other text
    /// can stand there.
    begin: usize,
    /// The same text, to be shared.
    body: Arc<str>,
}

/// Runs a decoder of this body: the texts that it finds in it share a copy.
///
/// Serde has no way to hand the owner of a borrowed text to the type that keeps it; this is it.
pub(crate) fn sharing<T>(body: &str, decode: impl FnOnce(&str) -> T) -> T {
    struct Restore(Option<Decoded>);

    impl Drop for Restore {
        fn drop(&mut self) {
            BODY.set(self.0.take());
        }
    }

    // In so little the texts are few, and each on its own costs less than sharing.
    if body.len() < SMALLEST_SHARED {
        return decode(body);
    }
    let shared = Decoded { begin: body.as_ptr() as usize, body: body.into() };
    let restore = Restore(BODY.replace(Some(shared)));
    let decoded = decode(body);
    drop(restore);
    decoded
}

/// A shorter body is not worth sharing.
const SMALLEST_SHARED: usize = 100;

/// The text as a part of the body that is decoded at the moment, if it stands in it.
#[inline]
fn shared(text: &str) -> Option<Text> {
    BODY.with_borrow(|decoded| {
        let Decoded { begin, body } = decoded.as_ref()?;
        let start = (text.as_ptr() as usize).checked_sub(*begin)?;
        let end = start.checked_add(text.len()).filter(|end| *end <= body.len())?;
        let end = u32::try_from(end).ok().filter(|end| *end != TO_THE_END)?;
        Some(Text { body: Arc::clone(body), start: u32::try_from(start).ok()?, end })
    })
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text, E> {
        Ok(Text::read(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::from(text))
    }
}

impl Text {
    /// A text that a decoder lent: shared where it stands in the body of a reply.
    #[inline]
    pub(super) fn read(text: &str) -> Self {
        shared(text).unwrap_or_else(|| Self::from(text))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl Default for Text {
    /// Empty.
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { body: text.into(), start: 0, end: TO_THE_END }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { body: text.into(), start: 0, end: TO_THE_END }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_owned()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Text> for &str {
    fn eq(&self, other: &Text) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        self == other.as_str()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

/// As a `str` does: a map with keys of this type can be asked by a `&str`.
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), formatter)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a reply has them: with more behind, so that the body is long enough to be shared.
    fn read(list: &str) -> Vec<Text> {
        let body = format!("{list}{}", " ".repeat(SMALLEST_SHARED));
        sharing(&body, |text| serde_json::from_str(text).expect("json"))
    }

    #[test]
    fn the_texts_of_a_reply_share_its_body() {
        let texts = read(r#"["a","","é","with \" escape"]"#);
        assert_eq!(texts, ["a", "", "é", "with \" escape"]);
        // One escaped text has a copy of its own.
        assert_eq!((Arc::strong_count(&texts[0].body), texts[3].end), (3, TO_THE_END));
        let kept = texts[0].detached();
        assert_eq!((Arc::strong_count(&texts[0].body), kept.as_str()), (3, "a"));
    }

    #[test]
    fn texts_of_a_short_reply_and_from_elsewhere_are_their_own() {
        let texts: Vec<Text> = sharing(r#"["a"]"#, |text| serde_json::from_str(text).expect("json"));
        assert_eq!((texts[0].as_str(), texts[0].end), ("a", TO_THE_END));
        let long = " ".repeat(SMALLEST_SHARED);
        let texts: Vec<Text> = sharing(&long, |_| serde_json::from_str(r#"["other"]"#).expect("json"));
        assert_eq!((texts[0].as_str(), texts[0].end), ("other", TO_THE_END));
        let texts = read(r#"["a"]"#);
        let again: Vec<Text> = serde_json::from_str(&serde_json::to_string(&texts).expect("json")).expect("json");
        assert_eq!(again, texts);
    }

    #[test]
    fn the_body_is_let_go_even_after_a_panic() {
        let body = " ".repeat(SMALLEST_SHARED);
        let caught = std::panic::catch_unwind(|| sharing(&body, |_| panic!("in a decoder of a user")));
        assert!(caught.is_err());
        assert!(BODY.with_borrow(Option::is_none));
    }

    #[test]
    fn it_is_a_key_that_a_str_finds() {
        let set: std::collections::HashSet<Text> = read(r#"["a","b"]"#).into_iter().collect();
        assert!(set.contains("b") && !set.contains("c"));
        assert_eq!(format!("{0} {0:?} {0:>3}", Text::from("x")), "x \"x\"   x");
    }
}
