//! `harvest export`: the items of an endpoint as rows, with the arguments of their jobs.

use std::process::ExitCode;

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Arguments, JobId};
use hikerapi_harvest::store::{ItemId, JobFilter, Open};
use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_runtime::rows::{Column, FlatCell};
use hikerapi_runtime::service::{Param, ParamForm};
use hikerapi_runtime::values::Json;

use super::add::in_parts;
use super::{endpoint, place};
use crate::failure::Failure;
use crate::output::{Output, OutputOptions};
use crate::run::{cell, column};
use crate::terminal::{Terminal, warn};
use crate::words::count;

/// The jobs and the items that are read at once.
const BATCH: u32 = 1_000;

/// What is exported.
#[derive(Debug, Clone)]
pub(crate) struct Export {
    pub(crate) store: String,
    pub(crate) endpoint: &'static EndpointDescription,
    pub(crate) output: OutputOptions,
}

/// Writes the items of an endpoint.
pub(crate) fn export(terminal: &Terminal, export: &Export) -> Result<ExitCode, Failure> {
    let name = endpoint::name(export.endpoint.operation);
    let rows = export.endpoint.rows;
    let rows = rows.ok_or_else(|| Failure::usage(format!("`{name}` returns no rows, and so has no items")))?;
    // A mistake in the line is said before one in the store.
    Output::check(&export.output, &[], rows.ty, terminal).or_else(|failure| match export.output.select.is_empty() {
        true => Err(failure),
        false => Ok(()),
    })?;
    place::block_on(async {
        let store = place::open(&export.store, Open::Existing).await?;
        let key = export.endpoint.operation.key().into_owned();
        let filter = JobFilter { endpoint: Some(key), ..JobFilter::default() };
        let params = params(&*store, export.endpoint, &filter).await?;
        let columns: Vec<Column> = params.iter().map(|param| column(param.name, param.form)).collect();
        let mut output = Output::open(&export.output, &columns, rows.ty, terminal)?;
        let (mut after, mut mismatches, mut skipped): (Option<ItemId>, u64, u64) = (None, 0, 0);
        loop {
            let items = store.items(after, BATCH, &filter).await.map_err(|error| place::failure(&error))?;
            let Some(last) = items.last() else { break };
            after = Some(last.id);
            for item in &items {
                let json: Json = item.json.parse().map_err(|error| corrupt(item.id, &error))?;
                let written = output.write(&cells(&params, &item.arguments), &json)?;
                mismatches += written.mismatches;
                skipped += u64::from(written.is_skipped);
            }
            output.flush()?;
        }
        let finished = output.finish(true);
        finished.failure.map_or(Ok(()), Err)?;
        terminal.note(&count(finished.rows, "row"));
        if let Some(path) = finished.path {
            terminal.note(&format!("written to {}", path.display()));
        }
        for (number, thing, what) in
            [(mismatches, "value", "did not match the spec"), (skipped, "item", "could not be read and left out")]
        {
            if number > 0 {
                terminal.note(&format!("{} {what}", count(number, thing)));
            }
        }
        let in_parts = in_parts(&*store, export.endpoint).await?;
        if in_parts > 0 {
            warn(&format!("{} of `{name}` are in files of parts, and not in this output", count(in_parts, "item")));
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The parameters that are columns: the required ones, and those that any job has.
async fn params(
    store: &dyn Store,
    endpoint: &'static EndpointDescription,
    filter: &JobFilter,
) -> Result<Vec<&'static Param>, Failure> {
    let params = endpoint.operation.params;
    // The position in a list is another one for each page.
    let is_column = |param: &&Param| param.form != ParamForm::Cursor;
    let mut used: Vec<bool> = params.iter().map(|param| param.is_required).collect();
    let mut after: Option<JobId> = None;
    while params.iter().zip(&used).any(|(param, is_used)| !is_used && is_column(&param)) {
        let jobs = store.jobs(after, BATCH, filter).await.map_err(|error| place::failure(&error))?;
        let Some(last) = jobs.last() else { break };
        after = Some(last.id);
        for (name, _) in jobs.iter().flat_map(|job| &job.arguments) {
            let at = params.iter().position(|param| param.name == name);
            if let Some(is_used) = at.and_then(|at| used.get_mut(at)) {
                *is_used = true;
            }
        }
    }
    Ok(params.iter().zip(used).filter(|(_, is_used)| *is_used).map(|(param, _)| param).filter(is_column).collect())
}

fn cells(params: &[&'static Param], arguments: &Arguments) -> Vec<FlatCell> {
    let of = |param: &&Param| match arguments.iter().find(|(name, _)| name == param.name) {
        None => FlatCell::Null,
        Some((_, values)) => match values.as_slice() {
            [value] => cell(value, param.form),
            values => FlatCell::Text(values.join(",")),
        },
    };
    params.iter().map(of).collect()
}

fn corrupt(id: ItemId, why: &dyn std::fmt::Display) -> Failure {
    Failure::failed(format!("item {} of job {} is no JSON: {why}; the store is damaged", id.number, id.job.0))
}
