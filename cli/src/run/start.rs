//! What is made and checked before anything is sent.

use hikerapi_runtime::dynamic::DynamicRequest;
use hikerapi_runtime::rt::RuntimeClient;

use super::files;
use super::inputs::{Lines, Survey};
use super::journal::{Journal, Past};
use super::price::{CONFIRM_ABOVE, Count, Pages, Plan};
use crate::failure::{Code, Failure};
use crate::job::{Inputs, Job, Source};
use crate::money::{Limit, Spending};
use crate::settings::Settings;
use crate::terminal::{Terminal, warn};
use crate::tool::{Connection, Tool};
use crate::words::count;

/// The request of a job, and what it may spend.
pub(super) struct Start {
    pub(super) connection: Connection,
    /// The request of all inputs, but for the input.
    pub(super) template: DynamicRequest,
    pub(super) spending: Spending,
    /// The URL of the server.
    pub(super) server: String,
    has_price: bool,
}

/// The client of the run, with its budget.
struct Budgeted(RuntimeClient);

impl AsRef<RuntimeClient> for Budgeted {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

impl Start {
    pub(super) fn new(tool: &Tool, settings: &Settings, job: &Job) -> Result<Self, Failure> {
        check_list(job)?;
        files::check(job)?;
        let connection = (tool.connect)(settings)?;
        let spending = Spending::of(settings, tool.service)?;
        let client = Budgeted(connection.as_ref().with_budget(spending.budget()));
        let template = template(&client, job)?;
        let server = settings.server_url(tool.service).to_owned();
        Ok(Self { connection, template, spending, server, has_price: tool.service.has_price() })
    }

    /// Returns the units of a request.
    pub(super) fn price(&self) -> u64 {
        self.template.estimated_units()
    }

    /// Returns what the run can cost, without what earlier runs have fetched.
    pub(super) fn plan(&self, job: &Job, survey: Option<&Survey>, past: &Past) -> Result<Plan, Failure> {
        let inputs = match (&job.inputs, survey) {
            (None, _) => Count::None { is_done: past.is_done(None) },
            (Some(_), Some(survey)) => Count::Known(survey.values),
            (Some(_), None) => Count::Unknown,
        };
        Ok(Plan {
            price: self.has_price.then(|| self.price()),
            inputs,
            pages: Pages::of(&job.list),
            budget: job.money.budget,
            left_today: self.spending.left_today()?,
        })
    }

    /// Permits to spend what was confirmed.
    pub(super) fn grant(&mut self, plan: &Plan, job: &Job) {
        let limit = if job.money.budget.is_some() { Limit::Budget } else { Limit::Price };
        self.spending.grant(plan.permitted(&job.money), limit);
    }

    /// Opens the journal of a job, if there is one already. A dry run changes nothing.
    pub(super) fn journal(&self, job: &Job) -> Result<(Option<Journal>, Past), Failure> {
        let Some(path) = &job.resume else { return Ok((None, Past::default())) };
        let (journal, mut past) = match job.money.dry_run {
            true => (None, Journal::peek(path, job, &self.server)?),
            false => {
                Journal::open(path, job, &self.server)?.map_or_else(Default::default, |(it, past)| (Some(it), past))
            }
        };
        if job.retry_failed {
            past.retry_failed();
        }
        Ok((journal, past))
    }

    /// Opens the inputs, counts them where that costs nothing, and reports those without a value.
    pub(super) fn inputs(
        &self,
        job: &Job,
        settings: &Settings,
        past: &Past,
        terminal: &Terminal,
    ) -> Result<(Option<Lines>, Option<Survey>), Failure> {
        let Some(inputs) = &job.inputs else { return Ok((None, None)) };
        let ahead = match inputs.source {
            // Whoever types them waits for the rows.
            Source::Stdin if terminal.is_input => 0,
            _ => self.ahead(job, settings),
        };
        let opened = Lines::open(inputs, self.template.operation(), ahead, |value| past.is_done(Some(value)));
        // Nothing was sent yet.
        let (lines, survey) = opened.map_err(|failure| Failure { code: Code::Usage, ..failure })?;
        if let Some(survey) = &survey {
            report(survey, inputs)?;
            if let Some(note) = surveyed(survey).filter(|_| !job.money.dry_run) {
                terminal.note(&note);
            }
        }
        Ok((Some(lines), survey))
    }

    /// Returns the lines of a pipe that tell whether its price is low: one more than are free of a question.
    fn ahead(&self, job: &Job, settings: &Settings) -> u64 {
        let of_input = Pages::of(&job.list).most().map(|pages| pages.saturating_mul(self.price()));
        let above = job.money.confirm_above.or(settings.confirm_above).unwrap_or(CONFIRM_ABOVE);
        match of_input {
            Some(units) if units > 0 && self.has_price && !job.money.has_consent() => (above / units).saturating_add(1),
            _ => 0,
        }
    }
}

/// What the inputs are, where it is not plain.
fn surveyed(survey: &Survey) -> Option<String> {
    let field = survey.field.as_ref().map(|field| format!("`{field}` of each object"));
    let repeated = Some(survey.repeated).filter(|repeated| *repeated > 0);
    let repeated = repeated.map(|repeated| format!("{} left out", count(repeated, "repeated line")));
    let parts: Vec<_> = [field, repeated].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}: {}", count(survey.values, "input"), parts.join(", ")))
}

/// Reports the lines without a value; refuses inputs that have none at all.
fn report(survey: &Survey, inputs: &Inputs) -> Result<(), Failure> {
    if let (0, Some((line, why))) = (survey.values + survey.done, survey.first_bad.first()) {
        let lines = count(survey.bad, "line");
        let message = format!("no input has a value of `{}`, in {lines}: line {line}: {why}", inputs.param);
        return Err(Failure::usage(message));
    }
    for (line, why) in &survey.first_bad {
        warn(&format!("line {line}: {why}"));
    }
    let more = survey.bad - survey.first_bad.len() as u64;
    if more > 0 {
        warn(&format!("and {} without a value", count(more, "more line")));
    }
    Ok(())
}

fn template(client: &Budgeted, job: &Job) -> Result<DynamicRequest, Failure> {
    let mut request = DynamicRequest::new(client, job.endpoint.operation);
    for (name, values) in &job.arguments {
        request = request.with(name, values).map_err(|error| Failure::usage(error.to_string()))?;
    }
    let input = job.inputs.as_ref().map(|inputs| inputs.param);
    match request.missing().into_iter().find(|param| Some(param.name) != input) {
        Some(param) => Err(Failure::usage(format!("`{}` is missing", param.name))),
        None => Ok(request),
    }
}

/// Refuses options of lists where there is none.
fn check_list(job: &Job) -> Result<(), Failure> {
    let list = &job.list;
    let option = [
        (list.all, "--all"),
        (list.max_items.is_some(), "--max-items"),
        (list.max_pages.is_some(), "--max-pages"),
        (list.unique, "--unique"),
    ];
    let option = option.into_iter().find(|(is_set, _)| *is_set);
    match option {
        Some((_, option)) if job.endpoint.operation.paging.is_none() => {
            let key = job.endpoint.operation.key();
            Err(Failure::usage(format!(
                "`{key}` has no pages, and so takes no `{option}`: it returns all that there is"
            )))
        }
        _ => Ok(()),
    }
}
