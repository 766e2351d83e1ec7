//! `harvest add`: jobs for an endpoint, one or many.

use std::process::ExitCode;
use std::sync::Arc;

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Limits, NewJob};
use hikerapi_harvest::store::{ItemId, JobFilter, Open};
use hikerapi_runtime::dynamic::{DynamicRequest, EndpointDescription};

use super::{endpoint, place};
use crate::failure::{Code, Failure};
use crate::job::{Inputs, ListOptions};
use crate::run::{Line, Lines, Values};
use crate::terminal::{Terminal, warn};
use crate::tool::Tool;
use crate::words::{count, grouped};

/// The jobs that are added at once, and the items that are read at once.
const BATCH: u32 = 1_000;

/// The lines without a value that are shown.
const MOST_SHOWN: u64 = 20;

/// What is added.
#[derive(Debug, Clone)]
pub(crate) struct Add {
    pub(crate) store: String,
    /// The server that the jobs are for.
    pub(crate) server: String,
    pub(crate) endpoint: &'static EndpointDescription,
    /// The parameters that are the same in each job.
    pub(crate) arguments: Vec<(&'static str, Vec<String>)>,
    pub(crate) origin: Origin,
    pub(crate) list: ListOptions,
    pub(crate) priority: i32,
}

/// Where the values of one parameter are, which each job has another one of.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// There is one job.
    One,
    Lines(Inputs),
    /// Items of the store itself.
    Items {
        /// The endpoint that has brought them.
        from: &'static EndpointDescription,
        param: &'static str,
        field: Option<String>,
    },
}

/// Adds jobs, and says how many.
pub(crate) fn add(tool: &Tool, terminal: &Terminal, add: &Add) -> Result<ExitCode, Failure> {
    check_list(add)?;
    place::block_on(async {
        let how = if matches!(add.origin, Origin::Items { .. }) { Open::Existing } else { Open::Create };
        let store = place::open(&add.store, how).await?;
        store.bind(tool.service.name, &add.server).await.map_err(|error| place::failure(&error))?;
        let mut adding = Adding::new(add, store);
        let added = match &add.origin {
            Origin::One => adding.add(None).await,
            Origin::Lines(inputs) => adding.lines(inputs).await,
            Origin::Items { from, param, field } => adding.items(terminal, from, param, field.as_ref()).await,
        };
        // What was added before a failure is there.
        let flushed = adding.flush().await;
        added.and(flushed)?;
        adding.end(tool, terminal)
    })
}

/// Jobs on their way into a store.
struct Adding<'a> {
    add: &'a Add,
    store: Arc<dyn Store>,
    limits: Limits,
    waiting: Vec<NewJob>,
    added: u64,
    known: u64,
    /// The lines or items without a value, and why the first one has none.
    bad: u64,
    first_bad: Option<String>,
    /// The least that the jobs cost.
    units: u64,
}

impl<'a> Adding<'a> {
    fn new(add: &'a Add, store: Arc<dyn Store>) -> Self {
        let ListOptions { max_items, max_pages, unique, .. } = add.list;
        let has_pages = add.endpoint.operation.paging.is_some();
        let max_pages = if has_pages && add.list.is_one_page() { Some(1) } else { max_pages };
        let limits = Limits { max_pages, max_items, unique };
        Self { add, store, limits, waiting: Vec::new(), added: 0, known: 0, bad: 0, first_bad: None, units: 0 }
    }

