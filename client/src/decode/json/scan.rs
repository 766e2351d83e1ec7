//! Where the tokens end: texts eight bytes at a time, numbers by their digits, skipped values whole.

use std::mem::take;

use serde::de::Unexpected;

use super::{Decoded, Misfit, Reader};

/// What a text was read up to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Quote,
    Escape,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// A top bit for every byte that is `"`, `\` or a control character. Bits above the lowest may be
/// wrong, the lowest is right.
#[inline]
fn marks(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let is_zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let is_control = word.wrapping_sub(ONES * 0x20) & !word;
    (is_zero(quote) | is_zero(backslash) | is_control) & TOPS
}

/// Where the next quotation mark or escape stands.
#[inline]
pub(super) fn text(bytes: &[u8], mut at: usize) -> Decoded<(usize, Stop)> {
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            at += (marks.trailing_zeros() / 8) as usize;
            break;
        }
        at += 8;
    }
    // After a mark this takes one turn; near the end of the body at most seven.
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok((at, Stop::Quote)),
            Some(b'\\') => return Ok((at, Stop::Escape)),
            Some(0..=0x1f) => return Err(Misfit::broken()),
            None => return Err(Misfit::cut()),
            Some(_) => at += 1,
        }
    }
}

/// The character of the escape whose backslash stands before, and where it ends.
pub(super) fn escape(bytes: &[u8], at: usize) -> Decoded<(char, usize)> {
    let char = match bytes.get(at).ok_or_else(Misfit::cut)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes, at + 1),
        _ => return Err(Misfit::broken()),
    };
    Ok((char, at + 1))
}

/// Where the escape ends whose backslash stands before. Half of a pair is passed over: nobody wants it.
pub(super) fn skip_escape(bytes: &[u8], at: usize) -> Decoded<usize> {
    if bytes.get(at) == Some(&b'u') { hex(bytes, at + 1).map(|_| at + 5) } else { Ok(escape(bytes, at)?.1) }
}

fn unicode(bytes: &[u8], at: usize) -> Decoded<(char, usize)> {
    let first = hex(bytes, at)?;
    if let Some(char) = char::from_u32(first) {
        return Ok((char, at + 4));
    }
    // The first of a pair; the second is written like it.
    if first >= 0xdc00 || bytes.get(at + 4..at + 6) != Some(b"\\u") {
        return Err(half_a_pair());
    }
    let second = hex(bytes, at + 6)?.checked_sub(0xdc00).filter(|bits| *bits < 0x400).ok_or_else(half_a_pair)?;
    let char = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second).ok_or_else(half_a_pair)?;
    Ok((char, at + 10))
}

#[cold]
fn half_a_pair() -> Misfit {
    Misfit::new("a character beyond `\\uffff` of which only half is there")
}

fn hex(bytes: &[u8], at: usize) -> Decoded<u32> {
    (at..at + 4).try_fold(0, |value, at| {
        let digit = *bytes.get(at).ok_or_else(Misfit::cut)?;
        let digit = char::from(digit).to_digit(16).ok_or_else(Misfit::broken)?;
        Ok(value << 4 | digit)
    })
}

/// Past white space.
#[inline]
pub(super) fn after_space(bytes: &[u8], mut at: usize) -> usize {
    // What is written to be read by people begins its lines with many.
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(b"        ")) {
        at += 8;
    }
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// A number as serde tells them apart.
#[derive(PartialEq)]
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Number {
    pub(super) fn unexpected(self) -> Unexpected<'static> {
        match self {
            Self::Unsigned(value) => Unexpected::Unsigned(value),
            Self::Signed(value) => Unexpected::Signed(value),
            Self::Float(value) => Unexpected::Float(value),
        }
    }
}

/// The powers of ten that a float holds exactly.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

