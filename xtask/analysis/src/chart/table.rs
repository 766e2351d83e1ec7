//! A table of a Markdown page, by the heading above it.

use super::bars::Figure;
use crate::Error;

/// The cells of a table.
pub(super) struct Table<'a> {
    header: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

pub(super) struct Row<'a> {
    cells: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// The table at this position between a heading and the next heading.
    pub(super) fn read(page: &'a str, heading: &str, position: usize) -> Result<Self, Error> {
        let mut lines =
            page.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with('#'));
        for before in 0..=position {
            let mut table =
                lines.by_ref().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
            let header = table.next().ok_or_else(|| missing(&format!("table {position} below `{heading}`")))?;
            // The second line only separates.
            let rows: Vec<_> = table.skip(1).map(|line| Row { cells: cells(line) }).collect();
            if before == position {
                return Ok(Self { header: cells(header), rows });
            }
        }
        Err(missing(heading))
    }

    pub(super) fn column(&self, name: &str) -> Result<usize, Error> {
        self.header.iter().position(|cell| *cell == name).ok_or_else(|| missing(&format!("the column `{name}`")))
    }

    pub(super) fn row(&self, name: &str) -> Result<&Row<'a>, Error> {
        self.rows.iter().find(|row| row.name() == name).ok_or_else(|| missing(&format!("the row `{name}`")))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(Row::name)
    }
}

impl Row<'_> {
    fn name(&self) -> &str {
        self.cells.first().copied().unwrap_or_default()
    }

    /// The figure in a column; `None` where the cell is empty.
    pub(super) fn figure(&self, column: usize) -> Result<Option<Figure>, Error> {
        let cell = self.cells.get(column).copied().unwrap_or_default();
        let value = cell.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0);
        match value {
            None if !cell.is_empty() => Err(Error {
                what: format!("cannot draw the row `{}`", self.name()),
                why: format!("`{cell}` is no figure"),
                help: "correct the table, or the chart's columns",
            }),
            value => Ok(value.map(|value| Figure { value, written: cell.to_owned() })),
        }
    }
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').map(str::trim).collect()
}

fn missing(what: &str) -> Error {
    Error {
        what: "cannot draw a chart".to_owned(),
        why: format!("the page lacks {what}"),
        help: "print the tables with `cargo xtask bench`, or correct what the chart names",
    }
}
