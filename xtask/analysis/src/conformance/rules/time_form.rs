//! A timestamp or a day in another form than the spec's, or in two forms.

use spec::{Scalar, Type};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::{Data, Value};
use crate::slot::{type_of, unmarked};
use crate::timestamp;

pub(super) static RULE: Rule = Rule {
    name: RuleName("time_form"),
    why: "A timestamp is RFC 3339 text with a zone, or Unix seconds of the years 0000 to 9999 in digits; other numbers and \
          texts, milliseconds too, do not decode. A date is a day such as 2026-01-31 and nothing else. One timestamp that \
          comes as text here and as seconds there is decoded all the same, but a reader of the raw response must know it: \
          a notice.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Type::Scalar(scalar @ (Scalar::Timestamp | Scalar::Date)) = *unmarked(type_of(evidence.api, slot)) else {
            continue;
        };
        let wrong =
            |sighting: &Sighting<'_>| (sighting.fit == Fit::WrongTime).then(|| described(scalar, sighting.value));
        for (found, case) in evidence.cases(record, wrong) {
            let help = "use the type that it has: `string`, `integer`, `number`".to_owned();
            let mut finding =
                evidence.at(RULE.name, Severity::Breaking, slot, format!("{found}, was {}", scalar.row().name), help);
            finding.occurrence = Some(case);
            finding.change = Some(Change::Widen(slot.place));
            acc.push(finding);
        }
        if scalar == Scalar::Timestamp {
            acc.extend(evidence.two_forms(RULE.name, slot, record, form, "`timestamp` takes both"));
        }
    }
}

fn described(scalar: Scalar, value: &Value) -> &'static str {
    match &value.data {
        _ if scalar == Scalar::Date => "a text that is no day such as 2026-01-31",
        Data::Number(literal) if timestamp::is_milliseconds(literal) => "a number of milliseconds",
        Data::Number(_) => "a number that is not Unix seconds",
        _ => "a text that is neither RFC 3339 with a zone nor Unix seconds",
    }
}

fn form(sighting: &Sighting<'_>) -> Option<&'static str> {
    match (&sighting.value.data, sighting.fit) {
        (Data::Number(_), Fit::Good) => Some("seconds"),
        (Data::Text(_), Fit::Good) => Some("text"),
        _ => None,
    }
}
