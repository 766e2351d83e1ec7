//! A chart: what it shows, and its bars.

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
pub(super) struct Group {
    pub(super) name: String,
    /// One figure for each series; none where the table has none.
    pub(super) figures: Vec<Option<Figure>>,
}

/// A figure of a table.
pub(super) struct Figure {
    pub(super) value: f64,
    /// As the table has it: `0.60`.
    pub(super) written: String,
}
