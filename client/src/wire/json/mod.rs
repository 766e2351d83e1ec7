//! JSON whose shape no source tells.

mod collect;
mod write;

pub(super) use collect::collected;

use std::fmt;
use std::str::FromStr;

use super::Text;
use crate::decode::{Decode, Decoded, Number, Reader, entries, from_json};
use crate::{Error, ErrorKind, Result};

/// JSON whose shape no source tells, as the service wrote it: no number is rounded, no name dropped.
///
/// It is a part of the reply, not read until it is asked: [`get`](Self::get), [`at`](Self::at) and
/// [`pointer`](Self::pointer) lead to a part of it, [`read`](Self::read) makes of that what it is
/// expected to be. For types of one's own, give [`as_str`](Self::as_str) to `serde_json::from_str`.
///
/// ```
/// use hikerapi::Json;
/// use hikerapi::types::UserPk;
///
/// let profile: Json = r#"{"user": {"id": "25025320", "links": [{"url": "https://example.com"}]}}"#.parse()?;
/// let id = profile.pointer("/user/id").map(|id| id.read::<UserPk>()).transpose()?;
/// assert_eq!(id, Some(UserPk::from(25025320)));
///
/// let links: Vec<Json> = profile.pointer("/user/links").unwrap_or_default().read()?;
/// assert_eq!(links[0].get("url").unwrap_or_default().as_str(), r#""https://example.com""#);
/// # Ok::<(), hikerapi::Error>(())
/// ```
///
/// Two are equal where they hold the same, however it is written. Like a [`Text`], it keeps the body
/// of its reply for as long as it is kept: see [`detached`](Self::detached).
#[derive(Clone)]
pub struct Json(Text);

impl Json {
    /// The JSON, as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
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
            if json.as_str().starts_with('[') {
                let is_plain = step == "0" || !step.starts_with(['0', '+']);
                return json.at(step.parse().ok().filter(|_| is_plain)?);
            }
            json.get(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// The value that this is expected to be: an id, a list of texts, a type of this crate.
    ///
    /// # Errors
    /// [`Decode`](ErrorKind::Decode) where it is something else, with the place that does not fit.
    pub fn read<T: Decode>(&self) -> Result<T> {
        from_json(self.as_str().as_bytes())
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_str() == "null"
    }

    /// The same JSON on its own: the body of its reply is not kept for it.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self(self.0.detached())
    }

    fn part(&self, enter: impl FnOnce(&mut Reader<'_>) -> Decoded<bool>) -> Option<Self> {
        let mut reader = Reader::new(self.as_str());
        enter(&mut reader).ok().filter(|is_there| *is_there)?;
        Some(Self(self.0.part(reader.value().ok()?)))
    }

    /// The JSON in a text, without white space around it.
    pub(crate) fn of(text: &str) -> Decoded<Self> {
        let place = Reader::new(text).only_value()?;
        Ok(Self(Text::from(text.get(place).unwrap_or_default())))
    }

    /// The fields of an object, in the order of the service.
    fn fields(&self) -> Decoded<Vec<(String, Self)>> {
        entries(&mut Reader::new(self.as_str()))
    }

    /// The same, in the order of their names.
    fn sorted_fields(&self) -> Option<Vec<(String, Self)>> {
        let mut fields = self.fields().ok()?;
        fields.sort_by(|one, other| one.0.cmp(&other.0));
        Some(fields)
    }

    fn number(&self) -> Option<Number> {
        Reader::new(self.as_str()).number().ok()
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
        Self::of(text).map_err(|misfit| Error::new(ErrorKind::Decode, format!("the text is no JSON: {misfit}")))
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        if self.as_str() == other.as_str() {
            return true;
        }
        let (kind, other_kind) = (self.as_str().as_bytes().first(), other.as_str().as_bytes().first());
        match kind {
            Some(b'-' | b'0'..=b'9') => self.number().is_some_and(|number| Some(number) == other.number()),
            kind if kind != other_kind => false,
            // What cannot be read, for half of a character, equals what is written the same way alone.
            Some(b'{') => self.sorted_fields().is_some_and(|fields| Some(fields) == other.sorted_fields()),
            Some(b'[') => {
                self.read::<Vec<Self>>().is_ok_and(|items| other.read().is_ok_and(|others: Vec<Self>| items == others))
            }
            Some(b'"') => self.read::<Text>().is_ok_and(|text| other.read().is_ok_and(|other: Text| text == other)),
            _ => false,
        }
    }
}

impl Eq for Json {}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
