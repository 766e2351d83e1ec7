//! Text of a service as a terminal may show it: no character hides, moves or colors another.

use std::borrow::Cow;

/// Returns the text with its invisible characters as `\u{202e}`: control characters but line break and tab, marks of
/// direction, and characters without width.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |out, c| out.extend(c.escape_unicode()))
}

/// The same for JSON, in which these characters occur inside of strings alone: as JSON writes them, `\u202e`, so that the
/// document holds the same values.
#[must_use]
pub fn visible_json(text: &str) -> Cow<'_, str> {
    escaped(text, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn escaped(text: &str, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_hidden(c) {
            true => escape(&mut out, c),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a terminal or an editor would act on the character, or show nothing for it.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_marks_of_direction_are_shown_as_their_numbers() {
        assert_eq!(visible("a\u{1b}[2Jb\r\u{202e}c\u{9b}1m\u{2066}"), "a\\u{1b}[2Jb\\u{d}\\u{202e}c\\u{9b}1m\\u{2066}");
        assert!(matches!(visible("plain, é 漢 🎉\n\t"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_keeps_its_values() {
        let value = serde_json::json!({ "a\u{7f}\u{202e}\u{9b}": "\u{1b}\u{e0041}é" });
        let shown = serde_json::to_string_pretty(&value).expect("JSON");
        let shown = visible_json(&shown);
        assert!(!shown.contains(is_hidden), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"), value);
    }
}
