//! Bar charts as SVG, from the tables of a Markdown page.
//!
//! A chart library would draw them in colors of its own, which are wrong on dark pages or on light ones; here they are classes,
//! which follow the reader's theme.

mod svg;
mod table;

use crate::Error;
use table::Table;

/// What a chart shows of a page.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// What is measured.
    pub title: &'a str,
    /// The unit, and which end is better.
    pub unit: &'a str,
    /// The heading above the tables: `### Decoding`.
    pub heading: &'a str,
    /// Which tables below the heading, from 0. Several are parts of one chart.
    pub tables: &'a [Part<'a>],
    /// The columns with figures: the name in the table, and in the legend.
    pub series: &'a [(&'a str, &'a str)],
    /// A line at this value: the baseline that figures are compared with.
    pub mark: Option<f64>,
}

/// One table of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The position of the table below the heading, from 0.
    pub table: usize,
    /// What its rows have in common; written before their names.
    pub name: &'a str,
    /// The rows to show, by their first cell; all if empty.
    pub rows: &'a [&'a str],
}

/// The bars of one row.
struct Group {
    name: String,
    /// One figure for each series; none where the table has none.
    figures: Vec<Option<Figure>>,
}

/// A figure of a table.
struct Figure {
    value: f64,
    /// As the table has it: `0.60`.
    written: String,
}

/// Draws a chart.
///
/// # Errors
/// Where the page lacks a heading, a table, a column or a row that the chart names, or a figure is none.
pub fn svg(chart: &Chart<'_>, page: &str) -> Result<String, Error> {
    let mut groups = Vec::new();
    for part in chart.tables {
        let table = Table::read(page, chart.heading, part.table)?;
        groups.extend(part_of(chart, part, &table)?);
    }
    Ok(svg::draw(chart, &groups))
}

fn part_of(chart: &Chart<'_>, part: &Part<'_>, table: &Table<'_>) -> Result<Vec<Group>, Error> {
    let columns = chart.series.iter().map(|(column, _)| table.column(column)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<_> = match part.rows {
        [] => table.names().collect(),
        rows => rows.to_vec(),
    };
    let mut groups = Vec::new();
    for name in names {
        let row = table.row(name)?;
        let figures = columns.iter().map(|column| row.figure(*column)).collect::<Result<Vec<_>, _>>()?;
        let name = if part.name.is_empty() { name.to_owned() } else { format!("{}: {name}", part.name) };
        groups.push(Group { name: name.replace('`', ""), figures });
    }
    Ok(groups)
}
