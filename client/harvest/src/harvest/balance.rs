//! What the account has left, as the service says it.

use std::time::Duration;

use hikerapi_runtime::dynamic::DynamicRequest;
use hikerapi_runtime::rt::RuntimeClient;
use tokio::time::{sleep, timeout};

use super::context::Context;

/// The time between two readings.
const EVERY: Duration = Duration::from_secs(300);

/// How long a reading may take.
const LONGEST: Duration = Duration::from_secs(15);

/// What the service says of the account.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Account {
    /// The requests per second that it may send.
    pub(super) rate: Option<f64>,
    /// The units that it has left.
    left: Option<i64>,
}

/// The client of the run, for a request of its own.
struct Reader<'a>(&'a RuntimeClient);

impl AsRef<RuntimeClient> for Reader<'_> {
    fn as_ref(&self) -> &RuntimeClient {
        self.0
    }
}

/// Reads the account every few minutes.
pub(super) async fn read_often(context: &Context) {
    loop {
        sleep(EVERY).await;
        read(context).await;
    }
}

/// Reads the account, and notes what it has left. Nothing depends on it: a failure does not end the run.
pub(super) async fn read(context: &Context) -> Account {
    let Ok(Some(account)) = timeout(LONGEST, request(&context.reader)).await else { return Account::default() };
    if let Some(left) = account.left {
        if let Ok(Err(error)) = timeout(LONGEST, context.store.note_balance(left)).await {
            tracing::debug!(%error, "the balance of the account is not noted");
        }
        context.count(|summary| {
            let (first, _) = summary.balance.unwrap_or((left, left));
            summary.balance = Some((first, left));
        });
    }
    account
}

async fn request(client: &RuntimeClient) -> Option<Account> {
    let source = client.service().account_rate.as_ref()?;
    match DynamicRequest::new(&Reader(client), source.operation).send().await {
        Ok(response) => {
            let json = response.into_value();
            let rate = json.get(source.field).and_then(|rate| rate.read().ok());
            let left = source.units_left.and_then(|field| json.get(field)).and_then(|left| left.read().ok());
            Some(Account { rate, left })
        }
        Err(error) => {
            tracing::debug!(%error, "the balance of the account is not known");
            None
        }
    }
}
