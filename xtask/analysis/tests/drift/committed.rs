//! This project's own spec against its own fixtures: the same engine as the command.

use analysis::conformance::check;
use analysis::conformance::evidence::Evidence;
use analysis::drift::coverage;
use analysis::findings::{Finding, Severity};

use crate::project;

#[track_caller]
fn with_committed<T>(look: impl FnOnce(&Evidence<'_>, Vec<Finding>) -> T) -> T {
    let (sources, api) = project::spec(&project::root().join("spec"));
    let fixtures = project::fixtures();
    look(&Evidence::new(&api, &sources, &fixtures), check(&api, &sources, &fixtures))
}

#[test]
fn there_is_no_drift_above_notice() {
    with_committed(|_, findings| {
        let above: Vec<_> = findings.iter().filter(|finding| finding.severity > Severity::Notice).collect();
        assert!(above.is_empty(), "{above:#?}");
    });
}

/// Marks follow what the service declares, so that many were never needed; but every claim of the
/// spec to know something from an example is borne out, and every endpoint has a response. Two values are `json` because
/// the service passes on what another one sends.
#[test]
fn the_only_notices_are_marks_that_were_never_needed_and_json_of_others() {
    with_committed(|_, findings| {
        let others = findings.iter().filter(|finding| finding.rule.as_str() != "unneeded_mark");
        let others: Vec<_> = others.map(|finding| (finding.rule.as_str(), finding.subject.as_str())).collect();
        assert_eq!(others, [("json_with_shape", "clips_metadata"), ("json_with_shape", "response")]);
    });
}

#[test]
fn every_field_was_seen() {
    with_committed(|evidence, _| {
        let text = coverage::text(&coverage::coverage(evidence));
        assert!(text.contains("fields was seen"), "{text}");
    });
}
