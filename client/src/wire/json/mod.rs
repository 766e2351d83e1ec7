//! JSON whose shape no source tells.

mod collect;
mod write;

pub(super) use collect::collected;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use super::Text;
use crate::decode::{self, Decode, DecodeError, Decoded, Number, Reader, entries, from_json};
use crate::{Error, ErrorKind, Result};

/// JSON whose shape no source tells, as the service wrote it: no number is rounded, no name dropped.
///
/// It is a part of the reply, not read until it is asked: [`get`](Self::get), [`at`](Self::at) and
/// [`pointer`](Self::pointer) lead to a part of it, [`fields`](Self::fields) and [`items`](Self::items)
/// to all of them, and [`read`](Self::read) makes of it what it is expected to be. For types of one's own, give
/// [`as_json`](Self::as_json) to `serde_json::from_str`.
///
/// ```
/// use hikerapi::Json;
/// use hikerapi::types::UserPk;
///
/// let profile: Json = r#"{"user": {"id": "25025320", "links": [{"url": "https://example.com"}]}}"#.parse()?;
/// let id = profile.pointer("/user/id").map(|id| id.read::<UserPk>()).transpose()?;
/// assert_eq!(id, Some(UserPk::from(25025320)));
///
/// let links = profile.pointer("/user/links").unwrap_or_default().items();
/// assert_eq!(links[0].get("url").unwrap_or_default().read::<String>()?, "https://example.com");
/// # Ok::<(), hikerapi::Error>(())
/// ```
///
/// Two are equal where they hold the same, in whatever order and form: numbers as they are read, as a `u64`, an `i64` or an
/// `f64`. So are they given to serde, where half of a character becomes U+FFFD; [`as_json`](Self::as_json) alone is exact.
///
/// Like a [`Text`], it keeps the body of its reply for as long as it is kept: see [`detached`](Self::detached).
#[derive(Clone)]
pub struct Json(Text);

crate::rt::by_way_of_json!(Json);

impl Json {
    /// The JSON, as it came: a text with its quotes and escapes.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// The fields of an object, in the order of the service; none where this is no object. A name that is there twice is
    /// twice in it.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, Self)> {
        if self.first() == b'{' { entries(&mut self.reader()).unwrap_or_default() } else { Vec::new() }
    }

    /// The items of a list; none where this is no list.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        if self.first() == b'[' { Vec::decode(&mut self.reader()).unwrap_or_default() } else { Vec::new() }
    }

    /// The value of this name, where this is an object that has it: the first, where it has several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Self> {
        self.part(|reader| reader.enter_object(name))
    }

    /// The element at this place from 0, where this is a list that is long enough.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<Self> {
        self.part(|reader| reader.enter_list(index))
    }

    /// What a JSON pointer (RFC 6901) leads to: `/user/links/0/url`. The empty one leads to this.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        let mut steps = pointer.split('/');
        // A pointer begins with a slash, and nothing stands before it.
        steps.next().filter(|before| before.is_empty())?;
        steps.try_fold(self.clone(), |json, step| {
            if json.as_json().starts_with('[') {
                let is_plain = step == "0" || !step.starts_with(['0', '+']);
                return json.at(step.parse().ok().filter(|_| is_plain)?);
            }
            json.get(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// The value that this is expected to be: text, a number, a list, an id, a type of this crate; see [`Decode`].
    ///
    /// # Errors
    /// [`Decode`](ErrorKind::Decode) where it is something else, with the place that does not fit.
    pub fn read<T: Decode>(&self) -> Result<T> {
        let error = |error: DecodeError| Error::new(ErrorKind::Decode, error.told(self.as_json().as_bytes(), ""));
        decode::read(self.0.reader()).map_err(error)
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_json() == "null"
    }

    /// The same JSON on its own: the body of its reply is not kept for it.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self(self.0.detached())
    }

    /// A part of this one's body.
    fn part(&self, enter: impl FnOnce(&mut Reader<'_>) -> Decoded<bool>) -> Option<Self> {
        let mut reader = self.reader();
        enter(&mut reader).ok().filter(|is_there| *is_there)?;
        Some(Self(self.0.of_body(reader.value().ok()?)))
    }

    /// What stands in a body at this place, which is JSON.
    pub(crate) fn part_of(body: &Arc<str>, place: Range<usize>) -> Self {
        Self(Text::part_of(body, place))
    }

    /// A reader of this, for what must not fail: JSON allows half of a character, and Rust does not.
    fn reader(&self) -> Reader<'_> {
        self.0.reader().lossily()
    }

    fn number(&self) -> Decoded<Number> {
        self.reader().number()
    }

    fn text(&self) -> Option<Text> {
        Text::decode(&mut self.reader()).ok()
    }

    /// In the order of their names, and for one name in that of the service.
    fn sorted_fields(&self) -> Vec<(String, Self)> {
        let mut fields = self.fields();
        fields.sort_by(|one, other| one.0.cmp(&other.0));
        fields
    }

    fn first(&self) -> u8 {
        self.as_json().as_bytes().first().copied().unwrap_or_default()
    }
}

impl Decode for Json {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let place = reader.value()?;
        Ok(Self(Text::of(reader, place)))
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Default for Json {
    /// Null.
    fn default() -> Self {
        Self(Text::from("null"))
    }
}

impl FromStr for Json {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        from_json(text.as_bytes())
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        if self.as_json() == other.as_json() {
            return true;
        }
        match (self.first(), other.first()) {
            (b'{', b'{') => self.sorted_fields() == other.sorted_fields(),
            (b'[', b'[') => self.items() == other.items(),
            (b'"', b'"') => self.text() == other.text(),
            (b'-' | b'0'..=b'9', b'-' | b'0'..=b'9') => match (self.number(), other.number()) {
                (Ok(one), Ok(other)) => one == other,
                // Beyond what any number can be.
                _ => false,
            },
            _ => false,
        }
    }
}

impl Eq for Json {}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_json())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_json())
    }
}

#[cfg(test)]
mod tests;
