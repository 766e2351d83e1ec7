//! A request: a value first, then the attempts to send it, and its typed response.

// From the top down: each module imports only from those below it.
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod cached;
mod call;
mod cost;
mod endpoint;
mod execute;
mod fingerprint;
mod flight;
mod learn;
mod lost;
mod message;
mod output;
mod page_parts;
mod path;
mod query;
mod response;
mod send;
mod sent;
mod span;
#[cfg(test)]
mod tests;
mod transport;

#[cfg(feature = "rows")]
pub(crate) use body::write_json_text;
pub use body::{Binary, Part};
pub use call::Call;
pub(crate) use endpoint::content;
pub use endpoint::{Endpoint, Paged, Request, cursor_of, identity};
pub(crate) use execute::Executed;
pub(crate) use output::read;
pub(crate) use page_parts::PageFacts;
pub use page_parts::PageParts;
pub use response::Response;
pub use sent::Sending;
pub(crate) use sent::Sent;
