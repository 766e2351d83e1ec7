//! The characters of a JSON text, and its strings.

use super::error::SyntaxError;
use super::oddity::Oddity;

/// A text with more is something else.
pub(super) const MOST_ODDITIES: usize = 2000;

/// A position in a text, and what was odd before it.
pub(super) struct Scanner<'a> {
    text: &'a str,
    pub(super) at: usize,
    pub(super) oddities: Vec<Oddity>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, oddities: Vec::new() }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Goes past a word if it is next.
    pub(super) fn take(&mut self, word: &[u8]) -> bool {
        let is_next = self.text.as_bytes()[self.at..].starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// The text from here, as long as its bytes are such, which are ASCII.
    pub(super) fn ahead(&self, is_such: impl Fn(&u8) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii() && is_such(byte)).count();
        &rest[..length]
    }

    pub(super) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    /// The end of the text is always the reason where it is reached.
    pub(super) fn error(&self, why: &str) -> SyntaxError {
        let why = if self.at >= self.text.len() { "the text ends too early" } else { why };
        SyntaxError { at: self.at, why: why.to_owned() }
    }

    /// Notes an oddity. One more than is allowed shows that there are too many.
    pub(super) fn odd(&mut self, at: usize, what: impl Into<String>) {
        if self.oddities.len() <= MOST_ODDITIES {
            self.oddities.push(Oddity::new(at, what));
        }
    }

    /// A string, from its opening quote.
    pub(super) fn text(&mut self) -> Result<String, SyntaxError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = self.at;
            while self.peek().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            text.push_str(self.since(plain));
            match self.peek() {
                None => return Err(self.error("the text ends too early")),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()),
                Some(control) => {
                    self.odd(self.at, "a control character in a text without an escape, kept");
                    text.push(char::from(control));
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self) -> char {
        let start = self.at;
        let escaped = match self.text.as_bytes().get(start + 1) {
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(*sign),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return self.unicode(start),
        };
        self.at += 2;
        escaped
    }

    /// `\u00e9`, or two of them for a character beyond 16 bits.
    fn unicode(&mut self, start: usize) -> char {
        let Some(first) = self.unit() else {
            self.odd(start, "an escape that JSON does not have, its backslash read as U+FFFD");
            self.at += 1;
            return char::REPLACEMENT_CHARACTER;
        };
        if let Some(single) = char::from_u32(first) {
            return single;
        }
        let after = self.at;
        let second = if first < 0xdc00 { self.unit().filter(|unit| (0xdc00..0xe000).contains(unit)) } else { None };
        let pair = second.and_then(|second| char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
        pair.unwrap_or_else(|| {
            self.at = after;
            self.odd(start, "half of a surrogate pair, read as U+FFFD");
            char::REPLACEMENT_CHARACTER
        })
    }

    /// The number of a `\uXXXX` that is next.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 6)?.strip_prefix("\\u")?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        self.at += 6;
        Some(unit)
    }
}
