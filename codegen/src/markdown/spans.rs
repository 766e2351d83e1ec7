//! The code spans of Markdown that the generator has written.

use super::fence::Fence;
use super::inline::{run, span_end};

/// Replaces code spans by what `found` makes of their content. Those in blocks of code and those that are links stay.
pub(crate) fn replace_code(text: &str, mut found: impl FnMut(&str) -> Option<String>) -> String {
    let mut fence: Option<Fence> = None;
    let lines = text.split('\n').map(|line| {
        let content = line.trim_start_matches(['>', ' ']);
        if let Some(open) = fence {
            fence = Some(open).filter(|open| !open.is_closed_by(content));
            return line.to_owned();
        }
        fence = Fence::open(content);
        if fence.is_some() { line.to_owned() } else { in_line(line, &mut found) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn in_line(line: &str, found: &mut impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let end = match c {
            '`' => span_end(line, at).unwrap_or_else(|| at + run(line, at)),
            '\\' => at + 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
            c => at + c.len_utf8(),
        };
        let part = &line[at..end];
        let is_link = out.ends_with('[') && line[end..].starts_with(']');
        let content = part.strip_prefix('`').and_then(|part| part.strip_suffix('`')).filter(|_| !is_link);
        match content.and_then(&mut *found) {
            Some(replaced) => out.push_str(&replaced),
            None => out.push_str(part),
        }
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let replaced = replace_code(text, |code| (code == "a" || code == "a b").then(|| format!("[`{code}!`]")));
        assert_eq!(replaced, expected);
    }

    #[test]
    fn code_in_a_sentence_is_replaced() {
        check("Use `a`, `b` or `a b`.", "Use [`a!`], `b` or [`a b!`].");
        check("- `a`: `a`\n\n| `a` | é `a` |", "- [`a!`]: [`a!`]\n\n| [`a!`] | é [`a!`] |");
    }

    #[test]
    fn links_and_blocks_of_code_stay() {
        check("[`a`](x), [`a`] and ``a``", "[`a`](x), [`a`] and ``a``");
        check("```text\n`a`\n```\n`a`", "```text\n`a`\n```\n[`a!`]");
        check("> ```text\n> `a`\n> ```", "> ```text\n> `a`\n> ```");
    }

    #[test]
    fn what_is_escaped_is_no_code() {
        check("\\`a\\` ` `a`", "\\`a\\` ` `a`");
        check("\\", "\\");
    }
}
