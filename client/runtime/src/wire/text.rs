//! Text: a part of the body of its response, which all texts of the response share.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use crate::json::{Decode, Decoded, Reader};

/// Text as the service wrote it. It dereferences to `str`.
///
/// All texts of a response share its body: decoding copies no text, and cloning one increments a counter. A text that you
/// keep therefore keeps the whole body in memory, some 50 KB for a page of a list. Where you keep few texts of many
/// responses, keep [`detached`](Text::detached) ones, or a `String` by `to_string()`.
///
/// ```
/// use shop::values::Text;
///
/// let name = Text::from("an example");
/// assert_eq!(name, "an example");
/// assert!(name.starts_with("an"));
/// let owned: String = name.to_string();
/// # assert_eq!(owned, name);
/// ```
#[derive(Clone)]
pub struct Text {
    body: Arc<str>,
    start: u32,
    /// [`TO_THE_END`] where the text is the whole body, however long.
    end: u32,
}

const TO_THE_END: u32 = u32::MAX;

impl Text {
    /// The text as a `str`.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        if self.end == TO_THE_END {
            return &self.body;
        }
        // The range is always one of this body.
        self.body.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The text at a place of what is read; it shares the body where the reader does.
    #[inline]
    pub(crate) fn of(reader: &Reader<'_>, place: Range<usize>) -> Self {
        match reader.body() {
            Some(body) => Self::part_of(body, place),
            None => Self::from(reader.part(place)),
        }
    }

    /// The text at a place of a body: a copy beyond 4 GB.
    #[inline]
    pub(crate) fn part_of(body: &Arc<str>, place: Range<usize>) -> Self {
        match (u32::try_from(place.start), u32::try_from(place.end)) {
            (Ok(start), Ok(end)) if end != TO_THE_END => Self { body: Arc::clone(body), start, end },
            _ => Self::from(body.get(place).unwrap_or_default()),
        }
    }

    /// The text at a place of the body that this text is a part of.
    pub(crate) fn of_body(&self, place: Range<usize>) -> Self {
        Self::part_of(&self.body, place)
    }

    /// A reader of this text, which shares its body.
    pub(crate) fn reader(&self) -> Reader<'_> {
        let part = if self.end == TO_THE_END { 0..self.body.len() } else { self.start as usize..self.end as usize };
        Reader::part_of(&self.body, part)
    }

    /// A copy that does not keep the body of its response in memory.
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

/// The name in messages.
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
    /// The empty text.
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

impl From<&Self> for Text {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&&str> for Text {
    fn from(text: &&str) -> Self {
        Self::from(*text)
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

/// As a `str` does, so that a map with keys of this type can be searched by a `&str`.
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
    fn the_texts_of_a_response_share_its_body() {
        let texts = read(r#"["a","","é","with \" escape"]"#);
        assert_eq!(texts, ["a", "", "é", "with \" escape"]);
        // One escaped text has a copy of its own.
        assert_eq!((Arc::strong_count(&texts[0].body), texts[3].end), (3, TO_THE_END));
        let kept = texts[0].detached();
        assert_eq!((Arc::strong_count(&texts[0].body), kept.as_str()), (3, "a"));
    }

    #[test]
    fn texts_without_a_shared_body_are_copies() {
        let texts = Vec::<Text>::decode(&mut Reader::new(r#"["a"]"#)).expect("a list of texts");
        assert_eq!((texts[0].as_str(), texts[0].end), ("a", TO_THE_END));
        let texts = read(r#"["a"]"#);
        let again: Vec<Text> = serde_json::from_str(&serde_json::to_string(&texts).expect("json")).expect("json");
        assert_eq!(again, texts);
        assert_eq!(again[0].end, TO_THE_END);
    }

    #[test]
    fn a_str_finds_it_as_a_key() {
        let set: std::collections::HashSet<Text> = read(r#"["a","b"]"#).into_iter().collect();
        assert!(set.contains("b") && !set.contains("c"));
        assert_eq!(format!("{0} {0:?} {0:>3}", Text::from("x")), "x \"x\"   x");
    }
}
