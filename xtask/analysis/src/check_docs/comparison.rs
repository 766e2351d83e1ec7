//! The documentation next to the spec, and how rules make findings of them.

use std::collections::HashMap;

use spec::{Api, Endpoint, Group, Source};

use super::description::Description;
use super::difference::Difference;
use super::document::{Document, DocumentedEndpoint};
use super::position::Position;
use super::types::differences;
use crate::findings::{Finding, Location, Occurrence, RuleName, Severity};
use crate::located::Located;

/// What rules work on.
#[derive(Debug)]
#[allow(missing_docs, reason = "plain")]
pub struct Comparison<'a> {
    pub api: &'a Api,
    pub document: &'a Document,
    sources: Vec<Located>,
    /// The spec's endpoints by their keys, each with its group.
    endpoints: HashMap<String, (&'a Group, &'a Endpoint)>,
    /// In what the types of endpoints differ from those that OpenAPI documents describe.
    pub differences: Vec<Difference>,
    documented: HashMap<&'a str, &'a DocumentedEndpoint>,
}

impl<'a> Comparison<'a> {
    /// Puts the documentation next to the spec.
    #[must_use]
    pub fn new(api: &'a Api, sources: &[Source], document: &'a Document) -> Self {
        let of_group = |group: &'a Group| group.endpoints.iter().map(move |endpoint| (group, endpoint));
        let endpoints =
            api.groups.iter().flat_map(of_group).map(|(group, endpoint)| (endpoint.key(), (group, endpoint)));
        let mut comparison = Self {
            api,
            document,
            sources: sources.iter().cloned().map(Located::new).collect(),
            endpoints: endpoints.collect(),
            documented: document
                .endpoints
                .iter()
                .rev()
                .map(|documented| (documented.key.as_str(), documented))
                .collect(),
            differences: Vec::new(),
        };
        let both: Vec<_> = comparison.both().collect();
        comparison.differences = differences(api, document, &both);
        comparison
    }

    /// The endpoints that both have.
    pub fn both(&self) -> impl Iterator<Item = (&'a DocumentedEndpoint, &'a Endpoint)> {
        self.document.endpoints.iter().filter_map(|documented| Some((documented, self.endpoint(&documented.key)?)))
    }

    /// The spec's endpoint of a key.
    #[must_use]
    pub fn endpoint(&self, key: &str) -> Option<&'a Endpoint> {
        self.endpoints.get(key).map(|(_, endpoint)| *endpoint)
    }

    /// The group of a key.
    #[must_use]
    pub fn group(&self, key: &str) -> Option<&'a Group> {
        self.endpoints.get(key).map(|(group, _)| *group)
    }

    /// What the documentation first says of a key.
    #[must_use]
    pub fn documented(&self, key: &str) -> Option<&'a DocumentedEndpoint> {
        self.documented.get(key).copied()
    }

    /// A finding at a place of the document.
    #[must_use]
    pub fn finding(
        &self,
        (rule, severity): (RuleName, Severity),
        start: Position,
        key: &str,
        endpoint: Option<&Endpoint>,
        (subject, what, help): (&str, String, String),
    ) -> Finding {
        let page = &self.document.pages[start.page];
        let (line, column) = page.line_column(start.offset);
        let location = Location { file: page.path.clone(), line, column };
        let home = endpoint.map(|endpoint| self.location(endpoint.span));
        Finding {
            rule,
            severity,
            against: key.to_owned(),
            home: home.clone(),
            subject: subject.to_owned(),
            what,
            occurrence: Some(Occurrence { location, path: request(key), count: 1, of: 1 }),
            spec: home,
            help,
            change: None,
        }
    }

    /// A finding about a type, where the document describes the endpoint that leads to it.
    #[must_use]
    pub fn of_types(
        &self,
        rule: RuleName,
        severity: Severity,
        difference: &Difference,
        what: String,
        help: String,
    ) -> Finding {
        let Difference { key, start, subject, span, .. } = difference;
        let mut finding = self.finding((rule, severity), *start, key, self.endpoint(key), (subject, what, help));
        finding.spec = Some(self.location(*span));
        finding
    }

    /// A finding about the service as a whole.
    #[must_use]
    pub fn of_service(
        &self,
        rule: RuleName,
        severity: Severity,
        description: &Description,
        words: (&str, String, String),
    ) -> Finding {
        let mut finding = self.finding((rule, severity), description.start(), "the service", None, words);
        finding.occurrence = finding.occurrence.map(|at| Occurrence { path: "the service".to_owned(), ..at });
        finding
    }

    /// A place in the spec as a line of its file.
    #[must_use]
    pub fn location(&self, span: spec::Span) -> Location {
        let source = &self.sources[span.file];
        let (line, column) = source.line_column(span.start);
        Location { file: source.path.clone(), line, column }
    }
}

/// What a request to the endpoint of a key begins with.
pub(super) fn request(key: &str) -> String {
    if key.starts_with('/') { format!("GET {key}") } else { key.to_owned() }
}
