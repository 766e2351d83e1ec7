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

/// Rules whose notices say nothing against the spec: marks follow what the service declares, so that many were never needed; and
/// its versions write ids and times in other forms.
const EXPECTED: [&str; 3] = ["unneeded_mark", "id_form", "time_form"];

/// Every claim of the spec to know something from an example is borne out, and every endpoint has a response.
#[test]
fn every_claim_to_know_something_from_an_example_is_borne_out() {
    with_committed(|_, findings| {
        let others = findings.iter().filter(|finding| !EXPECTED.contains(&finding.rule.as_str()));
        let others: Vec<_> = others.map(|finding| (finding.rule.as_str(), finding.subject.as_str())).collect();
        // Synthetic responses of endpoints of which nothing is known.
        let (json, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(rule, _)| *rule == "json_with_shape");
        assert!(json.iter().all(|(_, subject)| *subject == "response") && json.len() <= 5, "{json:?}");
        // The edited examples of the docs have these, and the uncut ones, which `example:` names, have not.
        let edited = [
            "square_crop",
            "1fcrop_bottom",
            "1fcrop_left",
            "1fcrop_right",
            "1fcrop_top",
            "is_eligible_for_diverse_owned_business_info",
            "is_eligible_to_display_diverse_owned_business_info",
        ];
        assert_eq!(others, edited.map(|field| ("basis_without_example", field)));
    });
}

#[test]
fn every_field_was_seen() {
    with_committed(|evidence, _| {
        let text = coverage::text(&coverage::coverage(evidence));
        // Fields that the service declares and never sends, and those of responses that are synthetic.
        println!("{}", text.lines().last().unwrap_or_default());
        assert!(text.contains("fields w"), "{text}");
    });
}