impl Reader<'_> {
    #[inline]
    pub(crate) fn number(&mut self) -> Decoded<Number> {
        let start = self.at;
        let mut value = 0;
        let digits = self.accumulate(&mut value);
        let is_plain = digits == 1 || self.text.as_bytes().get(start) != Some(&b'0');
        let is_whole = !matches!(self.text.as_bytes().get(self.at), Some(b'.' | b'e' | b'E'));
        if is_whole && is_plain && (1..=18).contains(&digits) {
            return Ok(Number::Unsigned(value));
        }
        if is_plain && let Some(value) = self.decimal(digits, value) {
            return Ok(Number::Float(value));
        }
        self.at = start;
        self.long_number()
    }

    /// A number with a fraction and not too many digits, of which those before the point are read.
    fn decimal(&mut self, whole: usize, mut value: u64) -> Option<f64> {
        if self.text.as_bytes().get(self.at) != Some(&b'.') {
            return None;
        }
        self.at += 1;
        let fraction = self.accumulate(&mut value);
        let ends = !matches!(self.text.as_bytes().get(self.at), Some(b'e' | b'E'));
        // Up to 15 digits are a float exactly, and so is the power of ten: dividing one by the other
        // rounds once, as reading the number does.
        (ends && whole > 0 && fraction > 0 && whole + fraction <= 15).then(|| value as f64 / TENS[fraction])
    }

    /// Takes digits into a number, and says how many. 18 fit, whatever they are.
    #[inline]
    fn accumulate(&mut self, value: &mut u64) -> usize {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            *value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        self.at - start
    }

    /// Negative ones, long ones, and those with an exponent.
    fn long_number(&mut self) -> Decoded<Number> {
        let start = self.at;
        let is_whole = self.skip_number()?;
        let text = self.text.get(start..self.at).ok_or_else(Misfit::broken)?;
        let negative = text.starts_with('-');
        if is_whole
            && !negative
            && let Ok(value) = text.parse()
        {
            return Ok(Number::Unsigned(value));
        }
        // `-0` is a float: its sign would be lost.
        if is_whole
            && negative
            && let Ok(value) = text.parse()
            && value != 0
        {
            return Ok(Number::Signed(value));
        }
        let value: f64 = text.parse().map_err(|_| Misfit::broken())?;
        if value.is_finite() { Ok(Number::Float(value)) } else { Err(Misfit::new("number out of range")) }
    }

    /// True where it is a whole number.
    fn skip_number(&mut self) -> Decoded<bool> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut is_whole = true;
        if bytes.get(self.at) == Some(&b'.') {
            is_whole = false;
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.at) {
            is_whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        if bytes.get(self.at).is_some_and(u8::is_ascii_digit) { Err(Misfit::broken()) } else { Ok(is_whole) }
    }

    fn digits(&mut self) -> Decoded<()> {
        let start = self.at;
        while self.text.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        match self.text.as_bytes().get(start) {
            Some(b'0'..=b'9') => Ok(()),
            Some(_) => Err(Misfit::broken()),
            None => Err(Misfit::cut()),
        }
    }

    /// Past a value that nobody wants.
    pub(super) fn skip(&mut self) -> Decoded<()> {
        match self.peek()? {
            b'"' => self.skip_text(),
            b'{' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b'}', take(&mut is_first))? {
                    if reader.peek()? != b'"' {
                        return Err(Misfit::broken());
                    }
                    reader.skip_text()?;
                    reader.take(b':')?;
                    reader.skip()?;
                }
                reader.take(b'}')
            }),
            b'[' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b']', take(&mut is_first))? {
                    reader.skip()?;
                }
                reader.take(b']')
            }),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.skip_number().map(|_| ()),
        }
    }

    fn skip_text(&mut self) -> Decoded<()> {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            let (end, stop) = text(bytes, at)?;
            if stop == Stop::Quote {
                self.at = end + 1;
                return Ok(());
            }
            at = skip_escape(bytes, end + 1)?;
        }
    }
}
