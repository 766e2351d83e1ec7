//! Everything that generated code names. Not for use by hand: it changes with the generator.
//!
//! Generated modules begin with a glob of this one and take nothing from the prelude, so that
//! they mean the same wherever a macro or a command puts them.

pub use std::collections::BTreeMap;
pub use std::convert::{AsRef, From, Into, TryFrom};
pub use std::fmt::{self, Debug};
pub use std::future::IntoFuture;
pub use std::hash::Hash;
pub use std::result::Result as StdResult;
pub use std::str::FromStr;
pub use std::time::Duration;

pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::cmp::{Eq, Ord, PartialEq, PartialOrd};
pub use std::default::Default;
pub use std::marker::Copy;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{Err, Ok};
pub use std::string::{String, ToString};
pub use std::vec::Vec;
pub use std::{concat, include_bytes, stringify, write};

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::call::{Call, Pending};
pub use crate::decode::{
    Decode, Decoded, Fields, Misfit, Object, Reader, blank_object, decode, decode_as_far_as_it_goes,
};
pub use crate::operation::{End, Endpoint, NewGroup, Operation, Paged, Paging, UnitsWhen, new_group};
pub use crate::service::{
    CodeRule, CostHeader, ErrorRules, Limits, Means, Retry, Service, StatusRule, TextRule, Verdict, ViolationRule,
};
pub use crate::wire::{
    Cursor, DigitsId, InvalidId, Sparse, Text, TextId, Timestamp, UnknownInteger, UnknownText, Url, WrittenFields,
    absent, decode_integer, decode_text, deserialize, unknown_integer, unknown_text,
};
pub use crate::{
    __as_inner as as_inner, __by_way_of_json as by_way_of_json, __digits_id as digits_id,
    __integer_enum as integer_enum, __object as object, __pages as pages, __read_object as read_object,
    __request as request, __text_enum as text_enum, __text_id as text_id,
};
pub use crate::{Client, Items, Json, Pages, Reply, Response, Result};
