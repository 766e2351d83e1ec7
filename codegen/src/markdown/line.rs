//! What a line of Markdown begins with.

use super::fence::Fence;

/// Returns the length of a list item's marker, with the space after it.
pub(crate) fn marker(line: &str) -> Option<usize> {
    let (word, rest) = line.split_once(' ')?;
    let is_marker = matches!(word, "-" | "+" | "*") || number(word).is_some();
    (is_marker && !rest.trim().is_empty()).then(|| word.len() + 1)
}

/// Returns the digits of a word that is the marker of a numbered list, such as `1.`.
pub(super) fn number(word: &str) -> Option<&str> {
    let digits = word.strip_suffix(['.', ')'])?;
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits)
}

/// Returns whether a line that begins with this word would be a list, a heading, a rule, a table, a quotation or a fence.
pub(crate) fn begins_markup(word: &str) -> bool {
    let is_rule = word.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '+' | ':' | '|'));
    is_rule || number(word).is_some() || word.starts_with(['#', '>', '|']) || Fence::open(word).is_some()
}

/// The text of a heading and its level.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.strip_prefix(' ')?.trim();
    ((1..=6).contains(&level) && !text.is_empty()).then_some((level, text))
}

/// Whether a line is a rule: three marks of one kind or more.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| *c != ' ');
    let first = marks.next().filter(|mark| matches!(mark, '-' | '*' | '_'));
    first.is_some_and(|first| marks.clone().count() >= 2 && marks.all(|mark| mark == first))
}

/// The indentation of a line in columns, and the line without it.
pub(super) fn indented(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => return (columns, &line[at..]),
        }
    }
    (columns, "")
}
