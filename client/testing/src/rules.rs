//! The scripted answers: for which requests they are, and which one is next.

use std::collections::VecDeque;

use bytes::Bytes;
use hikerapi_runtime::service::{BodyFormat, Operation, Place};
use hikerapi_runtime::values::Json;

use crate::answer::Answer;
use crate::body;
use crate::recorded::RecordedRequest;

/// The answers to the requests of an endpoint with certain parameters.
pub(crate) struct Rule {
    pub(crate) operation: &'static Operation,
    /// The parameters that a request must have; it may have others.
    pub(crate) params: Vec<(String, String)>,
    /// What its body has.
    pub(crate) body: Option<Expected>,
    pub(crate) steps: VecDeque<Step>,
}

/// An answer, and how often it is sent. Without a number it is sent once, and again and again where it is the last one.
pub(crate) struct Step {
    pub(crate) answer: Answer,
    pub(crate) left: Option<u32>,
}

/// What a body has: these fields, or this JSON as a whole.
#[derive(Debug)]
pub(crate) struct Expected {
    fields: Vec<(String, String)>,
    whole: Option<Json>,
}

impl Expected {
    /// What a body of a client has.
    pub(crate) fn new(operation: &Operation, body: &Bytes) -> Self {
        // The first line of an upload has the boundary.
        let first = body.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let boundary = String::from_utf8_lossy(first).trim_start_matches('-').to_owned();
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let is_whole = operation.params.iter().any(|param| param.place == Place::Body);
        let whole = body::json(body).filter(|_| is_whole && operation.body == Some(BodyFormat::Json));
        let fields = if is_whole { Vec::new() } else { body::fields(operation.body, &content_type, body) };
        Self { fields, whole }
    }

    fn is_in(&self, request: &RecordedRequest) -> bool {
        self.fields.iter().all(|field| request.fields.contains(field))
            && self.whole.as_ref().is_none_or(|whole| request.json().as_ref() == Some(whole))
    }
}

impl Rule {
    fn matches(&self, request: &RecordedRequest) -> bool {
        request.operation.is_some_and(|operation| operation.is(self.operation))
            && self.params.iter().all(|param| request.params.contains(param))
            && self.body.as_ref().is_none_or(|body| body.is_in(request))
    }

    /// The next answer; `None` where all are used up.
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
