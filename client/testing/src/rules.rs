//! The scripted answers: for which requests they are, and which one is next.

use std::collections::VecDeque;

use crate::answer::Answer;
use crate::recorded::RecordedRequest;

/// The answers to the requests of an endpoint with certain parameters.
pub(crate) struct Rule {
    pub(crate) path: &'static str,
    /// The parameters that a request must have; it may have others.
    pub(crate) params: Vec<(String, String)>,
    pub(crate) steps: VecDeque<Step>,
}

/// An answer, and how often it is sent. Without a number it is sent once, and again and again where it is the last one.
pub(crate) struct Step {
    pub(crate) answer: Answer,
    pub(crate) left: Option<u32>,
}

impl Rule {
    fn matches(&self, request: &RecordedRequest) -> bool {
        request.operation.is_some_and(|operation| operation.path == self.path)
            && self.params.iter().all(|(name, value)| request.param(name) == Some(value))
    }

    fn next(&mut self) -> Option<Answer> {
        while self.steps.front().is_some_and(|step| step.left == Some(0)) {
            self.steps.pop_front();
        }
        let is_last = self.steps.len() == 1;
        let step = self.steps.front_mut()?;
        let answer = step.answer.clone();
        let is_over = match &mut step.left {
            Some(left) => {
                *left -= 1;
                *left == 0
            }
            None => !is_last,
        };
        if is_over {
            self.steps.pop_front();
        }
        Some(answer)
    }

    /// The next answer, which stays the next one.
    fn peek(&self) -> Option<Answer> {
        self.steps.iter().find(|step| step.left != Some(0)).map(|step| step.answer.clone())
    }
}

/// The next answer to a request by the newest of the rules that has one.
pub(crate) fn next(rules: &mut [Rule], request: &RecordedRequest) -> Option<Answer> {
    rules.iter_mut().rev().filter(|rule| rule.matches(request)).find_map(Rule::next)
}

/// The same answer, which stays the next one.
pub(crate) fn peek(rules: &[Rule], request: &RecordedRequest) -> Option<Answer> {
    rules.iter().rev().filter(|rule| rule.matches(request)).find_map(Rule::peek)
}
