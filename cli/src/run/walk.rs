//! One input on its way: a request, or the pages of a list.

use hikerapi_runtime::dynamic::{DynamicPages, DynamicRequest};
use hikerapi_runtime::pages::{Checkpoint, EndReason};
use hikerapi_runtime::service::Returned;
use hikerapi_runtime::values::Json;
use hikerapi_runtime::{Error, Result};

use super::inputs::Input;
use crate::job::ListOptions;

/// One input, and what is left to request of it.
pub(super) struct Walk {
    pub(super) input: Option<Input>,
    rest: Rest,
    /// Whether nothing of it has arrived, in this run or in an earlier one.
    is_at_start: bool,
}

enum Rest {
    /// A request, and the JSON path of the list of rows in its response, where it has one.
    Request(Option<DynamicRequest>, Option<&'static str>),
    Pages(Box<DynamicPages>),
}

/// What a request has brought.
pub(super) enum Step {
    Page(Arrived),
    /// There was nothing left to request.
    End,
    Failed(Error),
}

/// The items of a response.
pub(super) struct Arrived {
    pub(super) items: Vec<Json>,
    pub(super) units: u64,
    /// Where the list goes on.
    pub(super) checkpoint: Option<Box<Checkpoint>>,
    /// Whether nothing more is to be requested.
    pub(super) is_last: bool,
    /// Whether the list goes on all the same.
    pub(super) has_more: bool,
}

impl Walk {
    /// The way of an input: from the checkpoint, where an earlier run has come that far.
    ///
    /// # Errors
    /// Where the checkpoint is that of another request.
    pub(super) fn new(
        input: Option<Input>,
        request: DynamicRequest,
        list: Option<&'static str>,
        options: &ListOptions,
        checkpoint: Option<&Checkpoint>,
    ) -> Result<Self> {
        let Some(mut pages) = request.clone().pages() else {
            return Ok(Self { input, rest: Rest::Request(Some(request), list), is_at_start: true });
        };
        if let Some(most) = options.max_pages.or(options.is_one_page().then_some(1)) {
            pages = pages.max_pages(most);
        }
        if let Some(most) = options.max_items {
            pages = pages.max_items(most);
        }
        if options.unique {
            pages = pages.unique();
        }
        if let Some(checkpoint) = checkpoint {
            pages = pages.resume(checkpoint.clone())?;
        }
        Ok(Self { input, rest: Rest::Pages(Box::new(pages)), is_at_start: checkpoint.is_none() })
    }

    /// Sends the next request.
    pub(super) async fn step(&mut self) -> Step {
        let step = match &mut self.rest {
            Rest::Request(request, list) => {
                let Some(sent) = request.clone() else { return Step::End };
                let one = one(sent, *list).await;
                // One that has failed can be sent again.
                if one.is_ok() {
                    *request = None;
                }
                one
            }
            Rest::Pages(pages) => match pages.next().await {
                Ok(None) => return Step::End,
                Ok(Some(page)) => Ok(Arrived {
                    units: page.units,
                    items: page.items,
                    checkpoint: Some(Box::new(pages.checkpoint())),
                    // Other ends are errors, which the next step returns.
                    is_last: matches!(
                        pages.end_reason(),
                        Some(EndReason::LastPage | EndReason::MaxPages | EndReason::MaxItems)
                    ),
                    has_more: page.next.is_some(),
                }),
                Err(error) => Err(error),
            },
        };
        self.is_at_start &= step.is_err();
        step.map_or_else(Step::Failed, Step::Page)
    }

    pub(super) fn is_at_start(&self) -> bool {
        self.is_at_start
    }
}

/// A request without pages.
async fn one(request: DynamicRequest, list: Option<&'static str>) -> Result<Arrived> {
    let (value, units) = if request.operation().returns == Returned::JsonOrNothing {
        let response = request.raw().await?;
        let body = response.body().trim_ascii();
        let value = if body.is_empty() { None } else { Some(hikerapi_runtime::values::from_json(body)?) };
        (value, response.units())
    } else {
        let response = request.send().await?;
        let units = response.units();
        (Some(response.into_value()), units)
    };
    let items = match (value, list) {
        (None, _) => Vec::new(),
        (Some(value), Some(path)) => value.at_path(path).as_ref().map(Json::items).unwrap_or_default(),
        (Some(value), None) => vec![value],
    };
    Ok(Arrived { items, units, checkpoint: None, is_last: true, has_more: false })
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use hikerapi_runtime::dynamic::{EndpointDescription, ResponseRows, RowType};
    use hikerapi_runtime::service::{Operation, Param, ParamForm};
    use hikerapi_testing::Server;

    use super::*;
    use crate::job::Job;
    use crate::output::OutputOptions;
    use crate::run::testing;

    static MAYBE: Operation = Operation {
        path: "/v1/user/by/id",
        params: &[Param::required("id", ParamForm::Digits)],
        returns: Returned::JsonOrNothing,
        ..Operation::DEFAULT
    };

    static ENDPOINT: EndpointDescription =
        EndpointDescription::new(&MAYBE, "", &[]).rows(ResponseRows::one(RowType::of::<hikerapi::types::User>()));

    #[test]
    fn a_response_can_be_nothing_where_the_spec_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_blocking();
        let script = server.on_path("/v1/user/by/id?id=7").bytes(200, &b" \n"[..]).times(1);
        script.sample().times(1).json(200, "[1").times(1);
        let out = folder.path().join("rows.jsonl");
        let job = Job {
            arguments: vec![("id", vec!["7".to_owned()])],
            output: OutputOptions { out: Some(out.clone()), ..OutputOptions::default() },
            ..testing::job(&ENDPOINT)
        };
        for rows in [0, 1] {
            assert_eq!(testing::end(&server, &job), Ok(ExitCode::SUCCESS));
            assert_eq!(std::fs::read_to_string(&out).expect("a file").lines().count(), rows);
        }
        assert!(testing::end(&server, &job).is_err_and(|message| message.starts_with("cannot decode")));
    }
}
