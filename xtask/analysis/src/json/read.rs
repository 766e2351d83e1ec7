//! Reading JSON with the location of every value, as leniently as the client reads it.

use std::collections::HashMap;

use super::error::SyntaxError;
use super::oddity::Oddity;
use super::string::{MOST_ODDITIES, Scanner};
use super::value::{Data, Member, Value};

/// The lists and objects inside one another that the client reads; a file that is no response must not exhaust the stack.
const MAX_DEPTH: usize = 127;

/// Reads a whole text by the letter of the standard.
///
/// # Errors
/// Where it is not exactly one JSON value, is nested more than 127 deep, or [`read`] would report an oddity.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    let (value, oddities) = read(text)?;
    match oddities.into_iter().next() {
        Some(Oddity { at, what, .. }) => Err(SyntaxError { at, why: what }),
        None => Ok(value),
    }
}

/// Reads a whole text as the client does: half of a surrogate pair and the backslash of an unknown escape become U+FFFD,
/// control characters stay in their texts, `NaN` and `Infinity` become null, and of two equal keys the last counts. Each of
/// these is reported, in the order of the text.
///
/// # Errors
/// Where it is not exactly one JSON value otherwise, is nested more than 127 deep, or has more than 2,000 oddities.
pub fn read(text: &str) -> Result<(Value, Vec<Oddity>), SyntaxError> {
    let mut reader = Reader { scanner: Scanner::new(text) };
    let value = reader.value(0)?;
    reader.scanner.skip_blanks();
    if reader.scanner.peek().is_some() {
        return Err(reader.scanner.error("something follows the end of the JSON value"));
    }
    match reader.scanner.oddities.get(MOST_ODDITIES) {
        Some(last) => {
            Err(SyntaxError { at: last.at, why: format!("more than {MOST_ODDITIES} oddities: it is not JSON") })
        }
        None => Ok((value, reader.scanner.oddities)),
    }
}

/// The length of the JSON value at the beginning of a text; `None` where none is there.
#[must_use]
pub fn length(text: &str) -> Option<usize> {
    let mut reader = Reader { scanner: Scanner::new(text) };
    reader.value(0).ok()?;
    Some(reader.scanner.at)
}

struct Reader<'a> {
    scanner: Scanner<'a>,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        self.scanner.skip_blanks();
        let start = self.scanner.at;
        if depth == MAX_DEPTH && matches!(self.scanner.peek(), Some(b'{' | b'[')) {
            return Err(SyntaxError { at: start, why: format!("it is nested more than {MAX_DEPTH} deep") });
        }
        let data = match self.scanner.peek() {
            Some(b'{') => Data::Object(self.members(depth)?),
            Some(b'[') => Data::List(self.items(depth)?),
            Some(b'"') => Data::Text(self.scanner.text()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value { start, data })
    }

    fn items(&mut self, depth: usize) -> Result<Vec<Value>, SyntaxError> {
        let mut items = Vec::new();
        self.scanner.at += 1;
        if self.ends(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']') {
                return Ok(items);
            }
            self.separator(b',', "expected `,` or `]`")?;
        }
    }

    fn members(&mut self, depth: usize) -> Result<Vec<Member>, SyntaxError> {
        let mut members: Vec<Member> = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        self.scanner.at += 1;
        if self.ends(b'}') {
            return Ok(members);
        }
        loop {
            self.scanner.skip_blanks();
            let start = self.scanner.at;
            if self.scanner.peek() != Some(b'"') {
                return Err(self.scanner.error("expected a key in double quotes"));
            }
            let name = self.scanner.text()?;
            self.separator(b':', "expected `:`")?;
            let member = Member { name: name.clone(), start, value: self.value(depth + 1)? };
            match seen.get(&name) {
                Some(&first) => {
                    let what = format!("the key `{name}` appears twice in one object: the last value counts");
                    self.scanner.odd(start, what);
                    members[first] = member;
                }
                None => {
                    seen.insert(name, members.len());
                    members.push(member);
                }
            }
            if self.ends(b'}') {
                return Ok(members);
            }
            self.separator(b',', "expected `,` or `}`")?;
        }
    }

    /// Whether a list or an object ends here.
    fn ends(&mut self, bracket: u8) -> bool {
        self.scanner.skip_blanks();
        self.scanner.take(&[bracket])
    }

    fn separator(&mut self, sign: u8, why: &str) -> Result<(), SyntaxError> {
        self.scanner.skip_blanks();
        if self.scanner.take(&[sign]) { Ok(()) } else { Err(self.scanner.error(why)) }
    }

    fn word(&mut self) -> Result<Data, SyntaxError> {
        for (word, data) in [("null", Data::Null), ("true", Data::Bool(true)), ("false", Data::Bool(false))] {
            if self.scanner.take(word.as_bytes()) {
                return Ok(data);
            }
        }
        self.not_finite().ok_or_else(|| self.scanner.error("expected a value"))
    }

    /// What some services write in place of a number that JSON has no literal for: `NaN`, `-inf`, `Infinity`.
    fn not_finite(&mut self) -> Option<Data> {
        let start = self.scanner.at;
        let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let word = self.scanner.ahead(is_sign);
        let is_name = word.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_name || !word.parse().is_ok_and(|number: f64| !number.is_finite()) {
            return None;
        }
        self.scanner.odd(start, format!("`{word}`, which is not JSON, read as null"));
        self.scanner.at += word.len();
        Some(Data::Null)
    }

    /// The literal as it is written.
    fn number(&mut self) -> Result<Data, SyntaxError> {
        if let Some(null) = self.not_finite() {
            return Ok(null);
        }
        let start = self.scanner.at;
        self.scanner.take(b"-");
        // A zero is alone before the point.
        if !self.scanner.take(b"0") {
            self.digits()?;
        }
        if self.scanner.take(b".") {
            self.digits()?;
        }
        if self.scanner.take(b"e") || self.scanner.take(b"E") {
            let _ = self.scanner.take(b"+") || self.scanner.take(b"-");
            self.digits()?;
        }
        Ok(Data::Number(self.scanner.since(start).to_owned()))
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.scanner.at;
        while self.scanner.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.scanner.at += 1;
        }
        if self.scanner.at > start { Ok(()) } else { Err(self.scanner.error("expected a digit")) }
    }
}
