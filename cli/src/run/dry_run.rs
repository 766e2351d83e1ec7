//! What a run would do.

use std::fmt::Write;
use std::path::Path;

use hikerapi_runtime::dynamic::RowType;

use super::inputs::Survey;
use super::price::{Count, Plan};
use super::rows::columns;
use crate::failure::Failure;
use crate::job::{Job, Source};
use crate::output::{Output, choose_format};
use crate::terminal::{Terminal, write_out};
use crate::words::{count, grouped};

/// Prints the plan of a job to standard output. `of_day` is the budget of the day.
pub(super) fn print(
    job: &Job,
    plan: &Plan,
    of_day: Option<u64>,
    survey: Option<&Survey>,
    ty: Option<RowType>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let text = describe(job, plan, of_day, survey, ty, terminal)?;
    write_out(text.as_bytes()).map_err(|error| Failure::stdout(&error))
}

fn describe(
    job: &Job,
    plan: &Plan,
    of_day: Option<u64>,
    survey: Option<&Survey>,
    ty: Option<RowType>,
    terminal: &Terminal,
) -> Result<String, Failure> {
    let operation = job.endpoint.operation;
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name:<9} {value}");
    };
    line("endpoint", &format!("{} {}", operation.method.as_str(), operation.path));
    for (name, values) in &job.arguments {
        line("with", &format!("{name} = {}", values.join(", ")));
    }
    if let Some(inputs) = inputs(job, plan, survey) {
        line("inputs", &inputs);
    }
    line("requests", &plan.requests_in_words());
    if plan.price.is_some() {
        line("price", &plan.words());
    }
    if let Some(units) = plan.budget {
        line("budget", &format!("{} for this run", count(units, "unit")));
    }
    if let Some((left, limit)) = plan.left_today.zip(of_day) {
        line("day", &format!("budget of the day: {} of {} left", grouped(left), count(limit, "unit")));
    }
    if plan.can_stop() {
        line("end", "the budget can be exhausted before the run has fetched all");
    }
    line("output", &output(job, ty, terminal)?);
    if let Some(ty) = ty.filter(|_| !job.output.raw) {
        line("columns", &Output::column_names(&job.output, &columns(job), ty)?.join(", "));
    }
    line("sent", "nothing: this is a dry run");
    Ok(text)
}

fn inputs(job: &Job, plan: &Plan, survey: Option<&Survey>) -> Option<String> {
    let inputs = job.inputs.as_ref()?;
    let from = match &inputs.source {
        Source::Stdin => "standard input".to_owned(),
        Source::File(path) => path.display().to_string(),
    };
    let Count::Known(left) = plan.inputs else {
        return Some(format!("values of `{}` from {from}, which is read while the run goes on", inputs.param));
    };
    let mut text = format!("{} of `{}` from {from}", count(left, "value"), inputs.param);
    if let Some(survey) = survey {
        let field = survey.field.as_ref().map(|field| format!(", `{field}` of each object"));
        text.push_str(&field.unwrap_or_default());
        let more = [(survey.repeated, "repeated"), (survey.done, "fetched before"), (survey.bad, "without a value")];
        for (number, what) in more.into_iter().filter(|(number, _)| *number > 0) {
            let _ = write!(text, ", {} {what}", count(number, "line"));
        }
    }
    Some(text)
}

/// The format, where there are rows, and the place.
fn output(job: &Job, ty: Option<RowType>, terminal: &Terminal) -> Result<String, Failure> {
    let file = job.output.out.as_ref().filter(|path| *path != Path::new("-"));
    let place = file.map_or("standard output".to_owned(), |path| path.display().to_string());
    Ok(match ty {
        Some(_) => format!("{place} ({})", choose_format(&job.output, terminal)?.name()),
        None => place,
    })
}
