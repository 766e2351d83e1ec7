//! Reading JSON with the location of every value.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::value::{Data, Member, Value};

/// Deeper than any response; a file that is not one must not exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offset at which reading stopped.
    pub at: usize,
    /// What is wrong there.
    pub why: String,
}

/// Reads a whole text.
///
/// `serde_json` does the reading, layer by layer as raw values, and the places are those of the
/// raw slices in the text.
///
/// # Errors
/// Where it is not exactly one JSON value, is nested more than 128 deep, or repeats a key: of two
/// equal keys a reader would drop one without a word.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| syntax_error(text, 0, &error))?;
    Reader { text }.value(whole, 0)
}

struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&self, raw: &'a RawValue, depth: usize) -> Result<Value, SyntaxError> {
        let start = self.offset(raw);
        if depth > MAX_DEPTH {
            return Err(SyntaxError { at: start, why: format!("it is nested more than {MAX_DEPTH} deep") });
        }
        let literal = raw.get();
        let data = match literal.as_bytes().first() {
            Some(b'{') => Data::Object(self.members(literal, start, depth)?),
            Some(b'[') => {
                let Items(items) = read(literal, start)?;
                Data::List(items.into_iter().map(|item| self.value(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Data::Text(read(literal, start)?),
            Some(b't' | b'f') => Data::Bool(literal == "true"),
            Some(b'n') => Data::Null,
            _ => Data::Number(literal.to_owned()),
        };
        Ok(Value { start, data })
    }

    fn members(&self, literal: &'a str, start: usize, depth: usize) -> Result<Vec<Member>, SyntaxError> {
        let Members(raw) = read(literal, start)?;
        let mut members = Vec::with_capacity(raw.len());
        let mut seen = std::collections::BTreeSet::new();
        for (key, value) in raw {
            let start = self.offset(key);
            let name: String = read(key.get(), start)?;
            if !seen.insert(name.clone()) {
                return Err(SyntaxError { at: start, why: format!("the key `{name}` appears twice in one object") });
            }
            members.push(Member { name, start, value: self.value(value, depth + 1)? });
        }
        Ok(members)
    }

    /// Raw values are slices of the text, so the distance of the two is the place.
    fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr().addr() - self.text.as_ptr().addr()
    }
}

fn read<'a, T: Deserialize<'a>>(literal: &'a str, start: usize) -> Result<T, SyntaxError> {
    serde_json::from_str(literal).map_err(|error| {
        let SyntaxError { at, why } = syntax_error(literal, 0, &error);
        SyntaxError { at: start + at, why }
    })
}

fn syntax_error(text: &str, start: usize, error: &serde_json::Error) -> SyntaxError {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (start + line_start + error.column().saturating_sub(1)).min(text.len());
    let message = error.to_string();
    let why = message.rfind(" at line ").map_or(message.as_str(), |end| &message[..end]);
    SyntaxError { at, why: why.to_owned() }
}

/// The items of an array, unread.
struct Items<'a>(Vec<&'a RawValue>);

/// The members of an object, unread and with repeated keys.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Layer).map(|layer| Self(layer.into_iter().map(|(_, value)| value).collect()))
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Layer).map(Self)
    }
}

struct Layer;

impl<'de> Visitor<'de> for Layer {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element::<&RawValue>()? {
            items.push((item, item));
        }
        Ok(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_place_and_numbers_keep_their_text() {
        let text = "\n{ \"a\\u00e9\": [1.50, -0, 18446744073709551616],\n  \"b\" :null }";
        let value = parse(text).expect("JSON");
        let Data::Object(members) = &value.data else { panic!("{value:?}") };
        assert_eq!((value.start, members[0].name.as_str(), members[0].start), (1, "aé", 3));
        let Data::List(items) = &members[0].value.data else { panic!("{value:?}") };
        for (item, literal) in items.iter().zip(["1.50", "-0", "18446744073709551616"]) {
            assert!(matches!(&item.data, Data::Number(text) if text == literal), "{item:?}");
            assert!(text[item.start..].starts_with(literal));
        }
        assert!(text[members[1].start..].starts_with("\"b\" :"));
        assert!(text[members[1].value.start..].starts_with("null }"));
    }

    #[track_caller]
    fn refused(text: &str, at: usize, why: &str) {
        let syntax_error = parse(text).expect_err(text);
        assert_eq!((syntax_error.at, syntax_error.why.as_str()), (at, why), "{text}");
    }

    #[test]
    fn what_is_not_json_is_refused_where_it_stops() {
        refused("", 0, "EOF while parsing a value");
        refused("{\"a\": 1,\n \"b\": nul }", 18, "expected ident");
        refused("[1] 2", 4, "trailing characters");
        refused("{\"a\": {\"b\": 1, \"b\": 2}}", 15, "the key `b` appears twice in one object");
        refused("[\n \"\\ud800\"]", 10, "unexpected end of hex escape");
    }

    #[test]
    fn a_bomb_of_brackets_is_refused() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse(&text).expect_err("too deep").why, "it is nested more than 128 deep");
    }
}
