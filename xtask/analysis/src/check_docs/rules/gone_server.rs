//! A host of the spec that the document no longer names.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::described::parts;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_server"),
    why: "Where a host is retired, all requests to it fail. A document without a whole address proves nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    let Some(service) = &comparison.api.service else { return };
    for description in comparison.document.descriptions.iter().filter(|description| !description.servers.is_empty()) {
        let default = service.own_servers().next();
        for server in service.servers.iter().filter(|server| server.name.is_none()) {
            let (host, _) = parts(&server.url);
            if description.servers.iter().any(|known| parts(known).0 == host) {
                continue;
            }
            let severity = if Some(server) == default { Severity::Additive } else { Severity::Notice };
            let what = "a server of the spec, none of the document".to_owned();
            let help = "send a request to it; where it is gone, remove it from `servers`".to_owned();
            acc.push(comparison.of_service(RULE.name, severity, description, (host, what, help)));
        }
    }
}
