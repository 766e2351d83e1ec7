//! Texts as YAML: plain if no reader could read them as something else, in quotes otherwise.

/// The place of a text, which decides which characters need quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The rest of a line.
    Block,
    /// Between braces or brackets.
    Flow,
    /// Before a colon.
    Key,
    /// Before a colon, between braces.
    FlowKey,
}

/// Returns the text on one line, so that every YAML reader returns exactly this text.
#[must_use]
pub fn quoted(text: &str, place: Place) -> String {
    if is_plain(text, place) { text.to_owned() } else { in_quotes(text) }
}

/// Words that some reader takes for null, a boolean or a number.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan"];

/// Only what is certainly plain: unnecessary quotes do no harm.
fn is_plain(text: &str, place: Place) -> bool {
    let is_key = matches!(place, Place::Key | Place::FlowKey);
    if is_key && is_count(text) {
        return true;
    }
    let inside = match place {
        Place::Block => " _./-,;()'`+?=",
        Place::Flow => "_./-",
        Place::Key => " _./-?{}",
        Place::FlowKey => "_./-?",
    };
    let first = |c: char| c.is_ascii_alphabetic() || c == '/' || (c == '_' && is_key);
    text.starts_with(first)
        && text.chars().all(|c| c.is_ascii_alphanumeric() || inside.contains(c))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// A number that reads back digit by digit, as a key and in a message alike.
fn is_count(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_shown(c) => quoted.push(c),
            c if u32::from(c) > 0xffff => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character needs no escape: YAML does not forbid it or read it as a line break or byte order mark, and
/// editors show it.
pub(super) fn is_shown(c: char) -> bool {
    let invisible = matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    !c.is_control() && !invisible
}
