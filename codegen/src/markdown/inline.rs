//! The text of a paragraph: code spans and links to the web stay, and what could be HTML, a link to code, or an entity is
//! escaped.

/// Returns a paragraph as Markdown.
pub(super) fn safe(text: &str) -> String {
    let mut writer = Writer { text, at: 0, out: String::with_capacity(text.len() + 8), is_in_link: false };
    writer.all();
    writer.out
}

/// Returns a text as a code span.
pub(super) fn code_span(text: &str) -> String {
    let fence = "`".repeat((1..).find(|length| !has_run(text, *length)).unwrap_or(1));
    let is_padded = text.starts_with('`') || text.ends_with('`') || text.trim().is_empty();
    let space = if is_padded { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Splits a paragraph where a line may end: at spaces, but not inside of a code span, where it could begin with anything.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => at = span_end(text, at).unwrap_or_else(|| at + run(text, at)) - 1,
            b' ' => {
                words.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    words.push(&text[start..]);
    words
}

struct Writer<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Whether it is the text of a link, which cannot contain others.
    is_in_link: bool,
}

impl Writer<'_> {
    fn all(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '`' => self.code(),
                '\\' => self.backslash(),
                '<' => self.angle(),
                '[' => self.bracket(),
                'h' => self.bare_url(),
                '|' => self.escape(c),
                '!' if self.next() == Some('[') => self.escape(c),
                '&' if self.next().is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => self.escape(c),
                c => self.copy(c.len_utf8()),
            }
        }
    }

    /// The character after the current one.
    fn next(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    fn copy(&mut self, length: usize) {
        self.out.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    fn escape(&mut self, c: char) {
        self.out.extend(['\\', c]);
        self.at += c.len_utf8();
    }

    fn code(&mut self) {
        let length = run(self.text, self.at);
        match span_end(self.text, self.at) {
            Some(end) => {
                let inner = &self.text[self.at + length..end - length];
                let trimmed = inner.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
                let inner = trimmed.filter(|inner| !inner.trim().is_empty()).unwrap_or(inner);
                self.out.push_str(&code_span(inner));
                self.at = end;
            }
            None => (0..length).for_each(|_| self.escape('`')),
        }
    }

    /// A backslash at the end of a line would break it.
    fn backslash(&mut self) {
        match self.next() {
            Some(next) if next.is_ascii_punctuation() => self.copy(2),
            Some(next) if next != ' ' => self.copy(1),
            _ => self.escape('\\'),
        }
    }

    /// A link to the web, or what could be the begin of HTML, of another address or of an e-mail address: `<1@b.example>`.
    fn angle(&mut self) {
        let rest = &self.text[self.at + 1..];
        let url = url_length(rest);
        match rest[url..].starts_with('>') && !self.is_in_link && is_web(&rest[..url]) {
            true => self.copy(url + 2),
            false if rest.starts_with(' ') => self.copy(1),
            false => self.escape('<'),
        }
    }

    /// `[text](https://..)`, or a bracket.
    fn bracket(&mut self) {
        let Some((text, url)) = link(&self.text[self.at..]).filter(|_| !self.is_in_link) else {
            return self.escape('[');
        };
        let mut inner = Writer { text, at: 0, out: String::new(), is_in_link: true };
        inner.all();
        self.out.push_str(&format!("[{}]({url})", inner.out));
        self.at += text.len() + url.len() + 4;
    }

    /// rustdoc warns of an address that is no link.
    fn bare_url(&mut self) {
        let rest = &self.text[self.at..];
        // The rest is looked at only where it is a link, and once.
        if self.is_in_link || !begins_web(rest) {
            return self.copy(1);
        }
        let url = rest[..url_length(rest)].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ')']);
        self.out.push_str(&format!("<{url}>"));
        self.at += url.len();
    }
}

/// Whether a text is the address of something on the web.
fn is_web(url: &str) -> bool {
    begins_web(url) && url.chars().all(is_in_url)
}

/// Whether a text begins with such an address.
fn begins_web(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The length of the characters at the beginning of a text that an address can have.
fn url_length(text: &str) -> usize {
    text.find(|c: char| !is_in_url(c)).unwrap_or(text.len())
}

fn is_in_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%{}".contains(c)
}

/// The text and the address of a link that a text begins with.
fn link(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('[')?;
    let (label, rest) = rest.split_at(rest.find(['[', ']', '\\', '`'])?);
    let rest = rest.strip_prefix("](")?;
    let (url, rest) = rest.split_at(rest.find(|c: char| "()".contains(c) || !is_in_url(c))?);
    let is_plain = !label.contains("://") && !label.trim().is_empty();
    (rest.starts_with(')') && is_plain && is_web(url)).then_some((label, url))
}

/// The number of backticks at a place.
pub(super) fn run(text: &str, at: usize) -> usize {
    text[at..].len() - text[at..].trim_start_matches('`').len()
}

/// The end of the code span that begins at a place; `None` if it is not closed.
pub(super) fn span_end(text: &str, at: usize) -> Option<usize> {
    let length = run(text, at);
    let mut at = at + length;
    while let Some(next) = text[at..].find('`') {
        at += next;
        let found = run(text, at);
        at += found;
        if found == length {
            return Some(at);
        }
    }
    None
}

/// Whether a text has exactly so many backticks in a row somewhere.
fn has_run(text: &str, length: usize) -> bool {
    text.split(|c| c != '`').any(|run| run.len() == length)
}
