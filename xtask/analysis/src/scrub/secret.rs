//! The API key in what a service sends: a service can echo it, in any of the usual codings.

use super::coding::{Unit, base64, decoded, plain};
use crate::json::{Data, Member, Value};

/// What takes the place of a key.
const CONCEALED: &str = "[key]";

/// A shorter key would be found in other words.
const SHORTEST: usize = 8;

/// A coding inside of another: percent-encoding in a JSON escape in an HTML entity.
const MOST_LAYERS: usize = 4;

/// A key that must appear nowhere.
#[derive(Clone)]
pub struct Secret {
    key: String,
    /// What the key is found by; letters of the first two in any case.
    folded: [Vec<char>; 2],
    exact: Vec<Vec<char>>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}

impl Secret {
    /// A secret from a key.
    #[must_use]
    pub fn new(key: &str) -> Self {
        let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
        let folded = [key.to_ascii_lowercase(), hex].map(|form| form.chars().collect());
        let exact = (0..3).map(|before| base64(before, key.as_bytes())).collect();
        Self { key: key.to_owned(), folded, exact }
    }

    /// Whether the key is long enough to be told from other words.
    #[must_use]
    pub fn is_recognizable(&self) -> bool {
        self.key.len() >= SHORTEST
    }

    /// Returns the text without the key: as it is, in other case, in JSON escapes, percent-encoding, HTML entities, Base64
    /// and hexadecimal digits, and in one of these inside of another. A key of less than 8 characters is found only where it
    /// is the whole text.
    #[must_use]
    pub fn conceal(&self, text: &str) -> String {
        if !self.is_recognizable() {
            return if text == self.key { CONCEALED.to_owned() } else { text.to_owned() };
        }
        let mut found = Vec::new();
        let mut units = plain(text);
        for _ in 0..=MOST_LAYERS {
            self.find(&units, &mut found);
            let inner = decoded(&units);
            if inner.iter().map(|unit| unit.c).eq(units.iter().map(|unit| unit.c)) {
                break;
            }
            units = inner;
        }
        found.sort_unstable();
        let mut concealed = String::with_capacity(text.len());
        let mut end = 0;
        for (first, last) in found {
            if first >= end {
                concealed.push_str(&text[end..first]);
                concealed.push_str(CONCEALED);
            }
            end = end.max(last);
        }
        concealed.push_str(&text[end..]);
        concealed
    }

    /// The same for bytes that need not be text.
    #[must_use]
    pub fn conceal_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        // As Latin-1 every byte is a character, and the key is ASCII.
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        self.conceal(&text).chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect()
    }

    /// The response without the key, in values and names.
    #[must_use]
    pub fn remove(&self, value: &Value) -> Value {
        let data = match &value.data {
            Data::Null | Data::Bool(_) => value.data.clone(),
            Data::Text(text) => Data::Text(self.conceal(text)),
            Data::Number(literal) if self.conceal(literal) == *literal => Data::Number(literal.clone()),
            Data::Number(_) => Data::Number("0".to_owned()),
            Data::List(items) => Data::List(items.iter().map(|item| self.remove(item)).collect()),
            Data::Object(members) => Data::Object(
                members
                    .iter()
                    .map(|Member { name, start, value }| Member {
                        name: self.conceal(name),
                        start: *start,
                        value: self.remove(value),
                    })
                    .collect(),
            ),
        };
        Value { start: value.start, data }
    }

    /// Adds where the key is, as ranges of the text.
    fn find(&self, units: &[Unit], found: &mut Vec<(usize, usize)>) {
        let forms = self.folded.iter().map(|form| (form, true)).chain(self.exact.iter().map(|form| (form, false)));
        for (form, is_folded) in forms {
            for window in units.windows(form.len().max(1)) {
                let is_same = |(unit, expected): (&Unit, &char)| match is_folded {
                    true => unit.c.to_ascii_lowercase() == *expected,
                    // The alphabet of URLs has other signs.
                    false => unit.c == *expected || matches!((unit.c, expected), ('-', '+') | ('_', '/')),
                };
                if let ([first, ..], [.., last]) = (window, window)
                    && window.iter().zip(form).all(is_same)
                {
                    found.push((first.start, last.end));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "Secret/Key-0123 9";

    fn hidden(text: &str, expected: &str) {
        assert_eq!(Secret::new(KEY).conceal(text), expected, "{text}");
    }

    #[test]
    fn the_key_is_found_in_every_coding() {
        hidden("bad key Secret/Key-0123 9!", "bad key [key]!");
        hidden("SECRET/KEY-0123 9, secret/key-0123 9", "[key], [key]");
        hidden(r"x\/Secret\/Key-0123 9\u002f", r"x\/[key]\u002f");
        hidden(r"\u0053\u0065cret/Key-0123\u00209é", "[key]é");
        hidden("?k=Secret%2FKey-0123%209&x", "?k=[key]&x");
        hidden("?k=Secret/Key-0123+9", "?k=[key]");
        hidden("%25%53ecret%252FKey-0123 9", "%25[key]");
        hidden(r"%5Cu0053ecret\u002fKey-0123&#32;9", "[key]");
        hidden("Secret&#x2F;Key-0123&#32;9", "[key]");
        hidden("5365637265742f4b65792d303132332039", "[key]");
        hidden("nothing of Secret/Key-0123 alone, é 漢 %zz \\u12", "nothing of Secret/Key-0123 alone, é 漢 %zz \\u12");
    }

    #[test]
    fn the_key_is_found_in_base_64_wherever_it_begins() {
        // `key:`, `k:` and `:` before it.
        for text in ["a2V5OlNlY3JldC9LZXktMDEyMyA5", "azpTZWNyZXQvS2V5LTAxMjMgOQ==", "OlNlY3JldC9LZXktMDEyMyA5"] {
            let concealed = Secret::new(KEY).conceal(text);
            assert!(concealed.contains("[key]") && concealed.len() < 16, "{concealed}");
        }
    }

    #[test]
    fn a_short_key_eats_no_letters() {
        assert_eq!(Secret::new("k").conceal("a key"), "a key");
        assert_eq!(Secret::new("k").conceal("k"), "[key]");
        assert!(!Secret::new("k").is_recognizable());
    }

    #[test]
    fn bytes_that_are_no_text_lose_the_key_alone() {
        let bytes = [b"\xff\xfe\x00Secret/Key-0123 9".as_slice(), "é".as_bytes()].concat();
        assert_eq!(Secret::new(KEY).conceal_bytes(&bytes), [b"\xff\xfe\x00[key]".as_slice(), "é".as_bytes()].concat());
    }
}
