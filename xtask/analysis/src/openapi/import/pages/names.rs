//! The names that parameters and fields of pages usually have, without case and signs.

/// A name without case and signs: `nextPageToken` and `next_page_token` are one.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

pub(super) fn is_in(names: &[&str], name: &str) -> bool {
    names.contains(&plain(name).as_str())
}

/// A plain name without the `next` before it.
pub(super) fn bare(plain: &str) -> &str {
    plain.strip_prefix("next").filter(|rest| !rest.is_empty()).unwrap_or(plain)
}

/// Whether a field can tell about a page.
pub(super) fn is_clue(name: &str) -> bool {
    let plain = plain(name);
    let is_known = [ADDRESSES, MORE, TOTALS, PAGES, CURSORS].iter().any(|names| names.contains(&plain.as_str()));
    is_known || CURSORS.iter().any(|cursor| bare(cursor) == bare(&plain))
}

/// Parameters that take a cursor.
pub(super) const CURSORS: &[&str] = &[
    "after",
    "continuation",
    "continuationtoken",
    "cursor",
    "endcursor",
    "marker",
    "maxid",
    "nextcursor",
    "nextmaxid",
    "nextpageid",
    "nextpagetoken",
    "nexttoken",
    "offset",
    "pagecursor",
    "pageid",
    "pagetoken",
    "startcursor",
    "token",
];

/// Parameters that take the id of the last item.
pub(super) const AFTER: &[&str] = &["after", "afterid", "startingafter"];

/// Parameters that number pages.
pub(super) const NUMBERS: &[&str] = &["page", "pageindex", "pageno", "pagenumber", "pagenum"];

/// Parameters that count what comes before a page.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "startat", "startindex"];

/// Fields with the address of the next page.
pub(super) const ADDRESSES: &[&str] = &[
    "next",
    "nextlink",
    "nextpage",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];

/// Fields that are false on the last page.
pub(super) const MORE: &[&str] = &["hasmore", "hasmoreitems", "hasnext", "hasnextpage", "more", "moreavailable"];

/// Fields with the number of all items.
pub(super) const TOTALS: &[&str] =
    &["total", "totalcount", "totalelements", "totalentries", "totalitems", "totalrecords", "totalresults"];

/// Fields with the number of pages.
pub(super) const PAGES: &[&str] = &["lastpage", "numpages", "pagecount", "pages", "pagestotal", "totalpages"];

/// Fields whose objects tell about the page.
pub(super) const ABOUT: &[&str] = &[
    "cursors",
    "info",
    "links",
    "meta",
    "metadata",
    "nextpage",
    "page",
    "pageinfo",
    "pagination",
    "paginator",
    "paging",
    "responsemetadata",
    "resultinfo",
];

/// Fields with the list, before all others that are lists.
pub(super) const LISTS: &[&str] =
    &["data", "elements", "entries", "hits", "items", "list", "objects", "records", "results", "rows", "values"];
