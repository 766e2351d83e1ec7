//! A body that is JSON but for its encoding, or for a byte or a word here and there: the same as JSON, and what was odd.
//!
//! It is made where a body has been refused, so that a valid one pays nothing for it.

use std::borrow::Cow;
use std::sync::Arc;

use super::reader::Reader;
use super::skipped::MOST;
use crate::raw::SharedText;

/// The JSON of a body.
pub(crate) struct Repaired {
    pub(crate) text: SharedText,
    /// Where each oddity is in the text, in ascending order; never empty.
    pub(crate) oddities: Vec<(usize, Oddity)>,
}

/// What is odd about a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Oddity {
    ByteOrderMark,
    Utf16,
    NotUtf8,
    NotANumber,
    ControlCharacter,
    Escape,
}

impl Oddity {
    /// In the words of messages: what there is, and how it is read.
    pub(crate) fn describe(self) -> (&'static str, &'static str) {
        match self {
            Self::ByteOrderMark => ("a byte order mark, which JSON does not have", "skipped"),
            Self::Utf16 => ("UTF-16, where JSON is UTF-8", "converted"),
            Self::NotUtf8 => ("a byte that is not UTF-8", "read as U+FFFD"),
            Self::NotANumber => ("NaN or an infinity, which JSON does not have", "read as null"),
            Self::ControlCharacter => ("a control character in a text without an escape", "kept"),
            Self::Escape => ("an escape that JSON does not have", "its backslash is read as U+FFFD"),
        }
    }
}

/// The body as JSON, if it is JSON but for at most 2,000 oddities, and is not without them.
#[cold]
pub(crate) fn repaired(body: &[u8]) -> Option<Repaired> {
    let mut repair = Repair { text: String::with_capacity(body.len()), oddities: Vec::new() };
    let decoded = decoded(body, &mut repair.oddities);
    repair.tokens(&decoded);
    let Repair { text, oddities } = repair;
    let mut reader = Reader::new(&text);
    let is_json = reader.value().is_ok() && reader.is_at_end();
    (is_json && (1..=MOST).contains(&oddities.len())).then(|| Repaired { text: Arc::new(text.into()), oddities })
}

/// The body as text. The positions of oddities are those in the text.
fn decoded<'a>(body: &'a [u8], oddities: &mut Vec<(usize, Oddity)>) -> Cow<'a, str> {
    let unit: fn([u8; 2]) -> u16 = match body {
        // A text of JSON has no NUL, and begins with a character of ASCII.
        [0xff, 0xfe, ..] | [1..=0xff, 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [0, 1..=0xff, ..] => u16::from_be_bytes,
        _ => return utf8(body, oddities),
    };
    oddities.push((0, Oddity::Utf16));
    let (units, half) = body.as_chunks();
    let units = units.iter().map(|bytes| unit(*bytes));
    let mut text = String::with_capacity(body.len() / 2);
    for char in char::decode_utf16(units) {
        match char {
            Ok('\u{feff}') if text.is_empty() => {}
            Ok(char) => text.push(char),
            Err(_) => replace(&mut text, oddities),
        }
    }
    if !half.is_empty() {
        replace(&mut text, oddities);
    }
    text.into()
}

fn utf8<'a>(body: &'a [u8], oddities: &mut Vec<(usize, Oddity)>) -> Cow<'a, str> {
    let body = match body.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            oddities.push((0, Oddity::ByteOrderMark));
            rest
        }
        None => body,
    };
    if let Ok(text) = std::str::from_utf8(body) {
        return text.into();
    }
    let mut text = String::with_capacity(body.len());
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replace(&mut text, oddities);
        }
    }
    text.into()
}

fn replace(text: &mut String, oddities: &mut Vec<(usize, Oddity)>) {
    // One more than is allowed shows that there are too many.
    if oddities.len() <= MOST {
        oddities.push((text.len(), Oddity::NotUtf8));
    }
    text.push(char::REPLACEMENT_CHARACTER);
}

/// A text that is written again, token by token.
struct Repair {
    text: String,
    oddities: Vec<(usize, Oddity)>,
}

impl Repair {
    /// Writes all tokens. The oddities so far are those of the encoding, at their positions in `decoded`.
    fn tokens(&mut self, decoded: &str) {
        let mut encoding = std::mem::take(&mut self.oddities).into_iter().peekable();
        let mut rest = decoded;
        let mut is_in_text = false;
        while let Some(byte) = rest.bytes().next() {
            let (before, at) = (self.text.len(), decoded.len() - rest.len());
            let length = if is_in_text { self.in_text(rest) } else { self.outside(rest) };
            // What the encoding made is in a piece that is copied.
            while let Some((position, oddity)) = encoding.next_if(|(position, _)| *position < at + length) {
                self.oddities.push((before + position - at, oddity));
            }
            if byte == b'"' {
                is_in_text = !is_in_text;
            }
            rest = &rest[length..];
            if self.oddities.len() > MOST {
                return;
            }
        }
    }

    fn odd(&mut self, oddity: Oddity) {
        self.oddities.push((self.text.len(), oddity));
    }

    /// Writes what comes next in a text; returns how much of it was read.
    fn in_text(&mut self, rest: &str) -> usize {
        let plain = rest.bytes().take_while(|byte| *byte >= b' ' && !matches!(byte, b'"' | b'\\')).count();
        match rest.as_bytes() {
            _ if plain > 0 => self.copy(rest, plain),
            [b'"', ..] => self.copy(rest, 1),
            [b'\\', b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_hexdigit()) => {
                self.copy(rest, 6)
            }
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.copy(rest, 2),
            [b'\\', ..] => {
                self.odd(Oddity::Escape);
                self.text.push(char::REPLACEMENT_CHARACTER);
                1
            }
            [control, ..] => {
                self.odd(Oddity::ControlCharacter);
                self.text.push_str(&format!("\\u{control:04x}"));
                1
            }
            [] => 0,
        }
    }

    /// Writes what comes next outside of texts; returns how much of it was read.
    fn outside(&mut self, rest: &str) -> usize {
        let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let word = rest.bytes().take_while(|byte| is_of_word(*byte)).count();
        if word == 0 {
            let other = rest.bytes().take_while(|byte| *byte != b'"' && !is_of_word(*byte)).count();
            return self.copy(rest, other.max(1));
        }
        let is_name = rest[..word].trim_start_matches(['+', '-']).starts_with(|char: char| char.is_ascii_alphabetic());
        // The names by which Rust knows them are those that other languages write.
        if is_name && rest[..word].parse().is_ok_and(|number: f64| !number.is_finite()) {
            self.odd(Oddity::NotANumber);
            self.text.push_str("null");
            return word;
        }
        self.copy(rest, word)
    }

    fn copy(&mut self, rest: &str, length: usize) -> usize {
        self.text.push_str(&rest[..length]);
        length
    }
}
