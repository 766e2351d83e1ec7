//! The mode of a client: whether its requests are awaited, or block the calling thread.

use std::fmt;

use tokio::runtime::EnterGuard;

use crate::error::Result;

/// How the requests of a client are sent. A request has the mode of its client: `ByIdRequest` is short for
/// `ByIdRequest<Async>`.
pub trait Mode: Copy + fmt::Debug + Send + Sync + Unpin + sealed::Sealed + 'static {
    /// What drives the requests, shared by the clones of a client.
    #[doc(hidden)]
    type Driver: Clone + Send + Sync + Unpin + 'static;

    #[doc(hidden)]
    fn start() -> Result<Self::Driver>;

    /// Enters the runtime of the driver, where it has one, to poll a request there; or refuses where it must not be polled.
    #[doc(hidden)]
    fn enter(driver: &Self::Driver) -> Result<Option<EnterGuard<'_>>>;
}

/// The mode of requests that are awaited, in a tokio runtime of the program. It is the default.
#[derive(Debug, Clone, Copy)]
pub enum Async {}

impl Mode for Async {
    type Driver = ();

    fn start() -> Result<()> {
        Ok(())
    }

    fn enter((): &()) -> Result<Option<EnterGuard<'_>>> {
        Ok(None)
    }
}

pub(super) mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Async {}
}
