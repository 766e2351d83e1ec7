//! The tasks of a run: what claims jobs, what extends their leases, and the workers.

use std::sync::Arc;

use tokio::task::JoinSet;
use tokio::time::sleep;

use super::balance;
use super::claim::{claim, release, renew};
use super::context::Context;
use super::summary::Summary;
use super::worker;
use crate::error::{Error, ErrorKind, Result};
use crate::pacing::{Change, interval};

/// Works on the jobs of the store until there are none, or until it is stopped.
pub(super) async fn run(context: Context, changes: Vec<Change>) -> Result<Summary> {
    let context = Arc::new(context);
    let mut background = JoinSet::new();
    spawn(&mut background, &context, |context| async move { context.follow_stop().await });
    spawn(&mut background, &context, |context| async move { watch(&context).await });
    tokio::select! {
        biased;
        // Nothing is claimed yet, so that nothing has to be committed.
        () = context.ending() => return Ok(context.summary()),
        started = start(&context, changes) => started?,
    }
    spawn(&mut background, &context, |context| async move { balance::read_often(&context).await });
    spawn(&mut background, &context, |context| async move { renew_often(&context).await });
    let mut tasks = JoinSet::new();
    spawn(&mut tasks, &context, |context| async move { claim(&context).await });
    for _ in 0..context.settings.workers {
        spawn(&mut tasks, &context, worker::run);
    }
    let ended = Arc::clone(&context);
    spawn(&mut tasks, &context, |_| async move {
        ended.ending().await;
        let waiting = ended.claims.close();
        release(&ended, waiting).await;
    });
    while let Some(joined) = tasks.join_next().await {
        if let Err(error) = joined {
            context.fail(Error::new(ErrorKind::Failed, "a worker has ended unexpectedly").because(error));
        }
    }
    drop(background);
    finish(&context).await
}

fn spawn<W, F>(tasks: &mut JoinSet<()>, context: &Arc<Context>, work: W)
where
    W: FnOnce(Arc<Context>) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    tasks.spawn(work(Arc::clone(context)));
}

/// Lets requests be sent: after a stop, at the rate and within the budget of this run.
async fn start(context: &Context, changes: Vec<Change>) -> Result<()> {
    let client = &context.reader;
    context.store.bind(client.service().name, client.server()).await?;
    context.gate.change(Change::Resume).await?;
    for change in changes {
        context.gate.change(change).await?;
    }
    let account = balance::read(context).await;
    let rate = account.rate.or(client.service().requests_per_second.map(f64::from));
    if let Some(interval) = rate.and_then(interval) {
        context.gate.change(Change::DefaultInterval(interval)).await?;
    }
    Ok(())
}

/// Closes everything, and returns what was done.
async fn finish(context: &Context) -> Result<Summary> {
    balance::read(context).await;
    let closed = context.patiently(context.gate.close()).await;
    match (context.failure(), closed) {
        (Some(error), _) => Err(error),
        (None, Some(closed)) => closed.map(|()| context.summary()),
        (None, None) => {
            let message = "the store was away when the run ended, so that what requests have cost less is not noted";
            Err(Error::new(ErrorKind::Unavailable, message))
        }
    }
}

/// Extends the leases of all claims, until it is dropped.
async fn renew_often(context: &Context) {
    loop {
        sleep(context.settings.lease / 3).await;
        renew(context).await;
    }
}

/// Reports whether the store is away, where requests wait for it.
async fn watch(context: &Context) {
    loop {
        context.gate.turned(true).await;
        context.away(&Error::new(ErrorKind::Unavailable, "the rate limit and the budget cannot be read"));
        context.gate.turned(false).await;
        context.back();
    }
}
