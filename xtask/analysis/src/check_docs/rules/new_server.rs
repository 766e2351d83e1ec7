//! A host that the document names and the spec does not.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::described::parts;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_server"),
    why: "The service may move there. A notice, since documents name servers for tests and for regions too.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    let Some(service) = &comparison.api.service else { return };
    for description in &comparison.document.descriptions {
        for server in &description.servers {
            let (host, _) = parts(server);
            if service.servers.iter().any(|known| parts(&known.url).0 == host) {
                continue;
            }
            let what = "a server of the document, none of the spec".to_owned();
            let help = "add it to `servers` if it serves the same endpoints".to_owned();
            acc.push(comparison.of_service(RULE.name, Severity::Notice, description, (host, what, help)));
        }
    }
}
