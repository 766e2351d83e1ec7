//! The collector of problems.

use crate::hint::nearest;
use crate::problem::Problem;
use crate::source::Span;

/// A problem and its place.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is wrong.
    pub problem: Problem,
    /// Its place.
    pub span: Span,
    /// A second place that is part of it, with a label.
    pub related: Option<(Span, &'static str)>,
}

/// All problems of a spec.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    all: Vec<Located>,
}

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, span: Span, problem: Problem) {
        self.all.push(Located { problem, span, related: None });
    }

    /// Adds a problem between two places.
    pub(crate) fn add_related(&mut self, span: Span, problem: Problem, other: Span, label: &'static str) {
        self.all.push(Located { problem, span, related: Some((other, label)) });
    }

    /// Returns the known name that is closest to `name`. Only for the first problems: hundreds of hints help no
    /// reader, and a malicious spec would have every name compared with every other.
    pub(crate) fn proposal<'a>(&self, name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
        const FIRST: usize = 100;
        if self.len() < FIRST { nearest(name, known).map(str::to_owned) } else { None }
    }

    /// Returns the number of problems.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the problems in the order in which they are shown: by file and line.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Located> {
        let mut ordered: Vec<_> = self.all.iter().collect();
        ordered.sort_by_key(|located| located.span);
        ordered
    }
}
