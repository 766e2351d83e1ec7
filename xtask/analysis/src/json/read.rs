//! Reading JSON with the location of every value, as leniently as the client reads it.

use std::collections::HashMap;

use super::error::SyntaxError;
use super::oddity::Oddity;
use super::string::{MOST_ODDITIES, Scanner};
use super::value::{Data, Member, Value};

/// Deeper than any response; a file that is not one must not exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Reads a whole text by the letter of the standard.
///
/// # Errors
/// Where it is not exactly one JSON value, is nested more than 128 deep, or [`read`] would report an oddity.
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
/// Where it is not exactly one JSON value otherwise, is nested more than 128 deep, or has more than 2,000 oddities.
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
        if depth > MAX_DEPTH {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_place_and_numbers_keep_their_text() {
        let text = "\n{ \"a\\u00e9\": [1.50, -0, 18446744073709551616],\r\n  \"b\" :null }";
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
        let syntax_error = read(text).expect_err(text);
        assert_eq!((syntax_error.at, syntax_error.why.as_str()), (at, why), "{text}");
    }

    #[test]
    fn what_is_not_json_is_refused_where_it_stops() {
        refused("", 0, "the text ends too early");
        refused("{\"a\": 1,\n \"b\": nul }", 15, "expected a value");
        refused("[1] 2", 4, "something follows the end of the JSON value");
        refused("[1,]", 3, "expected a value");
        refused("{\"a\": 1,}", 8, "expected a key in double quotes");
        refused("[1", 2, "the text ends too early");
        refused("[01]", 2, "expected `,` or `]`");
        refused("[-]", 2, "expected a digit");
        refused("[\"a\n", 4, "the text ends too early");
        refused("[\"\\\"]", 5, "the text ends too early");
        refused("[nano]", 1, "expected a value");
        refused("[+1]", 1, "expected a value");
        refused("<html>", 0, "expected a value");
        let many = format!("[{}1]", "NaN,".repeat(2001));
        refused(&many, 8001, "more than 2000 oddities: it is not JSON");
    }

    /// What the client reads, and what it reports.
    #[track_caller]
    fn odd(text: &str, as_if: &str, at: usize, what: &str) {
        let (value, oddities) = read(text).expect(text);
        assert_eq!(crate::json::print(&value), crate::json::print(&parse(as_if).expect(as_if)));
        assert_eq!(oddities, [Oddity::new(at, what)]);
        assert_eq!(parse(text).expect_err(text), SyntaxError { at, why: what.to_owned() });
    }

    #[test]
    fn one_odd_value_does_not_cost_the_others() {
        let twice = "the key `b` appears twice in one object: the last value counts";
        odd("{\"a\": {\"b\": 1, \"c\": 2, \"b\": 3}}", "{\"a\": {\"b\": 3, \"c\": 2}}", 23, twice);
        let half = "half of a surrogate pair, read as U+FFFD";
        odd("[\n \"\\ud800\"]", "[\"\u{fffd}\"]", 4, half);
        odd("[\"\\ude00x\", 1]", "[\"\u{fffd}x\", 1]", 2, half);
        odd("[\"\\ud83d\\u0041\"]", "[\"\u{fffd}A\"]", 2, half);
        odd("[\"\\ud800\\ud83d\\ude00\"]", "[\"\u{fffd}😀\"]", 2, half);
        odd("[NaN, 1]", "[null, 1]", 1, "`NaN`, which is not JSON, read as null");
        odd("{\"x\": -Infinity}", "{\"x\": null}", 6, "`-Infinity`, which is not JSON, read as null");
        odd("[-nan]", "[null]", 1, "`-nan`, which is not JSON, read as null");
        odd("[\"a\nb\"]", "[\"a\\nb\"]", 3, "a control character in a text without an escape, kept");
        let escape = "an escape that JSON does not have, its backslash read as U+FFFD";
        odd("[\"it\\'s\"]", "[\"it\u{fffd}'s\"]", 4, escape);
        odd("[\"\\u12\"]", "[\"\u{fffd}u12\"]", 2, escape);
        assert!(parse("[\"\\ud83d\\ude00\"]").is_ok());
    }

    #[test]
    fn a_bomb_of_brackets_is_refused() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse(&text).expect_err("too deep").why, "it is nested more than 128 deep");
    }

    #[test]
    fn what_serde_json_takes_is_taken_and_what_it_refuses_is_refused() {
        let pieces =
            ["{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-0.5e+7", "0", ".", "e", "null", " ", "tru", "é"];
        let mut random = fastrand::Rng::with_seed(15);
        for _ in 0..100_000 {
            let text: String = (0..random.usize(0..9)).map(|_| pieces[random.usize(..pieces.len())]).collect();
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text);
            match read(&text) {
                Ok((_, oddities)) => {
                    assert!(theirs.is_ok() && (oddities.is_empty() || text.contains("\"a\"")), "{text}");
                }
                Err(_) => assert!(theirs.is_err(), "{text}"),
            }
        }
    }
}
