//! The lines of tables: which columns fit, and how wide they are.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, LineStyle, TableStyle, Width};
use hikerapi_runtime::rows::{Column, Kind};
use unicode_width::UnicodeWidthStr;

/// The spaces between two columns.
const GAP: usize = 2;
/// The width up to which a text counts at first.
const TEXT: usize = 40;
/// The least width for which a text is cut.
const LEAST: usize = 8;

/// The columns of a table that fit, and their widths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The numbers of the columns, their widths, and whether their values are numbers.
    shown: Vec<(usize, usize, bool)>,
    hidden: Vec<usize>,
}

impl Layout {
    /// The first columns that fit into a width, by these rows.
    pub(super) fn new(columns: &[Column], rows: &[Vec<String>], width: Option<usize>) -> Self {
        let whole: Vec<usize> =
            columns.iter().enumerate().map(|(index, column)| whole_width(index, column, rows)).collect();
        let mut shown = Vec::new();
        let mut left = width.unwrap_or(usize::MAX);
        for (index, column) in columns.iter().enumerate() {
            let is_number = is_number(&column.kind);
            let gap = if shown.is_empty() { 0 } else { GAP };
            let room = left.saturating_sub(gap);
            let wanted = if is_number || width.is_none() { whole[index] } else { whole[index].min(TEXT) };
            let is_cut = wanted > room;
            // The first is shown however narrow the terminal is; the last can be cut, if it is a text.
            if is_cut && !shown.is_empty() && (is_number || room < LEAST) {
                break;
            }
            let taken = wanted.min(room).max(1);
            shown.push((index, taken, is_number));
            left = room.saturating_sub(taken);
            if is_cut {
                break;
            }
        }
        // What is left is for texts that were cut.
        for (index, width, _) in &mut shown {
            let more = whole[*index].saturating_sub(*width).min(left);
            *width += more;
            left -= more;
        }
        let hidden = (shown.len()..columns.len()).collect();
        Self { shown, hidden }
    }

    /// The numbers of the columns that do not fit.
    pub(super) fn hidden(&self) -> &[usize] {
        &self.hidden
    }

    /// Whether the numbers of these rows fit. Texts are cut, but half a number is another number.
    pub(super) fn fits(&self, rows: &[Vec<String>]) -> bool {
        let mut numbers = self.shown.iter().filter(|(_, _, is_number)| *is_number);
        numbers.all(|(index, width, _)| rows.iter().all(|row| row[*index].width() <= *width))
    }
}

fn whole_width(index: usize, column: &Column, rows: &[Vec<String>]) -> usize {
    rows.iter().map(|row| row[index].width()).chain([column.name.width()]).max().unwrap_or(0)
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Number | Kind::Id)
}

/// The lines of rows, below a header if it is due.
pub(super) fn header_and_values(columns: &[Column], layout: &Layout, has_header: bool, rows: &[Vec<String>]) -> String {
    let line = |values: &dyn Fn(usize) -> String| -> Vec<Cell> {
        let cell = |(index, width, _): &(usize, usize, bool)| Cell::new(cut(&values(*index), *width));
        layout.shown.iter().map(cell).collect()
    };
    let mut table = comfy_table::Table::new();
    if has_header {
        table.set_header(line(&|index| columns[index].name.to_string()));
    }
    for row in rows {
        table.add_row(line(&|index| row[index].clone()));
    }
    let widths: Vec<_> = layout.shown.iter().map(|(_, width, is_number)| (*width, *is_number)).collect();
    lines(table, &widths)
}

/// A line for each column of a row: its name and its value.
pub(super) fn names_and_values(columns: &[Column], row: &[String], width: Option<usize>) -> String {
    let names = columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
    let left = width.map_or(usize::MAX, |width| width.saturating_sub(names + GAP).max(LEAST));
    let mut table = comfy_table::Table::new();
    let mut widest = 1;
    for (column, value) in columns.iter().zip(row) {
        let value = cut(value, left);
        widest = widest.max(value.width());
        table.add_row([Cell::new(&column.name), Cell::new(value)]);
    }
    lines(table, &[(names, false), (widest, false)])
}

/// The lines of a table whose columns have these widths, and numbers to the right.
fn lines(mut table: comfy_table::Table, widths: &[(usize, bool)]) -> String {
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    for (index, (width, is_number)) in widths.iter().enumerate() {
        // One of the spaces is the line between columns, which is invisible.
        let gap = if index + 1 == widths.len() { 0 } else { GAP - 1 };
        let Some(column) = table.column_mut(index) else { continue };
        column.set_padding((0, u16::try_from(gap).unwrap_or(0)));
        let width = u16::try_from(width + gap).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        if *is_number {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A text that is at most so wide, with `…` in place of what is cut.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut left = width.saturating_sub(1);
    for character in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(character).unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        cut.push(character);
    }
    cut.push('…');
    cut
}
