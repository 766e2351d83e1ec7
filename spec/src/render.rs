//! Problems as text: file, line, source, caret and hint, formatted as rustc does.

use std::iter;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::problems::{Located, Problems};
use crate::source::{BYTE_ORDER_MARK, Source, Span, char_boundary};

/// Whether the text has terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// For a terminal.
    Styled,
    /// For files, logs and compile errors.
    Plain,
}

/// The most problems that are shown; more are counted. A file that is not a spec at all can have one every few bytes.
const MOST: usize = 1000;

/// Formats all problems, one below the other, each with its lines.
#[must_use]
pub fn render(problems: &Problems, sources: &[Source], color: Color) -> String {
    let renderer = match color {
        Color::Styled => Renderer::styled(),
        Color::Plain => Renderer::plain(),
    };
    let texts: Vec<_> = sources.iter().map(Lines::of).collect();
    let mut shown = Vec::with_capacity(problems.len());
    for located in problems.in_order().into_iter().take(MOST) {
        shown.push(renderer.render(&[report(located, &texts)]));
    }
    if problems.len() > MOST {
        shown.push(format!("and {} more problems", problems.len() - MOST));
    }
    shown.join("\n\n")
}

fn report<'a>(located: &Located, texts: &[Lines<'a>]) -> Group<'a> {
    let Located { problem, span, related } = located;
    let group = Group::with_title(Level::ERROR.primary_title(one_line(&problem.title())));
    let mut marks = vec![Mark { span: *span, kind: AnnotationKind::Primary, label: problem.label() }];
    if let Some((span, label)) = related {
        marks.push(Mark { span: *span, kind: AnnotationKind::Context, label: Some((*label).to_owned()) });
    }
    let group = match marks.as_slice() {
        // Two marks on one line are shown on one line.
        [first, second] if line_of(texts, first) != line_of(texts, second) => {
            show(show(group, texts, &[first]), texts, &[second])
        }
        marks => show(group, texts, &marks.iter().collect::<Vec<_>>()),
    };
    match problem.help() {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// A place on the line that is shown, and its label.
struct Mark {
    span: Span,
    kind: AnnotationKind,
    label: Option<String>,
}

fn line_of(texts: &[Lines<'_>], mark: &Mark) -> Option<(usize, usize)> {
    texts.get(mark.span.file).map(|lines| (mark.span.file, lines.number(mark.span.start)))
}

/// Adds the line of the marks, which is the same for all. A place outside of the files has none.
fn show<'a>(group: Group<'a>, texts: &[Lines<'a>], marks: &[&Mark]) -> Group<'a> {
    match marks.first().and_then(|mark| texts.get(mark.span.file)) {
        Some(lines) => lines.show(group, marks),
        None => group,
    }
}

/// A title on one line: a name that it quotes may have line ends, or a thousand characters.
fn one_line(title: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown: String = title.chars().take(LONGEST).map(|c| if c == '\n' { '␊' } else { c }).collect();
    if shown.len() < title.len() && title.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// A text with an index of its lines, so that it is not read again for each problem.
struct Lines<'a> {
    source: &'a Source,
    /// Where each line begins.
    starts: Vec<usize>,
    /// The number of characters before each block of [`BLOCK`] bytes.
    counts: Vec<usize>,
}

const BLOCK: usize = 1024;

/// A longer line is not shown: the renderer would read all of it for each problem on it.
const LONGEST_LINE: usize = 10_000;

impl<'a> Lines<'a> {
    fn of(source: &'a Source) -> Self {
        let text = source.text.as_str();
        // A byte order mark is not part of the first line.
        let first = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
        let starts = iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counts = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(counts[counts.len() - 1] + characters(block));
        }
        Self { source, starts, counts }
    }

    /// The number of the line that an offset is on, from 1.
    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|line| *line <= offset).max(1)
    }

    /// Adds the line on which a place begins. The renderer gets no more, since it would show
    /// all of a long block for a problem at its start.
    fn show(&self, group: Group<'a>, marks: &[&Mark]) -> Group<'a> {
        let text = self.source.text.as_str();
        let path = self.source.path.as_str();
        let number = self.number(marks[0].span.start);
        let begin = self.starts[number - 1];
        let next = self.starts.get(number).map_or(text.len(), |next| next - 1);
        let line = &text[begin..next];
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.len() > LONGEST_LINE {
            let column = self.characters_before(marks[0].span.start) - self.characters_before(begin) + 1;
            let group = group.element(Origin::path(path).line(number).char_column(column));
            let labels = marks.iter().filter_map(|mark| mark.label.clone());
            return group.elements(labels.map(|label| Level::NOTE.message(label)));
        }
        let mut snippet = Snippet::source(line).line_start(number).path(path);
        for Mark { span, kind, label } in marks {
            let start = char_boundary(text, span.start).clamp(begin, begin + line.len());
            let end = char_boundary(text, span.end).clamp(start, begin + line.len());
            snippet = snippet.annotation(kind.span(start - begin..end - begin).label(label.clone()));
        }
        group.element(snippet)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.counts[block] + characters(&self.source.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in these bytes of a UTF-8 text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}
