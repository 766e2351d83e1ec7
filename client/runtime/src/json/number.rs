//! Numbers by their digits, and values that are skipped whole.

use std::mem::take;

use super::mismatch::{Decoded, Mismatch};
use super::reader::Reader;
use super::scan::{self, Number, Stop};

/// The powers of ten that a float represents exactly.
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

    /// The rest of a number with a fraction and few digits; those before the point have been read.
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

    /// Adds digits to a number and returns how many. 18 digits always fit.
    #[inline]
    fn accumulate(&mut self, value: &mut u64) -> usize {
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            *value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        self.at - start
    }

    /// A number that is negative, long, or has an exponent.
    fn long_number(&mut self) -> Decoded<Number> {
        let start = self.at;
        let is_whole = self.skip_number()?;
        let text = self.text.get(start..self.at).ok_or_else(Mismatch::broken)?;
        let negative = text.starts_with('-');
        if is_whole
            && !negative
            && let Ok(value) = text.parse()
        {
            return Ok(Number::Unsigned(value));
        }
        // `-0` is a float: an integer would lose its sign.
        if is_whole
            && negative
            && let Ok(value) = text.parse()
            && value != 0
        {
            return Ok(Number::Signed(value));
        }
        let value: f64 = text.parse().map_err(|_| Mismatch::broken())?;
        if value.is_finite() { Ok(Number::Float(value)) } else { Err(Mismatch::new("number out of range")) }
    }

    /// Skips a number; true where it is a whole one.
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
        if bytes.get(self.at).is_some_and(u8::is_ascii_digit) { Err(Mismatch::broken()) } else { Ok(is_whole) }
    }

    fn digits(&mut self) -> Decoded<()> {
        let start = self.at;
        while self.text.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        match self.text.as_bytes().get(start) {
            Some(b'0'..=b'9') => Ok(()),
            Some(_) => Err(Mismatch::broken()),
            None => Err(Mismatch::cut()),
        }
    }

    /// Skips a value.
    pub(super) fn skip(&mut self) -> Decoded<()> {
        match self.peek()? {
            b'"' => self.skip_text(),
            b'{' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b'}', take(&mut is_first))? {
                    if reader.peek()? != b'"' {
                        return Err(Mismatch::broken());
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
            let (end, stop) = scan::text(bytes, at)?;
            if stop == Stop::Quote {
                self.at = end + 1;
                return Ok(());
            }
            at = scan::skip_escape(bytes, end + 1)?;
        }
    }
}
