//! A session: its client, its budget, and the lists that it has begun.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hikerapi_runtime::Error;
use hikerapi_runtime::client::{Budget, RuntimeClient};
use hikerapi_runtime::dynamic::{DynamicPages, DynamicRequest};
use hikerapi_runtime::pages::{Checkpoint, EndReason};
use hikerapi_runtime::values::Json;
use rmcp::model::CallToolResult;
use serde_json::{Map, Value};

use super::answer::{self, Facts, Fetched, Rows};
use super::arguments::{Extent, request, take_extent};
use super::offer::Offered;
use crate::money::Spending;

/// The most checkpoints that a session keeps, and the most bytes of rows that wait there; the oldest are forgotten.
const MOST_LISTS: usize = 100;
const MOST_WAITING_BYTES: usize = 64 << 20;

/// What one client of MCP shares in all its calls.
pub(super) struct Session {
    client: Limited,
    budget: Budget,
    most_bytes: usize,
    lists: Mutex<Lists>,
}

/// The client with the session's budget.
struct Limited(RuntimeClient);

impl AsRef<RuntimeClient> for Limited {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

/// Where lists go on, by the texts that agents have. They are short because agents must repeat them.
#[derive(Debug, Default)]
struct Lists {
    begun: u64,
    /// By their number.
    waiting: BTreeMap<u64, Waiting>,
}

/// Where a list goes on.
#[derive(Debug, Clone)]
struct Waiting {
    tool: String,
    arguments: Map<String, Value>,
    /// What was fetched and did not fit in a result.
    rows: Rows,
    /// The position after that; none at the end.
    position: Option<Checkpoint>,
}

/// A call that does not succeed.
enum Refusal {
    /// It is wrong: nothing was sent.
    Call(String),
    /// A request failed.
    Request(Box<Error>),
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::Call(message)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Request(Box::new(error))
    }
}

impl Session {
    pub(super) fn new(client: &RuntimeClient, spending: &Spending, most_bytes: u64) -> Self {
        let budget = spending.budget();
        let most_bytes = usize::try_from(most_bytes).unwrap_or(usize::MAX);
        let client = Limited(client.with_budget(budget.clone()));
        Self { client, budget, most_bytes, lists: Mutex::default() }
    }

    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Calls a tool.
    pub(super) async fn call(&self, tool: &Offered, values: Map<String, Value>) -> CallToolResult {
        match self.result(tool, values).await {
            Ok(result) => result,
            Err(Refusal::Call(message)) => answer::refused(&message, &self.budget),
            Err(Refusal::Request(error)) => answer::failed(&error, error.units().unwrap_or_default(), &self.budget),
        }
    }

    async fn result(&self, tool: &Offered, mut values: Map<String, Value>) -> Result<CallToolResult, Refusal> {
        let operation = tool.endpoint.operation;
        let kind = (operation.paging.is_some(), tool.is_list());
        let extent = take_extent(&tool.arguments, &mut values, kind)?;
        let request = request(&self.client, operation, &tool.arguments, &values)?;
        if !tool.is_list() {
            return self.one(tool, request).await;
        }
        let waiting = extent.checkpoint.as_deref().map(|text| self.waiting(text, tool, &values)).transpose()?;
        self.list(tool, request, values, &extent, waiting).await
    }

    /// One row: the response.
    async fn one(&self, tool: &Offered, request: DynamicRequest) -> Result<CallToolResult, Refusal> {
        let response = request.send().await?;
        let mut fetched = Fetched::default();
        fetched.add(tool.endpoint.rows.map(|rows| rows.ty), response.value());
        let facts = Facts { units: response.units(), ..Facts::default() };
        // What does not match the spec is shown as it came.
        let row = fetched.rows.pop().unwrap_or_else(|| response.value().as_json().to_owned());
        Ok(answer::row(&row, self.most_bytes, facts, &self.budget))
    }

