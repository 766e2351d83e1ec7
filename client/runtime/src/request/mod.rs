//! A request: a value first, then the attempts to send it, and its typed response.

// From the top down: each module imports only from those below it.
mod call;
mod cost;
mod endpoint;
mod execute;
mod path;
mod response;
mod send;
mod transport;

pub use call::Call;
pub use endpoint::{Endpoint, Paged, identity};
pub use response::Response;
pub use send::BoxFuture;
