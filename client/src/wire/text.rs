//! Text: a part of the reply that it came in, which all texts of a reply share.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use crate::decode::{Decode, Decoded, Reader};

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
        // The range is one of this very body.
        self.body.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// What stands there in what is read, shared where it is.
    #[inline]
    pub(crate) fn of(reader: &Reader<'_>, place: Range<usize>) -> Self {
        match reader.body() {
            Some(body) => Self::part_of(body, place),
            None => Self::from(reader.part(place)),
        }
    }

    /// What stands there in a body: a copy, beyond 4 GB.
    #[inline]
    pub(crate) fn part_of(body: &Arc<str>, place: Range<usize>) -> Self {
        match (u32::try_from(place.start), u32::try_from(place.end)) {
            (Ok(start), Ok(end)) if end != TO_THE_END => Self { body: Arc::clone(body), start, end },
            _ => Self::from(body.get(place).unwrap_or_default()),
        }
    }

    /// What stands there in the body that this text is a part of.
    pub(crate) fn of_body(&self, place: Range<usize>) -> Self {
        Self::part_of(&self.body, place)
    }

    /// A reader of this text, whose texts share its body.
    pub(crate) fn reader(&self) -> Reader<'_> {
        let part = if self.end == TO_THE_END { 0..self.body.len() } else { self.start as usize..self.end as usize };
        Reader::part_of(&self.body, part)
    }

    /// The same text on its own: the body of its reply is not kept for it.
    #[must_use]
    pub fn detached(&self) -> Self {
        if self.end == TO_THE_END { self.clone() } else { Self::from(self.as_str()) }
    }
}

impl Decode for Text {
    #[inline]
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.plain()? {
            Some(place) => Ok(Self::of(reader, place)),
            None => reader.string(EXPECTED).map(Self::from),
        }
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// What messages call it.
const EXPECTED: &str = "a string";

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::from(text))
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

    fn read(list: &str) -> Vec<Text> {
        Vec::decode(&mut Reader::sharing(&Arc::from(list))).expect("a list of texts")
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
    fn texts_of_a_reader_that_shares_nothing_and_from_elsewhere_are_their_own() {
        let texts = Vec::<Text>::decode(&mut Reader::new(r#"["a"]"#)).expect("a list of texts");
        assert_eq!((texts[0].as_str(), texts[0].end), ("a", TO_THE_END));
        let texts = read(r#"["a"]"#);
        let again: Vec<Text> = serde_json::from_str(&serde_json::to_string(&texts).expect("json")).expect("json");
        assert_eq!(again, texts);
        assert_eq!(again[0].end, TO_THE_END);
    }

    #[test]
    fn it_is_a_key_that_a_str_finds() {
        let set: std::collections::HashSet<Text> = read(r#"["a","b"]"#).into_iter().collect();
        assert!(set.contains("b") && !set.contains("c"));
        assert_eq!(format!("{0} {0:?} {0:>3}", Text::from("x")), "x \"x\"   x");
    }
}
