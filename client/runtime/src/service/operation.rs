//! What generated code states about one endpoint.

/// The facts of one endpoint.
#[derive(Debug)]
pub struct Operation {
    /// The group: `user`.
    pub group: &'static str,
    /// The method: `by_username`.
    pub name: &'static str,
    /// The path, with `{name}` in the place of a parameter.
    pub path: &'static str,
    /// The units that a request costs.
    pub units: u32,
    /// Other prices, each while a parameter is true.
    pub units_when: &'static [UnitsWhen],
}

/// The price while a parameter is true.
#[derive(Debug)]
pub struct UnitsWhen {
    /// The parameter.
    pub param: &'static str,
    /// The units.
    pub units: u32,
}

/// How one page leads to the next.
#[derive(Debug)]
pub struct Paging {
    /// The parameter that takes the cursor.
    pub cursor: &'static str,
    /// The cursors that mean the end of the list. An absent cursor always does.
    pub end: &'static [End],
    /// The JSON path of the next cursor: `$[1]`, `$.next_page_id`.
    pub next: &'static str,
    /// The most pages in a row without a new item, after which a list ends with an error.
    pub max_stale_pages: u32,
}

/// A cursor that means the end of the list.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// Null, or no cursor at all.
    Null,
    /// `false`.
    False,
    /// This text.
    Text(&'static str),
}
