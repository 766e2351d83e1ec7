//! Text of the service in messages: short, on one line, without secrets, and without characters that cannot be seen.

mod key;
mod secrets;

pub(crate) use secrets::Secrets;

/// The most characters of a text that a message takes.
const LONGEST: usize = 300;

/// The most characters of a body that a message quotes.
const LONGEST_QUOTE: usize = 60;

/// The text as a message shows it. A service that echoes a request must not make us print its secrets.
pub(crate) fn redacted(text: &str, secrets: &Secrets) -> String {
    line(text, secrets, LONGEST)
}

/// The first words of a body, quoted and without secrets.
pub(crate) fn beginning(text: &str, secrets: &Secrets) -> String {
    format!("\"{}\"", line(text, secrets, LONGEST_QUOTE))
}

/// The first words of a body from a byte on, quoted and without secrets. Where the byte is in the middle of a
/// secret, the whole secret is left out.
pub(crate) fn excerpt(body: &[u8], at: usize, secrets: &Secrets) -> String {
    let text = String::from_utf8_lossy(body);
    let start = secrets.start_of(&text, at).unwrap_or(at);
    beginning(text.get(start..).unwrap_or_default(), secrets)
}

/// Whether a secret is anywhere in a text, in any escapes.
pub(crate) fn contains(text: &str, secrets: &Secrets) -> bool {
    (0..text.len()).any(|at| secrets.end(text.as_bytes(), at).is_some())
}

/// The first characters of a text on one line. It reads no more of the text than it shows, except for a secret at the end.
fn line(text: &str, secrets: &Secrets, longest: usize) -> String {
    let mut line = Line { text: String::new(), room: longest };
    let mut at = 0;
    let mut follows_space = false;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if character.is_whitespace() {
            at += character.len_utf8();
            follows_space = !line.text.is_empty();
            continue;
        }
        if std::mem::take(&mut follows_space) && !line.push(" ") {
            return line.cut();
        }
        let (end, is_shown) = match secrets.end(text.as_bytes(), at) {
            Some(end) => (end, line.push("[key]")),
            None => (at + character.len_utf8(), line.push(&visible(character))),
        };
        if !is_shown {
            return line.cut();
        }
        at = end;
    }
    line.text
}

/// A line that is not longer than it may be.
struct Line {
    text: String,
    room: usize,
}

impl Line {
    /// Adds the text, or returns false if there is no room for it.
    fn push(&mut self, text: &str) -> bool {
        let Some(room) = self.room.checked_sub(text.chars().count()) else { return false };
        self.room = room;
        self.text.push_str(text);
        true
    }

    fn cut(mut self) -> String {
        self.text.push('…');
        self.text
    }
}

/// The character as it is, or escaped if it cannot be seen: one that steers a terminal, changes the direction of the line,
/// or has no width.
fn visible(character: char) -> String {
    if matches!(character, ' '..='~') {
        return character.into();
    }
    // After another character a combining mark is part of it, and is not escaped.
    let mut pair = String::from("_");
    pair.push(character);
    pair.escape_debug().skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, expected: &str) {
        assert_eq!(redacted(text, &key.into()), expected);
    }

    #[test]
    fn text_of_the_service_is_one_short_line() {
        check(" a \r\n\t b\u{2028}c\u{85}d\u{a0} ", "", "a b c d");
        assert_eq!(redacted("é".repeat(1000).as_str(), &Secrets::NONE).chars().count(), LONGEST + 1);
        assert_eq!(redacted(&"x ".repeat(1000), &Secrets::NONE).chars().count(), LONGEST + 1);
        check(&"x".repeat(LONGEST), "", &"x".repeat(LONGEST));
        assert_eq!(beginning("  <html>\r\n ", &Secrets::NONE), "\"<html>\"");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        check("\u{1b}[31m red \u{7}\u{9b}2J", "", r"\u{1b}[31m red \u{7}\u{9b}2J");
        check("\u{202e}gnp.exe\u{2066}\u{200b}\u{feff}x", "", r"\u{202e}gnp.exe\u{2066}\u{200b}\u{feff}x");
        check("\u{e0041}\u{ad}\u{0}", "", r"\u{e0041}\u{ad}\0");
        check("\"it's\" \\ e\u{301} क्षि 🦀 ünï", "", "\"it's\" \\ e\u{301} क्षि 🦀 ünï");
    }

    #[test]
    fn a_key_at_the_end_of_a_line_is_not_cut_in_two() {
        let key = "0123456789abcdef";
        for before in 40..80 {
            let shown = beginning(&format!("{}{key} and so on", "x".repeat(before)), &key.into());
            assert!(!shown.contains("0123"), "{shown}");
        }
        let body = format!("[{key}, 7]");
        for at in 1..body.len() {
            let shown = excerpt(body.as_bytes(), at, &key.into());
            assert!(at > key.len() || shown == "\"[key], 7]\"", "{at}: {shown}");
        }
    }
}
