//! Tables.

use super::inline;

/// Writes the lines of a table; `None` if they are not one.
pub(super) fn table(lines: &[String]) -> Option<Vec<String>> {
    let mut rows = lines.iter().map(|line| cells(line));
    let (header, rule) = (rows.next()?, rows.next()?);
    let is_rule = |cell: &String| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    // What is in no column would not be shown.
    let fits =
        rule.iter().all(is_rule) && header.len() == rule.len() && rows.clone().all(|row| row.len() <= rule.len());
    let has_words = header.iter().any(|cell| !cell.is_empty());
    if !fits || !has_words {
        return None;
    }
    let written = |row: Vec<String>| format!("| {} |", row.join(" | "));
    let safe = |row: Vec<String>| written(row.iter().map(|cell| inline::safe(cell)).collect());
    Some([safe(header), written(rule)].into_iter().chain(rows.map(safe)).collect())
}

/// The cells between the bars of a line. A bar after a backslash is part of a cell, also in a code span.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in inner.chars() {
        if c == '|' && !is_escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    // The bar at the end of the line.
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
