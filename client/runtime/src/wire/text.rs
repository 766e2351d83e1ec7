//! Text: a part of the body of its response, which all texts of the response share.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use crate::json::{Decode, Decoded, Reader};
use crate::raw::SharedText;

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
    /// None of the empty text, which takes no memory of its own.
    body: Option<SharedText>,
    start: u32,
    /// One more than the position of the end, or [`TO_THE_END`] where the text is the whole body, however long. It is never
    /// zero, so that an optional text takes no more memory than a text.
    end: NonZeroU32,
}

const TO_THE_END: NonZeroU32 = NonZeroU32::MAX;

impl Text {
    /// The text as a `str`.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        let Some(body) = &self.body else { return "" };
        if self.end == TO_THE_END {
            return body;
        }
        // The range is always one of this body.
        body.get(self.start as usize..self.end.get() as usize - 1).unwrap_or_default()
    }

    /// The text at a place of what is read; it shares the body where the reader does.
    #[inline]
    pub(crate) fn of(reader: &Reader<'_>, place: Range<usize>) -> Self {
        match (reader.body(), NonZeroU32::new((place.end + 1) as u32)) {
            // A reader shares no body that has positions of more than 32 bits.
            (Some(body), Some(end)) if !place.is_empty() => {
                Self { body: Some(Arc::clone(body)), start: place.start as u32, end }
            }
            _ => Self::from(reader.part(place)),
        }
    }

    /// The text at a place of a body: a copy beyond 4 GB.
    pub(crate) fn part_of(body: &SharedText, place: Range<usize>) -> Self {
        Self::of(&Reader::part_of(body, place.clone()), place)
    }

    /// The text at a place of the body that this text is a part of.
    pub(crate) fn of_body(&self, place: Range<usize>) -> Self {
        self.body.as_ref().map_or_else(Self::default, |body| Self::part_of(body, place))
    }

    /// A reader of this text, which shares its body.
    pub(crate) fn reader(&self) -> Reader<'_> {
        let Some(body) = &self.body else { return Reader::new("") };
        let is_whole = self.end == TO_THE_END;
        let part = if is_whole { 0..body.len() } else { self.start as usize..self.end.get() as usize - 1 };
        Reader::part_of(body, part)
    }

    /// A copy that does not keep the body of its response in memory.
    #[must_use]
    pub fn detached(&self) -> Self {
        if self.end == TO_THE_END { self.clone() } else { Self::from(self.as_str()) }
    }
}

impl Decode for Text {
    #[inline]
    fn blank() -> Self {
        Self::default()
    }

    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = match reader.plain()? {
            Some(place) => Self::of(reader, place),
            None => reader.string(EXPECTED)?.into(),
        };
        Ok(())
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
    #[inline]
    fn default() -> Self {
        Self { body: None, start: 0, end: TO_THE_END }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Box::<str>::from(text).into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        text.into_boxed_str().into()
    }
}

impl From<Box<str>> for Text {
    fn from(text: Box<str>) -> Self {
        Self { body: (!text.is_empty()).then(|| Arc::new(text)), start: 0, end: TO_THE_END }
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
        Vec::decode(&mut Reader::sharing(&Arc::new(list.into()))).expect("a list of texts")
    }

    #[test]
    fn the_texts_of_a_response_share_its_body() {
        let texts = read(r#"["a","","é","with \" escape"]"#);
        assert_eq!(texts, ["a", "", "é", "with \" escape"]);
        // An escaped text has a copy of its own, and an empty one no memory.
        let counted = || texts[0].body.as_ref().map(Arc::strong_count);
        assert_eq!((counted(), texts[1].body.is_none(), texts[3].end), (Some(2), true, TO_THE_END));
        let kept = texts[0].detached();
        assert_eq!((counted(), kept.as_str()), (Some(2), "a"));
        assert_eq!((size_of::<Option<Text>>(), size_of::<Text>()), (16, 16));
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
