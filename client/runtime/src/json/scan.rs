//! Where tokens end: texts eight bytes at a time, escapes, white space.

use serde::de::Unexpected;

use super::mismatch::{Decoded, Mismatch};

/// What ended a piece of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Quote,
    Escape,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Sets the top bit of every byte that is `"`, `\` or a control character. Only the lowest set bit is
/// reliable.
#[inline]
fn marks(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let is_zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let is_control = word.wrapping_sub(ONES * 0x20) & !word;
    (is_zero(quote) | is_zero(backslash) | is_control) & TOPS
}

/// The position of the next quotation mark or escape.
#[inline]
pub(super) fn text(bytes: &[u8], mut at: usize) -> Decoded<(usize, Stop)> {
    // Most texts end soon.
    let short = at + 32;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            at += (marks.trailing_zeros() / 8) as usize;
            break;
        }
        at += 8;
        if at == short {
            at = after_plain(bytes, at);
        }
    }
    // After a mark this takes one iteration; near the end of the body at most seven.
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok((at, Stop::Quote)),
            Some(b'\\') => return Ok((at, Stop::Escape)),
            Some(0..=0x1f) => return Err(Mismatch::broken()),
            None => return Err(Mismatch::cut()),
            Some(_) => at += 1,
        }
    }
}

/// Skips blocks of 32 bytes without a mark.
fn after_plain(bytes: &[u8], mut at: usize) -> usize {
    let is_mark = |byte: u8| (byte == b'"') | (byte == b'\\') | (byte < 0x20);
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<32>) {
        // Without a branch for each byte, so that the compiler takes them all at once.
        if block.iter().fold(false, |found, byte| found | is_mark(*byte)) {
            break;
        }
        at += 32;
    }
    at
}

/// The bytes that escapes of two characters stand for, by the second; 0 for all others.
const SHORT: [u8; 256] = {
    let mut short = [0; 256];
    short[b'"' as usize] = b'"';
    short[b'\\' as usize] = b'\\';
    short[b'/' as usize] = b'/';
    short[b'b' as usize] = 8;
    short[b'f' as usize] = 0xc;
    short[b'n' as usize] = b'\n';
    short[b'r' as usize] = b'\r';
    short[b't' as usize] = b'\t';
    short
};

/// The byte that an escape of two characters stands for, after its backslash.
#[inline]
fn short_escape(bytes: &[u8], at: usize) -> Option<u8> {
    let byte = bytes.get(at).map(|byte| SHORT[usize::from(*byte)])?;
    (byte != 0).then_some(byte)
}

/// The character of the escape after a backslash, and where it ends.
pub(super) fn escape(bytes: &[u8], at: usize) -> Decoded<(char, usize)> {
    match (short_escape(bytes, at), bytes.get(at)) {
        (Some(byte), _) => Ok((char::from(byte), at + 1)),
        (None, Some(b'u')) => unicode(bytes, at + 1),
        (None, Some(_)) => Err(Mismatch::broken()),
        (None, None) => Err(Mismatch::cut()),
    }
}

/// Where the escape after a backslash ends. Half of a surrogate pair is skipped, since the text is not needed.
#[inline]
pub(super) fn skip_escape(bytes: &[u8], at: usize) -> Decoded<usize> {
    if short_escape(bytes, at).is_some() { Ok(at + 1) } else { skip_long_escape(bytes, at) }
}

fn skip_long_escape(bytes: &[u8], at: usize) -> Decoded<usize> {
    if bytes.get(at) == Some(&b'u') { hex(bytes, at + 1).map(|_| at + 5) } else { Ok(escape(bytes, at)?.1) }
}

fn unicode(bytes: &[u8], at: usize) -> Decoded<(char, usize)> {
    let first = hex(bytes, at)?;
    if let Some(char) = char::from_u32(first) {
        return Ok((char, at + 4));
    }
    // The first half of a surrogate pair; the second one is written like it.
    if first >= 0xdc00 || bytes.get(at + 4..at + 6) != Some(b"\\u") {
        return Err(half_a_pair());
    }
    let second = hex(bytes, at + 6)?.checked_sub(0xdc00).filter(|bits| *bits < 0x400).ok_or_else(half_a_pair)?;
    let char = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second).ok_or_else(half_a_pair)?;
    Ok((char, at + 10))
}

#[cold]
fn half_a_pair() -> Mismatch {
    Mismatch::new("a character beyond `\\uffff` of which only half is there")
}

fn hex(bytes: &[u8], at: usize) -> Decoded<u32> {
    let digits = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>);
    let values = digits.map(|digits| digits.map(|digit| HEX[usize::from(digit)]));
    match values {
        Some([a, b, c, d]) if (a | b | c | d) < 16 => {
            Ok(u32::from(a) << 12 | u32::from(b) << 8 | u32::from(c) << 4 | u32::from(d))
        }
        _ => Err(not_hex(bytes, at)),
    }
}

/// The values of the hexadecimal digits, and 16 for all other bytes.
const HEX: [u8; 256] = {
    let mut values = [16; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        values[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

#[cold]
fn not_hex(bytes: &[u8], at: usize) -> Mismatch {
    let is_hex = |byte: &u8| byte.is_ascii_hexdigit();
    if bytes.get(at..).is_none_or(|rest| rest.len() < 4 && rest.iter().all(is_hex)) {
        Mismatch::cut()
    } else {
        Mismatch::broken()
    }
}

/// The position after white space.
#[inline]
pub(super) fn after_space(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = after_spaces(bytes, at);
        match bytes.get(at) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => at += 1,
            _ => return at,
        }
    }
}

/// The same, of spaces that have eight more bytes after them: indented JSON begins its lines with many.
#[inline]
fn after_spaces(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let others = u64::from_le_bytes(*word) ^ (ONES * b' ' as u64);
        at += (others.trailing_zeros() / 8) as usize;
        if others != 0 {
            break;
        }
    }
    at
}

/// A number, in the three kinds that serde distinguishes.
#[derive(PartialEq)]
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Number {
    pub(crate) fn unexpected(self) -> Unexpected<'static> {
        match self {
            Self::Unsigned(value) => Unexpected::Unsigned(value),
            Self::Signed(value) => Unexpected::Signed(value),
            Self::Float(value) => Unexpected::Float(value),
        }
    }
}
