//! A gate decides for many clients, in many processes, what one client decides by its rate limit and its budget.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::budget::Settle;

/// Decides when requests are sent, in place of the rate limit of a client: for clients that share a key, in many programs.
///
/// A client has one by [`ClientBuilder::gate`](crate::client::ClientBuilder::gate). It asks the gate before each request: also before
/// a retry, and before the target of a redirect. [`Budget`](crate::client::Budget)s are asked first, and count as they do without a gate.
///
/// ```
/// use std::time::Duration;
/// use shop::client::{Admission, Gate};
///
/// /// Sends what may be sent on weekdays.
/// #[derive(Debug)]
/// struct Weekdays;
///
/// impl Gate for Weekdays {
///     fn admit(&self, units: u64) -> Admission<'_> {
///         let is_weekday = true;
///         Box::pin(async move {
///             if !is_weekday {
///                 return Err("nothing is sent at weekends".to_owned());
///             }
///             println!("{units} units are set aside");
///             Ok(Box::new(|cost| println!("{cost} units were spent")) as _)
///         })
///     }
///
///     fn hold(&self, pause: Duration) {
///         println!("no request for {pause:?}");
///     }
/// }
///
/// # fn main() -> shop::Result<()> {
/// let client = shop::Client::builder().key("your-key").gate(Weekdays).build()?;
/// # Ok(())
/// # }
/// ```
pub trait Gate: fmt::Debug + Send + Sync {
    /// Sets units aside for one request, and waits until it may be sent.
    ///
    /// What it returns is called once, with the units that the request has cost: 0 where it was not sent, its price where that is not
    /// known. It is not called where the process ends before, so that all that was set aside must count as spent then. A request that
    /// is dropped while it waits drops the future: nothing may be set aside for it then.
    ///
    /// # Errors
    /// The request is not sent then, and its error is [`BudgetExhausted`](crate::error::ErrorKind::BudgetExhausted), in these words.
    fn admit(&self, units: u64) -> Admission<'_>;

    /// Lets no request be sent for this long: the service has said that none is left.
    fn hold(&self, pause: Duration);

    /// The service has refused a request because there were too many: no request for this long, and fewer after that. The refused
    /// one was admitted so long ago.
    fn slow_down(&self, pause: Duration, admitted: Duration) {
        let _ = admitted;
        self.hold(pause);
    }
}

/// The answer of a [`Gate`], once it has one.
pub type Admission<'a> = Pin<Box<dyn Future<Output = Result<Settle, String>> + Send + 'a>>;
