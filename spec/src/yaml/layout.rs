//! The place of every node of a YAML file, from one pass over the parser's events.

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as Mark, options};

use super::size::Size;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::{Span, char_boundary};

/// The shape of a file, and the text of its scalars as this reader sees it.
pub(super) enum Layout {
    Scalar { span: Span, literal: String },
    List { span: Span, items: Vec<Layout> },
    Map { span: Span, entries: Vec<(Layout, Layout)> },
}

impl Layout {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Scalar { span, .. } | Self::List { span, .. } | Self::Map { span, .. } => *span,
        }
    }
}

/// Reads the layout. If the file is not plain YAML, problems are added and `None` is returned.
pub(super) fn read(acc: &mut Problems, size: &mut Size, file: usize, text: &str) -> Option<Layout> {
    let mut open: Vec<Frame> = Vec::new();
    let mut root = None;
    let mut refused = false;
    let mut previous_end = 0;
    let mut long_quote = None;
    for next in Parser::new_from_str_with_options(text, settings()) {
        let (event, mark) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = char_boundary(text, error.marker().byte_offset().unwrap_or(text.len()));
                let opened = long_quote.or_else(|| open_quote(text, previous_end, at, &error));
                match opened.filter(|(_, end)| is_rest_of_line(text, *end, at)) {
                    Some((start, _)) => open_for_lines(acc, file, text, start, at),
                    None => syntax(acc, file, text, &error),
                }
                return None;
            }
        };
        let span = place(file, text, &mark);
        if let Some((what, span)) = forbidden(file, text, &event, &mark) {
            acc.add(span, Problem::Forbidden { what });
            refused = true;
        }
        if matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)) {
            size.add_node(acc, span)?;
        }
        if let Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..) = event {
            let is_long = text[span.start..span.end].contains('\n');
            long_quote = is_long.then_some((span.start, span.end));
        }
        let finished = match event {
            Event::DocumentStart(..) if root.is_some() => {
                acc.add(span, Problem::Forbidden { what: "a second document" });
                return None;
            }
            Event::Scalar(literal, style, ..) => {
                let span = if is_empty_block(&literal, style) { header(text, file, previous_end) } else { span };
                Some(Layout::Scalar { span, literal: literal.into_owned() })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                open.push(Frame { span, is_map: matches!(event, Event::MappingStart(..)), children: Vec::new() });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|frame| frame.close(span.end)),
            _ => None,
        };
        previous_end = span.end;
        if let Some(layout) = finished {
            match open.last_mut() {
                Some(parent) => parent.children.push(layout),
                None => root = Some(layout),
            }
        }
    }
    if root.is_none() && !refused {
        acc.add(Span { file, start: 0, end: 0 }, Problem::EmptyFile);
    }
    root.filter(|_| !refused)
}

/// Comments are off because a long one between two entries counts against a limit. The nesting
/// limits are below those of the other reader, whose message is less clear. A last line without
/// its end is read as the other reader does.
fn settings() -> Options {
    options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: 64,
        block_nesting_limit: 48,
        block_scalar_eof_without_line_feed: true,
    }
}

fn place(file: usize, text: &str, mark: &Mark) -> Span {
    let range = mark.byte_range().unwrap_or(0..0);
    Span { file, start: char_boundary(text, range.start), end: char_boundary(text, range.end) }
}

fn syntax(acc: &mut Problems, file: usize, text: &str, error: &ScanError) {
    let start = char_boundary(text, error.marker().byte_offset().unwrap_or(text.len()));
    let (message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => ("it is nested too deeply".to_owned(), None),
        kind => (error.info(), help(kind)),
    };
    acc.add(Span { file, start, end: start }, Problem::Syntax { message, help });
}

