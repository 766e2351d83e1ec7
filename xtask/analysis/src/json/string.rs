//! The characters of a JSON text, and its strings.

use super::error::SyntaxError;
use super::oddity::Oddity;

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

    pub(super) fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    /// The end of the text is always the reason where it is reached.
    pub(super) fn error(&self, why: &str) -> SyntaxError {
        let why = if self.at >= self.text.len() { "the text ends too early" } else { why };
        SyntaxError { at: self.at, why: why.to_owned() }
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
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.error("a control character inside of a text is not escaped")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let start = self.at;
        self.at += 1;
        let escaped = match self.peek() {
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(sign),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => {
                let sign = self.text[self.at..].chars().next().unwrap_or_default();
                return Err(self.error(&format!("`\\{sign}` is not an escape of JSON")));
            }
        };
        self.at += 1;
        Ok(escaped)
    }

    /// `\u00e9`, or two of them for a character beyond 16 bits.
    fn unicode(&mut self, start: usize) -> Result<char, SyntaxError> {
        self.at = start;
        let Some(first) = self.unit() else {
            return Err(self.error("`\\u` needs four hexadecimal digits"));
        };
        if let Some(single) = char::from_u32(first) {
            return Ok(single);
        }
        let after = self.at;
        let second = if first < 0xdc00 { self.unit().filter(|unit| (0xdc00..0xe000).contains(unit)) } else { None };
        let pair = second.and_then(|second| char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)));
        Ok(pair.unwrap_or_else(|| {
            self.at = after;
            self.oddities.push(Oddity::new(start, "half of a surrogate pair, read as U+FFFD"));
            char::REPLACEMENT_CHARACTER
        }))
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
