//! Differences that the spec records with their reasons, in `differs` of an endpoint.

use std::collections::BTreeSet;

use spec::{Endpoint, EndpointPart};

use super::comparison::Comparison;
use crate::findings::{Finding, Severity};

/// Makes a notice with its reason of each finding that the spec records.
pub(super) fn settle(findings: &mut [Finding], comparison: &Comparison<'_>) {
    for finding in findings.iter_mut().filter(|finding| !cannot_be_left_out(finding)) {
        let Some((endpoint, part)) = part(finding, comparison) else { continue };
        if let Some(known) = endpoint.differs.iter().find(|known| known.part == part) {
            finding.severity = Severity::Notice;
            finding.spec = Some(comparison.location(known.span));
            let words: Vec<_> = known.reason.split_whitespace().collect();
            finding.help = format!("on purpose: {}", words.join(" "));
        }
    }
}

/// The endpoints, by their keys, and parts of them that findings are about.
pub(super) fn parts(findings: &[Finding], comparison: &Comparison<'_>) -> BTreeSet<(String, EndpointPart)> {
    let named = |finding: &Finding| Some((finding.against.clone(), part(finding, comparison)?.1));
    findings.iter().filter_map(named).collect()
}

/// What of an endpoint a finding is about. Types, and the service, are no part of one.
fn part<'a>(finding: &Finding, comparison: &Comparison<'a>) -> Option<(&'a Endpoint, EndpointPart)> {
    let endpoint = comparison.endpoint(&finding.against)?;
    let part = match finding.rule.as_str() {
        "gone_endpoint" => EndpointPart::Endpoint,
        "new_parameter" | "gone_parameter" | "required_changed" | "parameter_type" => {
            EndpointPart::Param(finding.subject.clone())
        }
        "property_type" => typed(finding, endpoint, comparison)?,
        "price_changed" => EndpointPart::Cost,
        "deprecation_changed" | "replacement_changed" => EndpointPart::Deprecated,
        _ => return None,
    };
    Some((endpoint, part))
}

/// The response or the field of the body that has the type, where that is not inside of a type with a name.
fn typed(finding: &Finding, endpoint: &Endpoint, comparison: &Comparison<'_>) -> Option<EndpointPart> {
    let is_at = |span| finding.spec == Some(comparison.location(span));
    if is_at(endpoint.returns_span) {
        return Some(EndpointPart::Returns);
    }
    endpoint.params.iter().find(|param| is_at(param.span)).map(|param| EndpointPart::Param(param.wire.clone()))
}

/// Whether it is a parameter that the spec lacks, and every request needs.
fn cannot_be_left_out(finding: &Finding) -> bool {
    finding.rule.as_str() == "new_parameter" && finding.severity == Severity::Breaking
}
