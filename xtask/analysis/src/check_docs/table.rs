//! The tables of parameters.

use super::position::Position;

/// A row of a table of parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The name on the wire.
    pub name: String,
    /// The type in the document's words; empty without a type.
    pub ty: String,
    /// Whether it is required, where the document says so.
    pub required: Option<bool>,
    /// Where its line is.
    pub start: Position,
}

/// Which cell of a row is what.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    name: usize,
    ty: Option<usize>,
    required: Option<usize>,
}

/// The texts between the bars of a line.
pub(super) fn cells(line: &str) -> Vec<String> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let plain = |cell: &str| cell.trim().trim_matches(|c| "`*".contains(c)).replace("\\_", "_");
    line.split('|').map(plain).collect()
}

/// The columns that a row names, if it is the head of a table of parameters.
pub(super) fn columns(cells: &[String]) -> Option<Columns> {
    let of = |names: &[&str]| cells.iter().position(|cell| names.contains(&cell.to_ascii_lowercase().as_str()));
    let name = of(&["name", "parameter", "param", "field", "argument", "query parameter"])?;
    let (ty, required) = (of(&["type"]), of(&["required", "required?", "mandatory"]));
    (ty.is_some() || required.is_some()).then_some(Columns { name, ty, required })
}

/// A parameter, if the row has one.
pub(super) fn row(columns: Columns, cells: &[String], start: Position) -> Option<Row> {
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    let name = cell(columns.name).trim_end_matches('*').trim();
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    let required = columns.required.and_then(|at| match cell(at).to_ascii_lowercase().as_str() {
        "yes" | "true" | "required" | "✓" | "✔" | "✅" | "y" => Some(true),
        "no" | "false" | "optional" | "-" | "–" | "✗" | "❌" | "n" | "" => Some(false),
        _ => None,
    });
    let ty = columns.ty.map(|at| cell(at).to_ascii_lowercase()).unwrap_or_default();
    is_name.then(|| Row { name: name.to_owned(), ty, required, start })
}
