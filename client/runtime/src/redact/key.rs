//! The places of a key in a text, however the text writes its characters: as they are, or escaped for JSON, HTML or a URL.

/// A shorter key is not searched for: it would take letters out of every message.
const SHORTEST: usize = 8;

/// How many escapes can be inside of one another, such as `%252F`.
const DEEPEST: u8 = 2;

/// The bytes that an escaped character takes, at most.
const LONGEST_ESCAPE: usize = 16;

/// The end of the key, if it begins at this byte.
pub(super) fn end(text: &[u8], start: usize, key: &str) -> Option<usize> {
    let (first, rest) = key.as_bytes().split_first().filter(|_| key.len() >= SHORTEST)?;
    let mut ends = ends(text, start, *first, DEEPEST);
    for character in rest {
        if ends.is_empty() {
            return None;
        }
        let mut next: Vec<_> = ends.iter().flat_map(|at| self::ends(text, *at, *character, DEEPEST)).collect();
        next.sort_unstable();
        next.dedup();
        ends = next;
    }
    ends.pop()
}

/// The start of the key that this byte is in the middle of.
pub(super) fn start_of(text: &str, at: usize, key: &str) -> Option<usize> {
    let before = at.saturating_sub(key.len().saturating_mul(LONGEST_ESCAPE));
    (before..at).find(|start| end(text.as_bytes(), *start, key).is_some_and(|end| end > at))
}

