//! The checked spec: resolved, named and consistent. Nothing is looked up by name any more, and
//! nothing that is generated from it can fail.

mod api;
mod errors;
mod groups;
mod pages;
mod service;
mod types;

pub use api::Api;
pub use errors::{Code, ErrorBody, ErrorRules, FieldValue, Means, Retry, Status, Text, Verdict, Violations};
pub use groups::{Answers, Caching, Cost, Deprecated, Endpoint, Group, Param, Replacement};
pub use pages::{End, Pages, Part, Step};
pub use service::{AccountRate, Limits, Server, Service};
pub use types::{Basis, Enum, External, Field, Id, IdForm, Presence, Struct, Type, Value, Values};