    /// The rows of a list: those that wait, else some pages.
    async fn list(
        &self,
        tool: &Offered,
        request: DynamicRequest,
        values: Map<String, Value>,
        extent: &Extent,
        waiting: Option<Waiting>,
    ) -> Result<CallToolResult, Refusal> {
        let mut facts = Facts::default();
        let (mut rows, position) = match waiting {
            Some(waiting) if !waiting.rows.is_empty() => (waiting.rows, waiting.position),
            waiting => {
                let position = waiting.and_then(|waiting| waiting.position);
                let mut fetched = Fetched::default();
                let position = self.fetch(tool, request, extent, position, (&mut fetched, &mut facts)).await?;
                (fetched.into_rows(&mut facts.notes), position)
            }
        };
        let taken = rows.take(self.most_bytes, &mut facts.notes);
        if !rows.is_empty() || position.is_some() {
            let waiting = Waiting { tool: tool.name.clone(), arguments: values, rows, position };
            facts.checkpoint = Some(self.lock().keep(waiting));
        }
        Ok(answer::rows(&taken, &facts, &self.budget))
    }

    /// Fetches pages, and returns the position after them; none at the end.
    async fn fetch(
        &self,
        tool: &Offered,
        request: DynamicRequest,
        extent: &Extent,
        position: Option<Checkpoint>,
        (rows, facts): (&mut Fetched, &mut Facts),
    ) -> Result<Option<Checkpoint>, Refusal> {
        let ty = tool.endpoint.rows.map(|rows| rows.ty);
        let list = tool.endpoint.rows.and_then(|rows| rows.list);
        let Some(mut pages) = request.clone().pages() else {
            let response = request.send().await?;
            facts.units = response.units();
            let list = list.and_then(|path| response.value().at_path(path));
            list.as_ref().map(Json::items).unwrap_or_default().iter().for_each(|item| rows.add(ty, item));
            return Ok(None);
        };
        if let Some(position) = position {
            pages = pages.resume(position)?;
        }
        let before = pages.summary().units;
        for _ in 0..extent.max_pages {
            match pages.next().await {
                Ok(Some(page)) => page.items.iter().for_each(|item| rows.add(ty, item)),
                Ok(None) => break,
                // What was paid for is returned.
                Err(error) if pages.summary().units > before => {
                    facts.notes.push(answer::stopped(&error, &self.budget));
                    break;
                }
                Err(error) => return Err(error.into()),
            }
        }
        facts.units = pages.summary().units - before;
        Ok(position_after(&pages, facts))
    }

    /// Where a list goes on that an agent names.
    fn waiting(&self, text: &str, tool: &Offered, values: &Map<String, Value>) -> Result<Waiting, String> {
        let number = text.strip_prefix(PREFIX).and_then(|number| number.parse::<u64>().ok());
        let found = number.and_then(|number| self.lock().waiting.get(&number).cloned());
        let Some(waiting) = found else {
            let text = text.escape_debug();
            return Err(format!(
                "there is no checkpoint `{text}` in this session: pass one of a result unchanged, or start the list anew \
                 without one"
            ));
        };
        if waiting.tool != tool.name || waiting.arguments != *values {
            return Err(format!("the checkpoint `{text}` is one of `{}` with other arguments", waiting.tool));
        }
        Ok(waiting)
    }

    fn lock(&self) -> MutexGuard<'_, Lists> {
        // A panic elsewhere leaves the lists as they are.
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Before the number of a list.
const PREFIX: &str = "list-";

impl Lists {
    /// Keeps where a list goes on, and returns the text for it.
    fn keep(&mut self, waiting: Waiting) -> String {
        self.begun += 1;
        self.waiting.insert(self.begun, waiting);
        while self.waiting.len() > 1 && (self.waiting.len() > MOST_LISTS || self.bytes() > MOST_WAITING_BYTES) {
            self.waiting.pop_first();
        }
        format!("{PREFIX}{}", self.begun)
    }

    /// The bytes of all rows that wait. Checkpoints of one page share theirs.
    fn bytes(&self) -> usize {
        let pages: BTreeMap<_, _> = self.waiting.values().map(|waiting| waiting.rows.memory()).collect();
        pages.values().sum()
    }
}

/// The position after the last page; none at the end, of which the reason is noted where it is none of the service's.
fn position_after(pages: &DynamicPages, facts: &mut Facts) -> Option<Checkpoint> {
    match pages.end_reason() {
        None => Some(pages.checkpoint()),
        Some(EndReason::LastPage) => None,
        Some(reason) => {
            facts.notes.push(format!("the list has ended: {reason}"));
            None
        }
    }
}
