//! The cost that a response states.

use crate::headers::Headers;
use crate::json::strict;
use crate::service::{Cost, CostHeader};
use crate::wire::Json;

/// The highest cost of a request. A larger number in the header is something else.
const MOST: u64 = 1_000_000;

/// The units that the header names, as `reqs=2` or as `{"reqs": 2}`.
pub(crate) fn units(cost: Option<&Cost>, headers: &Headers) -> Option<u64> {
    named(cost?.header.as_ref()?, headers).filter(|units| *units <= MOST)
}

fn named(rule: &CostHeader, headers: &Headers) -> Option<u64> {
    let text = headers.get(rule.header)?.trim();
    if text.starts_with('{') {
        return strict::<Json>(text.as_bytes()).ok()?.get(rule.field)?.read().ok();
    }
    let pairs = text.split([',', ';', '&', ' ']).filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim() == rule.field);
    named.next()?.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Option<u64>) {
        let cost = Cost { header: Some(CostHeader { header: "x-info", field: "reqs" }) };
        assert_eq!(units(Some(&cost), &Headers::from_pairs(&[("x-info", header)])), expected, "{header}");
    }

    #[test]
    fn both_forms_are_read() {
        check("reqs=2", Some(2));
        check(" reqs = 2 ", None);
        check("plan=a; reqs=0", Some(0));
        check(r#"{"reqs": 2}"#, Some(2));
    }

    #[test]
    fn other_values_are_no_cost() {
        for text in [
            "",
            "reqs=",
            "reqs=-1",
            "reqs=many",
            "{",
            r#"{"reqs": "2"}"#,
            r#"{"reqs": 1.5}"#,
            "cost=2",
            "reqs=18446744073709551615",
        ] {
            check(text, None);
        }
    }
}
