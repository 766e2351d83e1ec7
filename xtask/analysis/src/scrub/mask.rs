//! Synthetic texts and numbers of the shape of others: the same token gives the same one everywhere.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// Texts that mean that there is no value, which a fixture must keep.
const EMPTY: &[&str] = &["0", "UNKNOWN", "unknown", "None", "none", "null", "N/A", "n/a"];

/// Replaces private data. The same seed gives the same synthetic value for the same input.
#[derive(Debug, Clone, Copy)]
pub struct Mask {
    seed: u64,
}

impl Mask {
    /// A mask from a seed. Keep the seed secret: with it, anyone can test which name gives a synthetic one.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    pub(super) fn text(self, text: &str) -> String {
        if EMPTY.contains(&text) {
            return text.to_owned();
        }
        match text.split_once("://") {
            Some((scheme, rest)) if ["http", "https"].contains(&scheme) => {
                format!("https://example.com{}", self.path(rest))
            }
            _ => self.words(text),
        }
    }

    /// The path and query of a URL, with the file extension.
    fn path(self, rest: &str) -> String {
        let Some(at) = rest.find(['/', '?', '#']) else { return String::new() };
        let end = rest.find(['?', '#']).unwrap_or(rest.len()).max(at);
        let (path, query) = (&rest[at..end], &rest[end..]);
        let kind = path.rfind('.').filter(|dot| {
            let ending = &path[dot + 1..];
            (2..=4).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        let (stem, ending) = path.split_at(kind.unwrap_or(path.len()));
        let query = query.split_inclusive('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) => format!("{name}={}", self.words(value)),
            None => self.words(pair),
        });
        format!("{}{ending}{}", self.words(stem), query.collect::<String>())
    }

    /// Every token by itself, so that a name is the same in a text as alone.
    fn words(self, text: &str) -> String {
        let is_inner = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| !is_inner(c)).unwrap_or(rest.len());
            // A full stop at the end of a sentence is no part of a name.
            let token = rest[..end].trim_end_matches('.');
            if token.is_empty() {
                out.push(sign(first));
                rest = &rest[first.len_utf8()..];
            } else {
                out.push_str(&self.token(token));
                rest = &rest[token.len()..];
            }
        }
        out
    }

    fn token(self, token: &str) -> String {
        let is_joined = token.split('_').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        if is_joined {
            return token.split('_').map(|part| self.digits(part)).collect::<Vec<_>>().join("_");
        }
        self.word(token)
    }

    /// As many digits, which are as valid an id.
    pub(super) fn digits(self, literal: &str) -> String {
        let (sign, digits) = literal.strip_prefix('-').map_or(("", literal), |digits| ("-", digits));
        if digits == "0" || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return literal.to_owned();
        }
        let mut random = self.random(digits);
        let made = digits.char_indices().map(|(at, digit)| match (at, digit) {
            // No leading zero comes or goes, and twenty digits stay below 2^64.
            (0, '0') => '0',
            (0, _) if digits.len() > 18 => '1',
            (1, _) if digits.len() > 18 => random.digit(8),
            (0, _) => char::from(random.u8(b'1'..=b'9')),
            _ => random.digit(10),
        });
        format!("{sign}{}", made.collect::<String>())
    }

    /// A letter for a letter, a digit for a digit.
    pub(super) fn word(self, token: &str) -> String {
        let mut random = self.random(token);
        let letter = |c: char| match c {
            'a'..='z' => random.lowercase(),
            'A'..='Z' => random.uppercase(),
            '0'..='9' => random.digit(10),
            other => sign(other),
        };
        token.chars().map(letter).collect()
    }

    fn random(self, token: &str) -> fastrand::Rng {
        let mut hasher = SipHasher13::new_with_keys(self.seed, !self.seed);
        hasher.write(token.as_bytes());
        fastrand::Rng::with_seed(hasher.finish())
    }
}

/// The replacement of a character: letters beyond ASCII and emoji can identify a person too.
fn sign(c: char) -> char {
    match c {
        c if c.is_ascii() => c,
        c if c.is_alphanumeric() && c.len_utf8() < 3 => 'é',
        c if c.is_alphanumeric() => '字',
        c if c.is_whitespace() || c.len_utf8() < 4 => c,
        _ => '🙂',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASK: Mask = Mask { seed: 7 };

    /// Letters, digits and signs where they were.
    fn form(text: &str) -> String {
        let kind = |c: char| match c {
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            '0'..='9' => '0',
            other => other,
        };
        text.chars().map(kind).collect()
    }

    #[test]
    fn a_name_is_the_same_alone_and_where_it_is_mentioned() {
        let name = MASK.text("ann.lee_1");
        assert_ne!(name, "ann.lee_1");
        assert_eq!(form(&name), form("ann.lee_1"));
        let said = MASK.text("With @ann.lee_1. And (ann.lee_1)!");
        assert_eq!(said.matches(&name).count(), 2, "{said}");
        assert!(MASK.text("https://photos.example.net/ann.lee_1/?u=ann.lee_1").matches(&name).count() == 2);
        assert_ne!(Mask::new(8).text("ann.lee_1"), name);
    }

    #[test]
    fn an_id_is_the_same_as_number_as_text_and_as_a_part() {
        let (post, owner) = (MASK.digits("3865659729796199935"), MASK.digits("12345"));
        assert_eq!(MASK.text("3865659729796199935_12345"), format!("{post}_{owner}"));
        assert_eq!((post.len(), owner.len()), (19, 5));
        assert!(MASK.digits("18446744073709551615").parse::<u64>().is_ok());
        assert_eq!((MASK.digits("0").as_str(), MASK.digits("-17").len()), ("0", 3));
    }

    #[test]
    fn addresses_lose_host_and_signature_and_keep_their_kind() {
        let made = MASK.text("https://cdn.example.org/v/t51/ann.jpg?sig=AbC-1&x=2#z");
        assert!(made.starts_with("https://example.com/"), "{made}");
        assert!(!made.contains("ann") && !made.contains("AbC") && made.contains(".jpg?sig="), "{made}");
        assert_eq!(MASK.text("http://cdn.example.org"), "https://example.com");
    }

    #[test]
    fn emptiness_stays_and_letters_of_all_scripts_go() {
        for empty in ["", "0", "UNKNOWN"] {
            assert_eq!(MASK.text(empty), empty);
        }
        assert_eq!(MASK.text("Ünï 漢字 🎉!"), format!("{} 字字 🙂!", MASK.word("Ünï")));
        assert!(!MASK.text("Ünï").contains('Ü'));
    }
}
