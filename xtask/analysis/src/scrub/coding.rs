//! The codings in which a service can repeat a text.

/// A character and the bytes of the text that it is written with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The characters as they are.
pub(super) fn plain(text: &str) -> Vec<Unit> {
    text.char_indices().map(|(start, c)| Unit { c, start, end: start + c.len_utf8() }).collect()
}

/// The characters with one layer of coding taken off; as many as before where there is none.
pub(super) fn decoded(units: &[Unit]) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    let mut rest = units;
    while let [first, ..] = rest {
        let (c, length) = escape(rest).unwrap_or((if first.c == '+' { ' ' } else { first.c }, 1));
        out.push(Unit { c, start: first.start, end: rest[length - 1].end });
        rest = &rest[length..];
    }
    out
}

/// The escape that is next, and how many characters it takes.
fn escape(units: &[Unit]) -> Option<(char, usize)> {
    let at = |index: usize| units.get(index).map(|unit| unit.c);
    match (at(0)?, at(1)?) {
        ('%', _) => number(units, 1, 2, 16).map(|c| (c, 3)),
        ('\\', 'u') => number(units, 2, 4, 16).map(|c| (c, 6)),
        ('\\', 'x') => number(units, 2, 2, 16).map(|c| (c, 4)),
        ('\\', c) if c.is_ascii_punctuation() => Some((c, 2)),
        ('&', _) => entity(units),
        _ => None,
    }
}

/// `&#47;`, `&#x2F;`, `&amp;`.
fn entity(units: &[Unit]) -> Option<(char, usize)> {
    const NAMED: &[(&str, char)] = &[("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
    let end = units.iter().take(10).position(|unit| unit.c == ';')?;
    let word: String = units[1..end].iter().map(|unit| unit.c).collect();
    let named = NAMED.iter().find(|(name, _)| *name == word).map(|(_, c)| *c);
    let c = named.or_else(|| match word.strip_prefix('#')?.strip_prefix(['x', 'X']) {
        Some(_) => number(units, 3, end - 3, 16),
        None => number(units, 2, end - 2, 10),
    })?;
    Some((c, end + 1))
}

/// The character whose number is written in some digits.
fn number(units: &[Unit], first: usize, count: usize, base: u32) -> Option<char> {
    let digits = units.get(first..first + count).filter(|digits| !digits.is_empty())?;
    let mut number = 0_u32;
    for unit in digits {
        number = number.checked_mul(base)?.checked_add(unit.c.to_digit(base)?)?;
    }
    char::from_u32(number)
}

/// The characters of Base64 that bytes determine alone, if `before` bytes come before them.
pub(super) fn base64(before: usize, bytes: &[u8]) -> Vec<char> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bit = |index: usize| {
        let byte = (index / 8).checked_sub(before).and_then(|at| bytes.get(at)).copied().unwrap_or_default();
        usize::from(byte >> (7 - index % 8) & 1)
    };
    // The first and the last character can have bits of other bytes.
    let (first, last) = ((before * 8).div_ceil(6), (before + bytes.len()) * 8 / 6);
    let value = |character: usize| (0..6).fold(0, |value, at| value * 2 + bit(character * 6 + at));
    (first..last).map(|character| char::from(ALPHABET[value(character)])).collect()
}
