//! Where every node of a YAML file stands, by one pass over the parser's events.

use granit_parser::{Event, Parser, Span as Mark};

use crate::problem::{Problem, Problems};
use crate::source::Span;

/// The shape of a file without the meaning of its scalars.
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
    let at = |mark: &Mark| {
        let range = mark.byte_range().unwrap_or(0..0);
        Span { file, start: range.start.min(text.len()), end: range.end.min(text.len()) }
    };
    for next in Parser::new_from_str(text) {
        let (event, mark) = match next {
            Ok(next) => next,
            Err(error) => {
                let start = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                acc.add(Span { file, start, end: start }, Problem::Syntax { message: error.info() });
                return None;
            }
        };
        let span = at(&mark);
        if let Some(what) = forbidden(&event) {
            acc.add(span, Problem::Forbidden { what });
            refused = true;
        }
        let finished = match event {
            Event::DocumentStart(..) if root.is_some() => {
                acc.add(span, Problem::Forbidden { what: "a second document" });
                return None;
            }
            Event::Scalar(literal, ..) => Some(Layout::Scalar { span, literal: literal.into_owned() }),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                open.push(Frame { span, is_map: matches!(event, Event::MappingStart(..)), children: Vec::new() });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|frame| frame.close(span.end)),
            _ => None,
        };
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

/// What the spec language leaves out of YAML, so that a file means what it shows.
fn forbidden(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Alias(_) | Event::UnresolvedAlias(_) => Some("an alias"),
        Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
            if *anchor != 0 =>
        {
            Some("an anchor")
        }
        Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, _, Some(_)) | Event::MappingStart(_, _, Some(_)) => {
            Some("a tag")
        }
        _ => None,
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
