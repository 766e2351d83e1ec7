//! `--parts`: the items of a run as files of Parquet, while it goes on.

use std::sync::Arc;

use hikerapi_harvest::Store;
use hikerapi_harvest::parts::{FollowOptions, PartEvent, Parts, WrittenPart};
use hikerapi_harvest::store::ProcessId;
use hikerapi_runtime::dynamic::EndpointDescription;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::progress::Progress;
use crate::failure::Failure;
use crate::harvest::place;
use crate::words::count;

/// What writes parts beside the workers.
pub(super) struct Writing {
    task: JoinHandle<hikerapi_harvest::Result<()>>,
    stop: oneshot::Sender<()>,
}

/// Where parts go, with the process that writes them; `None` where the user wants none. What cannot be written is not paid for.
pub(super) async fn open(
    location: Option<&str>,
    store: &dyn Store,
    endpoints: impl Iterator<Item = &'static EndpointDescription>,
) -> Result<Option<(Parts, ProcessId)>, Failure> {
    let Some(location) = location else { return Ok(None) };
    let parts = Parts::open(location, endpoints).await.map_err(|error| place::failure(&error))?;
    let name = format!("parts:{}", std::process::id());
    let process = store.register(&name).await.map_err(|error| place::failure(&error))?;
    Ok(Some((parts, process)))
}

/// Writes parts as the store has items for them.
pub(super) fn follow((parts, process): (Parts, ProcessId), store: &Arc<dyn Store>, progress: Progress) -> Writing {
    let (stop, stopped) = oneshot::channel();
    let store = Arc::clone(store);
    let task = tokio::spawn(async move {
        let stopped = async {
            // Also where the run has failed.
            let _ = stopped.await;
        };
        let note = |event: PartEvent<'_>| match event {
            PartEvent::Written(part) => progress.print(&line(part)),
            PartEvent::Failed(error) => {
                progress.print(&format!("a part is not written yet: {}", place::words(error)));
            }
            _ => {}
        };
        parts.follow(&*store, process, &FollowOptions::default(), note, stopped).await
    });
    Writing { task, stop }
}

impl Writing {
    /// Writes what is left, and ends.
    pub(super) async fn finish(self) -> Result<(), Failure> {
        let Self { task, stop } = self;
        // It can have ended by a failure.
        let _ = stop.send(());
        match task.await {
            Ok(written) => written.map_err(|error| place::failure(&error)),
            Err(error) => Err(Failure::failed(format!("the writer of parts has ended unexpectedly: {error}"))),
        }
    }
}

fn line(part: &WrittenPart) -> String {
    let files = [&part.parquet, &part.json_lines].into_iter().flatten().cloned().collect::<Vec<_>>().join(" and ");
    format!("{} in {files}", count(part.rows + part.rejected, "item"))
}
