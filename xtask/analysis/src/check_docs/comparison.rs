//! The documentation next to the spec, and how rules make findings of them.

use spec::{Api, Endpoint, Group, Source};

use super::document::{Document, DocumentedEndpoint};
use crate::findings::{Finding, Location, Occurrence, RuleName, Severity};

/// What rules work on.
#[derive(Debug)]
#[allow(missing_docs, reason = "plain")]
pub struct Comparison<'a> {
    pub api: &'a Api,
    pub sources: &'a [Source],
    pub document: &'a Document,
}

impl<'a> Comparison<'a> {
    /// The endpoints that both have.
    pub fn both(&self) -> impl Iterator<Item = (&'a DocumentedEndpoint, &'a Endpoint)> {
        self.document.endpoints.iter().filter_map(|documented| Some((documented, self.endpoint(&documented.path)?)))
    }

    /// The spec's endpoint of a path.
    #[must_use]
    pub fn endpoint(&self, path: &str) -> Option<&'a Endpoint> {
        self.api.groups.iter().flat_map(|group| &group.endpoints).find(|endpoint| endpoint.path == path)
    }

    /// The groups that the document covers: it has at least one of their endpoints.
    pub fn groups(&self) -> impl Iterator<Item = &'a Group> {
        let is_told =
            |endpoint: &Endpoint| self.document.endpoints.iter().any(|documented| documented.path == endpoint.path);
        self.api.groups.iter().filter(move |group| group.endpoints.iter().any(is_told))
    }

    /// A finding at a place of the document.
    #[must_use]
    pub fn finding(
        &self,
        (rule, severity): (RuleName, Severity),
        start: usize,
        path: &str,
        endpoint: Option<&Endpoint>,
        (subject, what, help): (&str, String, String),
    ) -> Finding {
        let (line, column) = self.document.source.line_column(start);
        let location = Location { file: self.document.source.path.clone(), line, column };
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
