//! Endpoints as data, for programs that do not know them when they are compiled: command lines, servers for tests, tools for
//! agents.
//!
//! [`Described`] has what the spec says of each endpoint, and the type of its rows. A [`DynamicRequest`] is a request by the
//! names of its parameters, whose response is JSON; [`DynamicPages`] are the pages of a list. Prices, budgets, the rate limit,
//! retries and checkpoints are those of other requests.

// From the top down: each module imports only from those below it.
mod argument;
mod description;
mod request;
mod row_type;

pub use argument::InvalidArgument;
pub use description::{Deprecation, Described, EndpointDescription, GroupDescription, ParamDescription, ResponseRows};
pub use request::DynamicRequest;
pub use row_type::{Row, RowReader, RowType};

pub use crate::pages::dynamic::DynamicPages;