/// The positions after a character of ASCII, for each way in which the text can be read as it. Most often there is one
/// or none.
fn ends(text: &[u8], at: usize, character: u8, depth: u8) -> Vec<usize> {
    let mut found = Vec::new();
    let Some(byte) = text.get(at) else { return found };
    if *byte == character {
        found.push(at + 1);
    }
    if depth == 0 || !matches!(byte, b'\\' | b'%' | b'&') {
        return found;
    }
    for after in ends(text, at, b'%', depth - 1) {
        found.extend(hexadecimal(text, after, 2, character));
    }
    for after in ends(text, at, b'&', depth - 1) {
        found.extend(entity(text, after, character));
    }
    for after in ends(text, at, b'\\', depth - 1) {
        found.extend(unicode(text, after, character));
        found.extend(ends(text, after, character, depth - 1));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// `uXXXX`, `u{XX}` or `xXX`, after a backslash.
fn unicode(text: &[u8], at: usize, character: u8) -> Option<usize> {
    match text.get(at..)? {
        [b'u', b'{', digits @ ..] => {
            let length = digits.iter().take(6).position(|byte| *byte == b'}')?;
            hexadecimal(text, at + 2, length, character).map(|end| end + 1)
        }
        [b'u', ..] => hexadecimal(text, at + 1, 4, character),
        [b'x', ..] => hexadecimal(text, at + 1, 2, character),
        _ => None,
    }
}

/// `lt;`, `#60;` or `#x3c;`, after an ampersand.
fn entity(text: &[u8], at: usize, character: u8) -> Option<usize> {
    let length = text.get(at..)?.iter().take(9).position(|byte| *byte == b';')?;
    let end = at + length;
    let is_meant = match text.get(at..end)? {
        [b'#', b'x' | b'X', ..] => hexadecimal(text, at + 2, length - 2, character).is_some(),
        [b'#', digits @ ..] => number(digits, 10) == Some(character.into()),
        name => NAMES.contains(&(name, character)),
    };
    is_meant.then_some(end + 1)
}

const NAMES: [(&[u8], u8); 5] = [(b"amp", b'&'), (b"lt", b'<'), (b"gt", b'>'), (b"quot", b'"'), (b"apos", b'\'')];

/// The position after this many digits, if they name the character.
fn hexadecimal(text: &[u8], at: usize, length: usize, character: u8) -> Option<usize> {
    let digits = text.get(at..at + length)?;
    (number(digits, 16) == Some(character.into())).then_some(at + length)
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let text = std::str::from_utf8(digits).ok().filter(|text| !text.starts_with('+'))?;
    u32::from_str_radix(text, radix).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::redacted;

    const KEY: &str = "ab\"c\\d<e>f&g/h'i";

    #[track_caller]
    fn check(key: &str, written: &str) {
        assert_eq!(redacted(&format!("no key {written}!"), &key.into()), "no key [key]!");
        let text = format!("éé{written}");
        for at in 5..text.len() {
            assert_eq!(start_of(&text, at, key), Some(4), "{written}, {at}");
        }
    }

    #[test]
    fn a_key_is_found_as_it_is_and_as_json() {
        check(KEY, KEY);
        let json = serde_json::to_string(KEY).expect("json");
        check(KEY, json.trim_matches('"'));
        check(KEY, &json[1..json.len() - 1].replace('/', "\\/"));
        check(KEY, r#"ab\u0022c\u005cd\u003Ce\u003ef\u0026g\u002Fh\u0027i"#);
        let twice = serde_json::to_string(&json).expect("json");
        check(KEY, &twice[3..twice.len() - 3]);
        check(KEY, &KEY.escape_debug().to_string());
        check(KEY, r"\u{61}b\x22c\\d<e>f&g/h'i");
    }

    #[test]
    fn a_key_is_found_in_urls_and_html() {
        check("ab/cd+efghijk==", "ab%2Fcd%2Befghijk%3D%3D");
        check("ab/cd+efghijk==", "ab%2fcd%2befghijk%3d=");
        check("ab/cd+efghijk==", "ab%252Fcd%252Befghijk%253D%253D");
        check("ab/cd+efghijk==", "%61%62/cd+efghijk==");
        check(KEY, "ab&quot;c\\d&lt;e&gt;f&amp;g/h&#39;i");
        check(KEY, "ab&#x22;c&#92;d&#x3C;e&gt;f&amp;g&#x2f;h&apos;i");
        check(KEY, "ab&amp;quot;c\\d&amp;lt;e&amp;gt;f&amp;amp;g/h&#039;i");
        check(KEY, r"ab\u0026quot;c\\d\u0026lt;e\u0026gt;f\u0026amp;g\/h&#39;i");
    }

    #[test]
    fn a_key_that_looks_like_an_escape_is_found() {
        check("%41%42%43", "%41%42%43");
        check("%41%42%43", "%2541%2542%2543");
        check("&amp;&amp;", "&amp;&amp;");
        check("\\\\\\\\\\\\\\\\", "\\\\\\\\\\\\\\\\");
        check("[key][key]", "[key][key]");
    }

    #[test]
    fn a_short_key_does_not_eat_letters() {
        assert_eq!(redacted("a key of your kind, seven77", &"k".into()), "a key of your kind, seven77");
        assert_eq!(redacted("a key of your kind, seven77", &"seven77".into()), "a key of your kind, seven77");
        assert_eq!(redacted("a key of your kind, eight888", &"eight888".into()), "a key of your kind, [key]");
    }

    proptest! {
        #[test]
        fn no_text_shows_the_key(
            key in "[a-z0-9/+=\"'<>&%\\\\-]{8,40}",
            parts in prop::collection::vec((any::<String>(), 0_u8..6), 0..6),
        ) {
            let written: String = parts.iter().map(|(text, form)| format!("{text}{}", written(&key, *form))).collect();
            let shown = redacted(&written, &key.as_str().into());
            prop_assert!(!shown.contains(&key), "{shown}");
            prop_assert!(shown.chars().count() <= 301);
        }
    }

    fn written(key: &str, form: u8) -> String {
        let each = |write: fn(char) -> String| key.chars().map(write).collect();
        match form {
            0 => key.to_owned(),
            1 => each(|c| format!("%{:02X}", u32::from(c))),
            2 => each(|c| format!("&#{};", u32::from(c))),
            3 => each(|c| format!("\\u{:04x}", u32::from(c))),
            4 => key.replace('\\', r"\\").replace('"', "\\\"").replace('/', "\\/"),
            _ => key.escape_default().to_string(),
        }
    }

    #[test]
    fn other_texts_are_left_alone() {
        let text = "% %2 %zz \\ \\u \\u{ \\u{zz} \\u00 \\x & &; &# &#; &#x; &lt &#+39; 0123456";
        assert_eq!(redacted(text, &"01234567".into()), text);
        assert_eq!(redacted("", &"01234567".into()), "");
    }
}
