//! Where every node of a YAML file stands, by one pass over the parser's events.

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as Mark, options};

use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;

/// The shape of a file, and the text of its scalars as this reader has it.
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

/// Reads the layout; problems are added, and `None` given, where the file is no plain YAML.
pub(super) fn read(acc: &mut Problems, file: usize, text: &str) -> Option<Layout> {
    let mut open: Vec<Frame> = Vec::new();
    let mut root = None;
    let mut refused = false;
    let mut previous_end = 0;
    for next in Parser::new_from_str_with_options(text, settings()) {
        let (event, mark) = match next {
            Ok(next) => next,
            Err(error) => {
                syntax(acc, file, text, &error);
                return None;
            }
        };
        let span = place(file, text, &mark);
        if let Some((what, span)) = forbidden(file, text, &event, &mark) {
            acc.add(span, Problem::Forbidden { what });
            refused = true;
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

/// Comments are off because a long one between two entries counts against a limit. Nesting ends
/// before the other reader's own limit, whose message says less. A last line without its end is
/// read as the other reader does.
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
    Span { file, start: text.floor_char_boundary(range.start), end: text.floor_char_boundary(range.end) }
}

fn syntax(acc: &mut Problems, file: usize, text: &str, error: &ScanError) {
    let start = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(text.len()));
    let (message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => ("it is nested too deeply".to_owned(), None),
        kind => (error.info(), help(kind)),
    };
    acc.add(Span { file, start, end: start }, Problem::Syntax { message, help });
}

/// What mends the mistakes that people make most.
fn help(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::MappingValueNotAllowed => Some(
            "a text that holds `: ` stands between quotes, or in a block after `|`; if this line has none, the one before is \
             indented less than it should be, lacks the blank after its colon, or leaves a bracket open",
        ),
        ErrorKind::UnexpectedCharacter { .. } => Some("a text that begins with this character stands between quotes"),
        ErrorKind::MappingKeyNotAllowed => {
            Some("a text that begins with a bracket and goes on after it stands between quotes: `\"[T]?\"`")
        }
        ErrorKind::InvalidColonPlacement => Some("is a bracket or a quotation mark before it left open?"),
        ErrorKind::SimpleKeyExpected => Some("a key ends with a colon and a blank: `name: value`"),
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            Some("indent with spaces")
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey => {
            Some("entries of one mapping begin in the same column")
        }
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Some("between brackets entries are separated by commas, and a text that holds a comma is quoted")
        }
        _ => None,
    }
}

/// What the spec language leaves out of YAML, so that a file means what it shows, and where.
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

/// The `|` or `>` of a block without a text. The parser says that it stands where the next thing
/// begins, and a message would point at that.
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
