//! The collector of problems.

use crate::hint::nearest;
use crate::problem::Problem;
use crate::source::Span;

/// A problem and where it is.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is wrong.
    pub problem: Problem,
    /// Where it is.
    pub span: Span,
    /// Another place that belongs to it, and what is there.
    pub related: Option<(Span, &'static str)>,
}

/// All the problems of a spec, in the order of the files.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    all: Vec<Located>,
}

impl Problems {
    /// Takes a problem in.
    pub fn add(&mut self, span: Span, problem: Problem) {
        self.all.push(Located { problem, span, related: None });
    }

    /// Takes a problem in that two places have together.
    pub(crate) fn add_related(&mut self, span: Span, problem: Problem, other: Span, label: &'static str) {
        self.all.push(Located { problem, span, related: Some((other, label)) });
    }

    /// The known name that `name` may be meant for. Only for the first problems: nobody reads hints
    /// by the hundred, and a spec made to do harm would have every name compared with every other.
    pub(crate) fn proposal<'a>(&self, name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
        const FIRST: usize = 100;
        if self.len() < FIRST { nearest(name, known).map(str::to_owned) } else { None }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The problems in the order in which they are shown.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Located> {
        let mut ordered: Vec<_> = self.all.iter().collect();
        ordered.sort_by_key(|located| located.span);
        ordered
    }
}
