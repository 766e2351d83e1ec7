//! What the server answers to a request, in order.

use std::time::Duration;

use hikerapi_runtime::service::Operation;
use serde::Serialize;

use crate::answer::{Answer, Content};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::list::{CursorForm, Ending, List};
use crate::rules::{Expected, Rule, Step};

/// The answers to a request, in the order of the calls. Get one from [`ServerOf::on`](crate::ServerOf::on).
///
/// Each answer is sent once, and the last one from then on. [`times`](Self::times) sets another number; after a last answer that
/// has one, an earlier script for the request follows, or else the endpoint's sample. [`header`](Self::header),
/// [`delay`](Self::delay), [`units`](Self::units), [`fault`](Self::fault) and the methods of lists change the answer before them;
/// where there is none, they begin with the sample.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use std::time::Duration;
/// use hikerapi_testing::Server;
///
/// let server = Server::start().await;
/// let client = server.client();
/// // Twice an error that is retried, then a slow sample.
/// server.on(client.user().by_id(787132)).status(503, "").times(2).sample().delay(Duration::from_millis(300));
/// # }
/// ```
pub struct Script<'a> {
    engine: &'a Engine,
    /// The place of its rule.
    rule: usize,
}

impl<'a> Script<'a> {
    pub(crate) fn new(
        engine: &'a Engine,
        operation: &'static Operation,
        params: Vec<(String, String)>,
        body: Option<Expected>,
    ) -> Self {
        let mut state = engine.lock();
        state.rules.push(Rule { operation, params, body, steps: std::collections::VecDeque::new() });
        Self { engine, rule: state.rules.len() - 1 }
    }

    /// Answers with a value as JSON: one of the endpoint's type, or anything else that can be serialized.
    ///
    /// # Panics
    /// Where the value cannot be written as JSON.
    #[track_caller]
    pub fn respond(self, value: &(impl Serialize + ?Sized)) -> Self {
        self.answer(Answer::value(value))
    }

    /// Answers with an error of this status and this code, in the form of the service. An empty code is none.
    pub fn status(self, status: u16, code: &str) -> Self {
        self.answer(Answer::error(status, code))
    }

    /// Answers with this status and this JSON, which is sent as it is.
    pub fn json(self, status: u16, json: impl Into<String>) -> Self {
        self.answer(Answer::json(status, json))
    }

    /// Answers with nothing, with status 204: what an endpoint without a result returns.
    pub fn nothing(self) -> Self {
        self.bytes(204, bytes::Bytes::new())
    }

    /// Answers with this status and any body: what an endpoint returns whose result is bytes.
    pub fn bytes(self, status: u16, body: impl Into<bytes::Bytes>) -> Self {
        self.answer(Answer::bytes(status, body))
    }

    /// Answers with the endpoint's sample, as where nothing is scripted.
    pub fn sample(self) -> Self {
        self.answer(Answer::sample())
    }

    /// Sends the last answer with a fault: `.fault(Fault::Reset)` alone breaks the sample.
    pub fn fault(self, fault: Fault) -> Self {
        self.change_answer(|answer| answer.fault(fault))
    }

    /// Answers with the pages of a list of these items. Each page that is requested counts as an answer: let a list be the last
    /// answer, or set [`times`](Self::times) to the number of its pages.
    ///
    /// # Panics
    /// Where an item cannot be written as JSON.
    #[track_caller]
    pub fn list<T: Serialize>(self, items: impl IntoIterator<Item = T>) -> Self {
        self.answer(Answer::list(List::of(items)))
    }

    /// Answers with the pages of a list of this many items, made from the sample, each with an id of its own. Pages count as
    /// those of [`list`](Self::list).
    pub fn sample_items(self, count: u64) -> Self {
        self.answer(Answer::list(List::sample_items(count)))
    }

    /// Adds an answer.
    pub fn answer(self, answer: Answer) -> Self {
        self.answers([answer])
    }

    /// Adds answers.
    pub fn answers(self, answers: impl IntoIterator<Item = Answer>) -> Self {
        let steps: Vec<_> = answers.into_iter().map(|answer| Step { answer, left: None }).collect();
        self.engine.lock().rules[self.rule].steps.extend(steps);
        self
    }

    /// Sends the last answer this many times. Each request counts, so a list with `.times(2)` answers two of its pages:
    /// `.sample_items(60).times(2).status(402, "").times(1).sample_items(60)` fails between the second page and the third.
    pub fn times(self, count: u32) -> Self {
        self.change(|step| step.left = Some(count))
    }

    /// Adds a header to the last answer. It replaces one that the server would send itself.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.change_answer(|answer| answer.header(name, value))
    }

    /// Sends the last answer after this delay.
    pub fn delay(self, delay: Duration) -> Self {
        self.change_answer(|answer| answer.delay(delay))
    }

    /// Charges this many units for the last answer.
    pub fn units(self, units: u64) -> Self {
        self.change_answer(|answer| answer.units(units))
    }

    /// Sets the number of items of every page of the last list: [`List::page_size`].
    pub fn page_size(self, items: u64) -> Self {
        self.change_list(|list| list.page_size(items))
    }

    /// Sets the number of items of each page of the last list; 0 is an empty page: [`List::page_sizes`].
    pub fn page_sizes(self, sizes: impl IntoIterator<Item = u64>) -> Self {
        self.change_list(|list| list.page_sizes(sizes))
    }

    /// Sets the form of the cursors of the last list.
    pub fn cursors(self, form: CursorForm) -> Self {
        self.change_list(|list| list.cursors(form))
    }

    /// Sets the end of the last list.
    pub fn ending(self, ending: Ending) -> Self {
        self.change_list(|list| list.ending(ending))
    }

    fn change(self, change: impl FnOnce(&mut Step)) -> Self {
        let mut state = self.engine.lock();
        let steps = &mut state.rules[self.rule].steps;
        if steps.is_empty() {
            steps.push_back(Step { answer: Answer::sample(), left: None });
        }
        if let Some(step) = steps.back_mut() {
            change(step);
        }
        drop(state);
        self
    }

    fn change_answer(self, change: impl FnOnce(Answer) -> Answer) -> Self {
        self.change(|step| step.answer = change(step.answer.clone()))
    }

    /// Changes the list of the last answer: the sample's, where that is no list yet.
    fn change_list(self, change: impl FnOnce(List) -> List) -> Self {
        self.change(|step| {
            let list = match &step.answer.content {
                Content::List(list) => list.clone(),
                _ => List::sample(),
            };
            step.answer.content = Content::List(change(list));
        })
    }
}
