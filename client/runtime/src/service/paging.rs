//! What generated code states about the pages of an endpoint.

/// How one page leads to the next.
#[derive(Debug)]
pub struct Paging {
    /// Where the next page starts.
    pub way: Way,
    /// The JSON path of the list of items: `$[0]`, `$.items`, or `$` where the response is the list. With a wildcard it is
    /// that of the items: `$.rows[*].items[*]`, `$.rows[*].item`. `[*]` is each element of a list, `.*` each value of an object.
    pub items: &'static str,
    /// The JSON paths of items in other places of the response, each with a wildcard. What is in one element with others is
    /// beside them: of `$.rows[*].a[*]` and `$.rows[*].b[*]`, both of the first row are before those of the second.
    pub other_items: &'static [&'static str],
    /// Whether the list of items, or the first list around them, may be null or absent, which is a page without items.
    pub items_may_be_absent: bool,
    /// Whether the cursor or the URL of the next page may be null or absent, which is the end of the list.
    pub next_may_be_absent: bool,
    /// The JSON path, in an item, of the field that identifies it: `$.pk`.
    pub key: Option<&'static str>,
    /// The JSON path of a flag that is false on the last page. With a wildcard it is the first that is there, as for all facts
    /// of a page.
    pub more: Option<&'static str>,
    /// The JSON path of the number of items in the list.
    pub total: Option<&'static str>,
    /// The JSON path of the number of pages in the list.
    pub pages: Option<&'static str>,
    /// The parameter with the number of items that fill a page: a page with fewer, and fewer than one before it, is the
    /// last.
    pub size: Option<&'static str>,
    /// The most pages in a row without a new item, after which a list ends with an error.
    pub max_stale_pages: u32,
}

impl Paging {
    /// Numbered pages without an end but an empty page, of responses that are lists.
    pub const DEFAULT: Self = Self {
        way: Way::Number { parameter: "page", first: 1 },
        items: "$",
        other_items: &[],
        items_may_be_absent: false,
        next_may_be_absent: true,
        key: None,
        more: None,
        total: None,
        pages: None,
        size: None,
        max_stale_pages: 3,
    };
}

/// Where the next page starts. A parameter is one of the URL or a field of the body.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// At a cursor that the response has.
    Token {
        /// The parameter that takes the cursor.
        parameter: &'static str,
        /// The JSON path of the next cursor: `$[1]`, `$.next_page_id`.
        next: &'static str,
        /// The cursors that mean the end of the list. An absent one does, where it may be.
        end: &'static [End],
    },
    /// At the next number.
    Number {
        /// The parameter that takes the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u32,
    },
    /// At the URL that the header `Link` has for this relation: `next`. Only its query is used.
    Link {
        /// The relation.
        relation: &'static str,
    },
    /// After the last item.
    Last {
        /// The parameter that takes the value of that item's field.
        parameter: &'static str,
        /// The JSON path, in an item, of the field: `$.id`.
        field: &'static str,
    },
    /// After the number of items that were read.
    Offset {
        /// The parameter that takes the number.
        parameter: &'static str,
    },
    /// At a URL that the response has. Only its query is used.
    Url {
        /// The JSON path of the next URL.
        next: &'static str,
        /// The URLs that mean the end of the list. An absent one does, where it may be.
        end: &'static [End],
    },
}

impl Way {
    /// Returns the parameter that says which page is requested; `None` where several do.
    #[must_use]
    pub const fn parameter(&self) -> Option<&'static str> {
        match self {
            Self::Token { parameter, .. }
            | Self::Number { parameter, .. }
            | Self::Last { parameter, .. }
            | Self::Offset { parameter } => Some(parameter),
            Self::Link { .. } | Self::Url { .. } => None,
        }
    }

    /// Returns the JSON path of what says where the next page starts, where the response has it, and what ends the list.
    #[must_use]
    pub const fn next(&self) -> Option<(&'static str, &'static [End])> {
        match self {
            Self::Token { next, end, .. } | Self::Url { next, end } => Some((next, end)),
            Self::Number { .. } | Self::Link { .. } | Self::Last { .. } | Self::Offset { .. } => None,
        }
    }
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
