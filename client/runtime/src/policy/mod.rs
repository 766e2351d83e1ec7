//! Rules that know no request: the rate limit, budgets, and retries.

pub(crate) mod budget;
pub(crate) mod gate;
mod queue;
pub(crate) mod rate_headers;
pub(crate) mod rate_limit;
pub(crate) mod retry;
