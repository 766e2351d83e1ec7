//! The documentation next to the spec, and how rules make findings of them.

use std::collections::HashMap;

use spec::{Api, Endpoint, Group, Source};

use super::document::{Document, DocumentedEndpoint};
use super::position::Position;
use crate::findings::{Finding, Location, Occurrence, RuleName, Severity};
use crate::located::Located;

/// What rules work on.
#[derive(Debug)]
#[allow(missing_docs, reason = "plain")]
pub struct Comparison<'a> {
    pub api: &'a Api,
    pub document: &'a Document,
    sources: Vec<Located>,
    /// The spec's endpoints by their paths, each with its group.
    endpoints: HashMap<&'a str, (&'a Group, &'a Endpoint)>,
    documented: HashMap<&'a str, &'a DocumentedEndpoint>,
}

impl<'a> Comparison<'a> {
    /// Puts the documentation next to the spec.
    #[must_use]
    pub fn new(api: &'a Api, sources: &[Source], document: &'a Document) -> Self {
        let of_group = |group: &'a Group| group.endpoints.iter().map(move |endpoint| (group, endpoint));
        let endpoints =
            api.groups.iter().flat_map(of_group).map(|(group, endpoint)| (endpoint.path.as_str(), (group, endpoint)));
        Self {
            api,
            document,
            sources: sources.iter().cloned().map(Located::new).collect(),
            endpoints: endpoints.collect(),
            documented: document
                .endpoints
                .iter()
                .rev()
                .map(|documented| (documented.path.as_str(), documented))
                .collect(),
        }
    }

    /// The endpoints that both have.
    pub fn both(&self) -> impl Iterator<Item = (&'a DocumentedEndpoint, &'a Endpoint)> {
        self.document.endpoints.iter().filter_map(|documented| Some((documented, self.endpoint(&documented.path)?)))
    }

    /// The spec's endpoint of a path.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&'a Endpoint> {
        self.endpoints.get(path).map(|(_, endpoint)| *endpoint)
    }

    /// The group of a path.
    #[must_use]
    pub fn group(&self, path: &str) -> Option<&'a Group> {
        self.endpoints.get(path).map(|(group, _)| *group)
    }

    /// What the documentation first says of a path.
    #[must_use]
    pub fn documented(&self, path: &str) -> Option<&'a DocumentedEndpoint> {
        self.documented.get(path).copied()
    }

    /// A finding at a place of the document.
    #[must_use]
    pub fn finding(
        &self,
        (rule, severity): (RuleName, Severity),
        start: Position,
        path: &str,
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
            against: path.to_owned(),
            home: home.clone(),
            subject: subject.to_owned(),
            what,
            occurrence: Some(Occurrence { location, path: format!("GET {path}"), count: 1, of: 1 }),
            spec: home,
            help,
            change: None,
        }
    }

    /// A place in the spec as a line of its file.
    #[must_use]
    pub fn location(&self, span: spec::Span) -> Location {
        let source = &self.sources[span.file];
        let (line, column) = source.line_column(span.start);
        Location { file: source.path.clone(), line, column }
    }
}
