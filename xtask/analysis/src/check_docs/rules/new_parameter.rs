//! A documented parameter that the spec lacks.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_parameter"),
    why: "The client cannot send it, and where it is required every request fails.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        for row in documented.params.iter().filter(|row| !endpoint.params.iter().any(|param| param.wire == row.name)) {
            let is_required = row.required == Some(true);
            let (severity, mark) = if is_required { (Severity::Breaking, "") } else { (Severity::Additive, "?") };
            let what = format!("{}{}", row.ty, if is_required { ", required" } else { "" });
            let help = format!("add `{}{mark}` to the parameters", row.name);
            acc.push(comparison.finding(
                (RULE.name, severity),
                row.start,
                &documented.key,
                Some(endpoint),
                (&row.name, what, help),
            ));
        }
    }
}
