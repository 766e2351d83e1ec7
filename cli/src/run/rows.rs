//! Items to rows, with the input that they are of.

use hikerapi_runtime::dynamic::RowType;
use hikerapi_runtime::rows::Column;
use hikerapi_runtime::service::{Operation, ParamForm};
use hikerapi_runtime::values::Json;

use super::inputs::{cell, column};
use super::report::Progress;
use crate::failure::Failure;
use crate::job::Job;
use crate::output::{Finished, Output};
use crate::terminal::Terminal;

/// The open output of a run.
pub(super) struct Rows {
    output: Output,
    form: Option<ParamForm>,
    progress: Progress,
    pub(super) mismatches: u64,
    pub(super) skipped: u64,
}

impl Rows {
    /// Opens the output of a job.
    pub(super) fn open(job: &Job, ty: RowType, terminal: &Terminal, progress: &Progress) -> Result<Self, Failure> {
        let columns = columns(job);
        let output = Output::open(&job.output, &columns, ty, terminal)?;
        let form = job.inputs.as_ref().map(|inputs| form(job.endpoint.operation, inputs.param));
        Ok(Self { output, form, progress: progress.clone(), mismatches: 0, skipped: 0 })
    }

    /// Adds items, and lets readers see them.
    pub(super) fn write(&mut self, input: Option<&str>, items: &[Json]) -> Result<(), Failure> {
        let input: Vec<_> = input.zip(self.form).map(|(value, form)| cell(value, form)).into_iter().collect();
        let Self { output, progress, mismatches, skipped, .. } = self;
        progress.above(|| {
            for item in items {
                let written = output.write(&input, item)?;
                *mismatches += written.mismatches;
                *skipped += u64::from(written.is_skipped);
            }
            output.flush()
        })
    }

    /// Ends the output.
    pub(super) fn finish(self, is_complete: bool) -> Finished {
        let Self { output, progress, .. } = self;
        progress.above(|| output.finish(is_complete))
    }
}

/// Returns the columns of the inputs of a job.
pub(super) fn columns(job: &Job) -> Vec<Column> {
    let column_of = |param| column(param, form(job.endpoint.operation, param));
    job.inputs.iter().map(|inputs| column_of(inputs.param)).collect()
}

fn form(operation: &Operation, param: &str) -> ParamForm {
    let param = operation.params.iter().find(|known| known.name == param);
    param.map_or(ParamForm::Text, |param| param.form)
}