    /// Adds a job with this value of a parameter.
    async fn add(&mut self, value: Option<(&'static str, String)>) -> Result<(), Failure> {
        let operation = self.add.endpoint.operation;
        let mut arguments = Vec::with_capacity(self.add.arguments.len() + 1);
        let value = value.map(|(name, value)| (name, vec![value]));
        for (name, values) in self.add.arguments.iter().cloned().chain(value) {
            let sent = DynamicRequest::canonical(operation, name, &values);
            arguments.push((name.to_owned(), sent.map_err(|error| Failure::usage(error.to_string()))?));
        }
        let job =
            NewJob { arguments, limits: self.limits, priority: self.add.priority, ..NewJob::new(operation.key()) };
        self.waiting.push(job);
        if self.waiting.len() < BATCH as usize { Ok(()) } else { self.flush().await }
    }

    async fn flush(&mut self) -> Result<(), Failure> {
        let Some(first) = self.waiting.first() else { return Ok(()) };
        // All have the parameters that a price depends on.
        let price = endpoint::price(self.add.endpoint.operation, &first.arguments);
        let added = self.store.add(std::mem::take(&mut self.waiting)).await.map_err(|error| place::failure(&error))?;
        self.added += added.added;
        self.known += added.known;
        let is_nothing = self.limits.max_pages == Some(0) || self.limits.max_items == Some(0);
        self.units += if is_nothing { 0 } else { price.saturating_mul(added.added) };
        Ok(())
    }

    async fn lines(&mut self, inputs: &Inputs) -> Result<(), Failure> {
        let (mut lines, _) = Lines::open(inputs, self.add.endpoint.operation, 0, |_| false)?;
        while let Some(line) = lines.next()? {
            match line {
                Line::Input(input) => self.add(Some((inputs.param, input.value))).await?,
                Line::Repeated => self.known += 1,
                Line::Bad { line, why } => self.bad(format!("line {line}: {why}")),
            }
        }
        Ok(())
    }

    async fn items(
        &mut self,
        terminal: &Terminal,
        from: &'static EndpointDescription,
        param: &'static str,
        field: Option<&String>,
    ) -> Result<(), Failure> {
        let values = Values::new(self.add.endpoint.operation, param, field.cloned(), "--field");
        let filter = JobFilter { endpoint: Some(from.operation.key().into_owned()), ..JobFilter::default() };
        let (mut after, mut read): (Option<ItemId>, u64) = (None, 0);
        loop {
            let items = self.store.items(after, BATCH, &filter).await.map_err(|error| place::failure(&error))?;
            let Some(last) = items.last() else { break };
            after = Some(last.id);
            read += items.len() as u64;
            for item in items {
                match values.of(&item.json) {
                    Ok(value) => self.add(Some((param, value))).await?,
                    Err(why) => self.bad(format!("item {} of job {}: {why}", item.id.number, item.id.job.0)),
                }
            }
        }
        let name = endpoint::name(from.operation);
        let in_parts = in_parts(&*self.store, from).await?;
        if in_parts > 0 {
            terminal.note(&format!(
                "{} of `{name}` are in files of parts, and are not read: write their values to a file, and add them by `@FILE`",
                count(in_parts, "item")
            ));
        }
        match read + in_parts {
            0 => Err(Failure::failed(format!("the store has no items of `{name}`: nothing is added"))),
            _ => Ok(()),
        }
    }

    /// Notes a line or an item without a value.
    fn bad(&mut self, why: String) {
        self.bad += 1;
        if self.bad <= MOST_SHOWN {
            warn(&why);
        }
        self.first_bad.get_or_insert(why);
    }

    fn end(&self, tool: &Tool, terminal: &Terminal) -> Result<ExitCode, Failure> {
        if let (0, Some(why)) = (self.added + self.known, &self.first_bad) {
            return Err(Failure::usage(format!("nothing has a value: {why}")));
        }
        let mut text = format!("{} added, {} known", count(self.added, "job"), grouped(self.known));
        if tool.service.has_price() && self.added > 0 {
            let pages = self.add.endpoint.operation.paging.is_some() && self.limits.max_pages != Some(1);
            let pages = if pages { ", with one page each" } else { "" };
            text.push_str(&format!(": at least {}{pages}", count(self.units, "unit")));
        }
        terminal.note(&text);
        match self.bad {
            0 => Ok(ExitCode::SUCCESS),
            bad => Err(Failure::new(Code::Failed, format!("{} without a value left out", count(bad, "line")))),
        }
    }
}

/// Returns the number of items of an endpoint that are in files.
pub(super) async fn in_parts(store: &dyn Store, from: &EndpointDescription) -> Result<u64, Failure> {
    let parts = store.parts().await.map_err(|error| place::failure(&error))?;
    let key = from.operation.key();
    let of_endpoint = parts.iter().filter(|part| part.endpoint == key && part.bytes.is_some());
    Ok(of_endpoint.map(|part| u64::try_from(part.items).unwrap_or_default()).sum())
}

/// Refuses options of lists where there is none.
fn check_list(add: &Add) -> Result<(), Failure> {
    let ListOptions { all, max_items, max_pages, unique } = add.list;
    if add.endpoint.operation.paging.is_none() && (all || unique || max_items.is_some() || max_pages.is_some()) {
        let name = endpoint::name(add.endpoint.operation);
        return Err(Failure::usage(format!("`{name}` has no pages, and so takes no options of lists")));
    }
    Ok(())
}
