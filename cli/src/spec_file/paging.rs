//! How one page leads to the next, for the runtime.

use hikerapi_runtime::service::{End, Paging, Way};
use spec::{Pages, Step, json_path, may_be_absent};

use super::leak::leak;

/// Returns how one page leads to the next.
pub(super) fn paging(pages: &Pages) -> Paging {
    let path = |steps: &Option<Vec<Step>>| steps.as_deref().map(leaked_path);
    let mut places = pages.items.iter().map(|path| leaked_path(path));
    Paging {
        way: way(&pages.way),
        items: places.next().unwrap_or("$"),
        other_items: Vec::leak(places.collect()),
        items_may_be_absent: pages.items_may_be_absent(),
        next_may_be_absent: pages.way.next().is_none_or(|(next, _)| may_be_absent(next)),
        key: pages.key.as_ref().map(|step| leaked_path(std::slice::from_ref(step))),
        more: path(&pages.more),
        total: path(&pages.total),
        pages: path(&pages.of),
        size: pages.size.as_deref().map(leak),
        max_stale_pages: pages.max_stale_pages,
    }
}

fn leaked_path(steps: &[Step]) -> &'static str {
    leak(&json_path(steps))
}

fn way(way: &spec::Way) -> Way {
    match way {
        spec::Way::Token { next, cursor, end } => {
            Way::Token { parameter: leak(cursor), next: leaked_path(next), end: ends(end) }
        }
        spec::Way::Number { parameter, first } => Way::Number { parameter: leak(parameter), first: *first },
        spec::Way::Link { relation } => Way::Link { relation: leak(relation) },
        spec::Way::Last { field, cursor } => {
            Way::Last { parameter: leak(cursor), field: leaked_path(std::slice::from_ref(field)) }
        }
        spec::Way::Offset { parameter } => Way::Offset { parameter: leak(parameter) },
        spec::Way::Url { next, end } => Way::Url { next: leaked_path(next), end: ends(end) },
    }
}

fn ends(ends: &[spec::End]) -> &'static [End] {
    let ends = ends.iter().map(|end| match end {
        spec::End::Null => End::Null,
        spec::End::False => End::False,
        spec::End::Text(text) => End::Text(leak(text)),
    });
    Vec::leak(ends.collect())
}
