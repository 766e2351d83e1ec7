//! What generated types are made of: objects, ids and open enums, and the names that their macros need.

mod enums;
mod ids;
mod object;
mod param_type;
mod tagged;
mod union;
mod written;

pub use enums::{UnknownInteger, UnknownText, read_integer, read_text, unknown_integer, unknown_text};
pub use object::{WrittenFields, absent};
pub use param_type::ParamType;
pub use tagged::write_tagged;
pub use union::{Kind, ReadMember, by_tag, kind};

pub use crate::json::{Decode, Decoded, Mismatch, Reader, Shape, Slot};
pub use crate::service::ParamForm;
pub use crate::wire::{
    Cursor, Date, DigitsId, InvalidId, Json, Number, Sparse, Text, TextId, Timestamp, Url, WrittenAs, deserialize,
};
pub use crate::{
    __as_inner as as_inner, __deserialize_via_json as deserialize_via_json, __digits_id as digits_id,
    __from_part as from_part, __integer_enum as integer_enum, __object as object, __param_type as param_type,
    __read_object as read_object, __text_enum as text_enum, __text_id as text_id, __union as union,
    __union_by_kind as union_by_kind, __union_by_tag as union_by_tag, __union_kind as union_kind,
    __written_as as written_as,
};

pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::cmp::{Eq, Ord, PartialEq, PartialOrd};
pub use std::collections::BTreeMap;
pub use std::convert::{AsRef, From, Into, TryFrom};
pub use std::default::Default;
pub use std::fmt::{self, Debug};
pub use std::hash::Hash;
pub use std::iter::{IntoIterator, Iterator};
pub use std::marker::Copy;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result as StdResult;
pub use std::result::Result::{Err, Ok};
pub use std::str::FromStr;
pub use std::string::{String, ToString};
pub use std::vec::Vec;
pub use std::{concat, stringify, write};

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
