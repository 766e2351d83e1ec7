//! An id in another form than its definition's, or in two forms.

use spec::{IdForm, Type};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::Data;
use crate::slot::{type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("id_form"),
    why: "An id of digits is a number up to 64 bits or its digits without leading zeros, a text id a text or a whole \
          number; anything else breaks the decoding of the whole response. One field that comes as a number here and as \
          a text there is decoded to the same id, but a reader of the raw response must know it: a notice.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Type::Id(index) = *unmarked(type_of(evidence.api, slot)) else { continue };
        let id = &evidence.api.ids[index];
        let wrong = |sighting: &Sighting<'_>| (sighting.fit == Fit::WrongId).then(|| sighting.value.kind());
        for (kind, case) in evidence.cases(record, wrong) {
            let form = match id.form {
                IdForm::Digits => "that is not the digits of a number of 64 bits",
                IdForm::Text => "that is not whole or past 64 bits",
            };
            let help = format!("use a type that takes it, or an id with `form: text`; `{}` does not", id.name);
            let mut finding =
                evidence.at(RULE.name, Severity::Breaking, slot, format!("{kind} {form}, was {}", id.name), help);
            finding.occurrence = Some(case);
            finding.change = Some(Change::Widen(slot.place));
            acc.push(finding);
        }
        acc.extend(evidence.two_forms(RULE.name, slot, record, form, &format!("`{}` takes both", id.name)));
    }
}

fn form(sighting: &Sighting<'_>) -> Option<&'static str> {
    match (&sighting.value.data, sighting.fit) {
        (Data::Number(_), Fit::Good) => Some("number"),
        (Data::Text(_), Fit::Good) => Some("text"),
        _ => None,
    }
}
