//! A request that costs another number of units.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("price_changed"),
    why: "Budgets and estimates count what the spec says. Silent where the documentation has no price: services leave out the \
          usual one, and state others in texts alone.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        let own = u64::from(endpoint.cost.units);
        let Some(price) = documented.price.filter(|price| *price != own) else { continue };
        let what = format!("{price} in the documentation, {own} in the spec");
        let help = format!("write `cost: {price}`, or `units: {price}` where some requests cost less");
        let words = (endpoint.name.as_str(), what, help);
        acc.push(comparison.finding(
            (RULE.name, Severity::Additive),
            documented.start,
            &documented.key,
            Some(endpoint),
            words,
        ));
    }
}
