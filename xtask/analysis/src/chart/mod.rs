//! Bar charts as SVG, from the tables of a Markdown page.
//!
//! A chart library would draw them in colors of its own, which are wrong on dark pages or on light ones; here they are classes,
//! which follow the reader's theme.

mod bars;
mod svg;
mod table;

use crate::Error;
use bars::Group;
pub use bars::{Chart, Part};
use table::Table;

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