/// The quoted text that an error follows, if it goes over several lines.
fn open_quote(text: &str, after: usize, at: usize, error: &ScanError) -> Option<(usize, usize)> {
    let quote = match error.kind() {
        ErrorKind::InvalidTrailingSingleQuotedScalar => '\'',
        ErrorKind::InvalidTrailingDoubleQuotedScalar => '"',
        _ => return None,
    };
    let start = after + text.get(after..at)?.find(quote)?;
    let end = text[..at].rfind(quote)? + 1;
    text[start..end].contains('\n').then_some((start, end))
}

/// Whether nothing but the rest of a line is between two places.
fn is_rest_of_line(text: &str, end: usize, at: usize) -> bool {
    text.get(end..at).is_some_and(|between| !between.contains('\n'))
}

/// A text in quotes that goes over several lines and ends where more follows: surely the mark at its end begins another.
fn open_for_lines(acc: &mut Problems, file: usize, text: &str, start: usize, at: usize) {
    let line = text[..at].matches('\n').count() + 1;
    let message = format!("the quotation mark is not closed, and the text goes on to line {line}");
    let help = Some("close it on its line, or write a long text in a block after `|`");
    acc.add(Span { file, start, end: start + 1 }, Problem::Syntax { message, help });
}

/// How to fix the most common mistakes.
fn help(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::MappingValueNotAllowed => Some(
            "put a text that contains `: ` in quotes, or in a block after `|`; if this line has none, the line before has \
             too little indentation, no space after its colon, or a bracket that is not closed",
        ),
        ErrorKind::UnexpectedCharacter { .. } => Some("put a text that starts with this character in quotes"),
        ErrorKind::MappingKeyNotAllowed => {
            Some("put a text that starts with a bracket and continues after it in quotes: `\"[T]?\"`")
        }
        ErrorKind::InvalidColonPlacement => Some("is a bracket or a quotation mark before it not closed?"),
        ErrorKind::SimpleKeyExpected => Some("end a key with a colon and a space: `name: value`"),
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            Some("indent with spaces")
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey => {
            Some("start all entries of a mapping in the same column")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => Some(
            "the text ends at the quotation mark before this: write `''` for one inside of it, and commas between entries in \
             brackets",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => Some(
            "the text ends at the quotation mark before this: write `\\\"` for one inside of it, and commas between entries in \
             brackets",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            Some("separate entries in brackets by commas, and put a text that contains a comma in quotes")
        }
        _ => None,
    }
}

/// A part of YAML that the spec language does not have, so that a file means what it shows, and its place.
fn forbidden(file: usize, text: &str, event: &Event<'_>, mark: &Mark) -> Option<(&'static str, Span)> {
    match event {
        Event::Alias(_) | Event::UnresolvedAlias(_) => Some(("an alias", place(file, text, mark))),
        Event::Anchor(..) => Some(("an anchor", place(file, text, mark))),
        Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, _, Some(_)) | Event::MappingStart(_, _, Some(_)) => {
            Some(("a tag", place(file, text, &mark.tag_span().unwrap_or(*mark))))
        }
        _ => None,
    }
}

fn is_empty_block(literal: &str, style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && literal.trim().is_empty()
}

/// The `|` or `>` of a block without text. The parser places the block at the start of the next
/// node, and a message would point there.
fn header(text: &str, file: usize, after: usize) -> Span {
    let line = text[after..].lines().next().unwrap_or_default();
    match line.find(['|', '>', '#']).filter(|at| !line[*at..].starts_with('#')) {
        Some(at) => Span { file, start: after + at, end: after + at + 1 },
        None => Span { file, start: after, end: after },
    }
}

/// A list or mapping whose end has not been reached.
struct Frame {
    span: Span,
    is_map: bool,
    children: Vec<Layout>,
}

impl Frame {
    fn close(self, end: usize) -> Layout {
        let span = Span { end: end.max(self.span.end), ..self.span };
        if !self.is_map {
            return Layout::List { span, items: self.children };
        }
        let mut entries = Vec::with_capacity(self.children.len() / 2);
        let mut children = self.children.into_iter();
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            entries.push((key, value));
        }
        Layout::Map { span, entries }
    }
}
