//! Problems as a person reads them: file, line, source, caret and hint, in rustc's look.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::problem::{Located, Problems};
use crate::source::{Source, Span};

/// Whether the text may hold terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// For a terminal.
    Styled,
    /// For files, logs and compile errors.
    Plain,
}

/// All problems, one below the other, each with the lines it speaks of.
#[must_use]
pub fn render(problems: &Problems, sources: &[Source], color: Color) -> String {
    let renderer = match color {
        Color::Styled => Renderer::styled(),
        Color::Plain => Renderer::plain(),
    };
    let mut shown = Vec::with_capacity(problems.len());
    for located in problems.in_order() {
        shown.push(renderer.render(&[report(located, sources)]));
    }
    shown.join("\n\n")
}

fn report<'a>(located: &Located, sources: &'a [Source]) -> Group<'a> {
    let Located { problem, span, related } = located;
    let mut group = Group::with_title(Level::ERROR.primary_title(problem.title()));
    if let Some(source) = sources.get(span.file) {
        let line = Line::of(source, *span);
        let annotation = AnnotationKind::Primary.span(line.range.clone()).label(problem.label());
        group = group.element(line.snippet(source).annotation(annotation));
    }
    if let Some((other, label)) = related
        && let Some(source) = sources.get(other.file)
    {
        let line = Line::of(source, *other);
        let annotation = AnnotationKind::Context.span(line.range.clone()).label(*label);
        group = group.element(line.snippet(source).annotation(annotation));
    }
    match problem.help() {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// The line that a place begins on. Only it is handed to the renderer, which would otherwise
/// read the whole file for each problem, and show all of a long block for a problem at its start.
struct Line<'a> {
    number: usize,
    text: &'a str,
    range: std::ops::Range<usize>,
}

impl<'a> Line<'a> {
    fn of(source: &'a Source, span: Span) -> Self {
        let text = source.text.as_str();
        let start = span.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = span.end.clamp(start, line_end);
        Self {
            number: source.line_column(start).0,
            text: &text[line_start..line_end],
            range: start - line_start..end - line_start,
        }
    }

    fn snippet<T: Clone>(&self, source: &'a Source) -> Snippet<'a, T> {
        Snippet::source(self.text).line_start(self.number).path(source.path.as_str())
    }
}
