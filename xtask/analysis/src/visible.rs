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

/// The same for text with colors: the escape sequences that set them stay.
#[must_use]
pub fn visible_styled(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_hidden) {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = style(escape);
        let (taken, behind) = escape.split_at(length.or(escape.chars().next().map(char::len_utf8)).unwrap_or_default());
        out.push_str(&if length.is_some() { Cow::Borrowed(taken) } else { visible(taken) });
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of the sequence that sets a style, which begins here: `ESC [ 1 ; 31 m`.
fn style(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let length = parameters.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    parameters[length..].starts_with('m').then_some(length + 3)
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
    fn colors_stay_in_styled_text_alone() {
        let text = "\u{1b}[1m\u{1b}[31;1mred\u{1b}[0m \u{1b}[2J\u{1b}]0;x\u{7}\u{202e}\u{1b}";
        let shown = "\u{1b}[1m\u{1b}[31;1mred\u{1b}[0m \\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{202e}\\u{1b}";
        assert_eq!(visible_styled(text), shown);
        assert!(!visible(text).contains('\u{1b}'));
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
