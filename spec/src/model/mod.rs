//! The checked spec: resolved, named and consistent. Nothing is looked up by name any more, and
//! nothing that is generated from it can fail.

mod api;
mod errors;
mod families;
mod groups;
mod pages;
mod service;
mod types;

pub use api::Api;
pub use errors::{Code, ErrorBody, ErrorRules, FieldValue, Means, Retry, Status, Text, Verdict, Violations};
pub use families::Family;
pub use groups::{
    Answers, BodyFormat, Caching, Cost, Deprecated, Endpoint, EndpointPart, Group, KnownDifference, ListForm, Method,
    More, Param, Place, Replacement, Returns,
};
pub use pages::{End, Pages, Part, Step, Way, json_path, may_be_absent, written_path};
pub use service::{AccountRate, CostHeader, Credential, Limits, Price, RateHeaders, Server, Service};
pub use types::{
    Basis, Enum, External, Field, Id, IdForm, JsonKind, Members, Presence, Struct, TaggedMember, Type, Union,
    UnionMember, Value, Values,
};
