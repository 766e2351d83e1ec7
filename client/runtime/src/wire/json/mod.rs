//! JSON of unknown shape.

mod path;
mod write;

pub(crate) use write::exactly;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::text::Text;
use super::via_json::deserialize_via_json;
use crate::json::{Decode, DecodeError, Decoded, Number, Reader, entries, from_json, read};
use crate::raw::SharedText;
use crate::redact::Secrets;

/// JSON of unknown shape, as the service wrote it: no number is rounded, and no name is dropped.
///
/// It is a part of the response, and is not parsed until you use it: [`get`](Self::get), [`at`](Self::at) and
/// [`pointer`](Self::pointer) return one part, [`fields`](Self::fields) and [`items`](Self::items) all of them, and
/// [`read`](Self::read) decodes it as a type of this crate. For your own types, pass [`as_json`](Self::as_json) to
/// `serde_json::from_str`.
///
/// ```
/// use shop::values::Json;
///
/// let order: Json = r#"{"customer": {"id": "25", "links": [{"url": "https://example.com"}]}}"#.parse()?;
/// assert_eq!(order.pointer("/customer/id").unwrap_or_default().read::<String>()?, "25");
///
/// let links = order.pointer("/customer/links").unwrap_or_default().items();
/// assert_eq!(links[0].get("url").unwrap_or_default().read::<String>()?, "https://example.com");
/// # Ok::<(), shop::Error>(())
/// ```
///
/// Two values are equal where their content is, in whatever order and form. Numbers compare as `u64`, `i64` or `f64`, and
/// are passed to serde as such, but sent in a request as they are; half of a surrogate pair becomes U+FFFD in both. Only
/// [`as_json`](Self::as_json) is exact.
///
/// In a response with bytes that no JSON has, these are replaced here too, as [`Drift`](crate::response::Drift) explains.
///
/// Like a [`Text`], it keeps the body of its response in memory: see [`detached`](Self::detached).
#[derive(Clone)]
pub struct Json(Text);

deserialize_via_json!(Json);

impl Json {
    /// The JSON as it arrived: a text with its quotes and escapes.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// The fields of an object, in the order of the service; empty where this is not an object. A name that appears twice is
    /// twice in the list.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, Self)> {
        let mut fields = Vec::new();
        if self.first() == b'{' {
            // It was read before: nothing in it can fail.
            let _ = entries(&mut self.reader(), |reader, name| {
                fields.push((name, Self::decode(reader)?));
                Ok(())
            });
        }
        fields
    }

    /// The items of a list; empty where this is not a list.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        if self.first() == b'[' { Vec::decode(&mut self.reader()).unwrap_or_default() } else { Vec::new() }
    }

    /// The first value of this name, where this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Self> {
        self.part(|reader| reader.enter_object(name))
    }

    /// The item at this index, where this is a list that is long enough.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<Self> {
        self.part(|reader| reader.enter_list(index))
    }

    /// The value at a JSON pointer (RFC 6901): `/customer/links/0/url`. The empty pointer returns this value.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<Self> {
        let mut steps = pointer.split('/');
        // A pointer begins with a slash: nothing is before it.
        steps.next().filter(|before| before.is_empty())?;
        steps.try_fold(self.clone(), |json, step| {
            if json.as_json().starts_with('[') {
                let is_plain = step == "0" || !step.starts_with(['0', '+']);
                return json.at(step.parse().ok().filter(|_| is_plain)?);
            }
            json.get(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// Decodes it as text, a number, a list, an id, or any other type that a response can contain; see [`Decode`].
    ///
    /// # Errors
    /// Where it is something else, with the path of the value that does not match.
    pub fn read<T: Decode>(&self) -> Result<T, DecodeError> {
        read(self.0.reader()).map_err(|failure| failure.describe(self.as_json().as_bytes(), &Secrets::NONE))
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_json() == "null"
    }

    /// A copy that does not keep the body of its response in memory.
    #[must_use]
    pub fn detached(&self) -> Self {
        Self(self.0.detached())
    }

    /// A part of this value, which shares its body.
    fn part(&self, enter: impl FnOnce(&mut Reader<'_>) -> Decoded<bool>) -> Option<Self> {
        let mut reader = self.reader();
        enter(&mut reader).ok().filter(|is_there| *is_there)?;
        Some(Self(self.0.of_body(reader.value().ok()?)))
    }

    /// The JSON at a place of a body.
    pub(crate) fn part_of(body: &SharedText, place: Range<usize>) -> Self {
        Self(Text::part_of(body, place))
    }

    /// A lossy reader, for what must not fail: JSON allows half of a surrogate pair, and Rust does not.
    fn reader(&self) -> Reader<'_> {
        self.0.reader().lossily()
    }

    fn number(&self) -> Decoded<Number> {
        self.reader().number()
    }

    fn text(&self) -> Option<Text> {
        Text::decode(&mut self.reader()).ok()
    }

    /// The fields in the order of their names; those of one name keep their order.
    fn sorted_fields(&self) -> Vec<(String, Self)> {
        let mut fields = self.fields();
        fields.sort_by(|one, other| one.0.cmp(&other.0));
        fields
    }

    fn first(&self) -> u8 {
        self.as_json().as_bytes().first().copied().unwrap_or_default()
    }
}

impl Json {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        let place = reader.value()?;
        Ok(Self(Text::of(reader, place)))
    }
}

impl Decode for Json {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self(Text::blank())
    }
}

impl Default for Json {
    /// Null.
    fn default() -> Self {
        Self(Text::from("null"))
    }
}

impl FromStr for Json {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
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
                // Beyond the range of every number type.
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
