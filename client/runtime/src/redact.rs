//! Text of the service in messages: short, on one line, and without the key.

/// The most characters of a text that a message takes.
const LONGEST: usize = 300;

/// The text as a message shows it. A service that echoes a request must not make us print its key.
pub(crate) fn redacted(text: &str, key: &str) -> String {
    shortened(&without_key(text, key), LONGEST)
}

/// The text without the key.
pub(crate) fn without_key(text: &str, key: &str) -> String {
    if key.is_empty() {
        return text.to_owned();
    }
    // As it is, as JSON may write it, and as `Debug` of a text shows it.
    let forms = [key.to_owned(), key.replace('/', "\\/"), key.escape_debug().to_string()];
    forms.iter().fold(text.to_owned(), |text, form| text.replace(form.as_str(), "[key]"))
}

/// The first words of a body, quoted.
pub(crate) fn beginning(text: &str) -> String {
    format!("\"{}\"", shortened(text, 60))
}

/// The first words of a body from a byte on, quoted and without the key. Where the byte is in the middle of a key, the
/// whole key is left out.
pub(crate) fn excerpt(body: &[u8], at: usize, key: &str) -> String {
    let text = String::from_utf8_lossy(body);
    let before = char_boundary(&text, at.saturating_sub(key.len()));
    let start = text[before..].find(key).map_or(at, |found| at.min(before + found));
    beginning(&without_key(text.get(start..).unwrap_or_default(), key))
}

/// Returns the last character boundary at or before an offset, as `str::floor_char_boundary` does from Rust 1.91 on.
fn char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn shortened(text: &str, longest: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > longest {
            break;
        }
    }
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_service_is_one_short_line_without_the_key() {
        assert_eq!(redacted("bad key abc123!\n\u{1b}[31m now", "abc123"), "bad key [key]! [31m now");
        assert_eq!(redacted(r#"a\/b"c a\"b"#, "a/b"), r#"[key]"c a\"b"#);
        assert_eq!(redacted(r#"found "a\"b""#, "a\"b"), r#"found "[key]""#);
        assert_eq!(redacted("é".repeat(1000).as_str(), "k").chars().count(), LONGEST + 1);
        assert_eq!(beginning("  <html>\r\n "), "\"<html>\"");
    }
}
