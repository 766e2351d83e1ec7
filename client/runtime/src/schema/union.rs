//! Unions: values of one of several types, which a field or the kind of JSON tells apart.

use crate::json::{Decoded, Reader};

/// Reads the next value as a member of a union. Used by generated code.
pub type ReadMember<T> = fn(&mut T, &mut Reader<'_>) -> Decoded<()>;

/// Chooses the member by the tag of the next object, which is not consumed; `None` for a tag that is not known or no text. Used
/// by generated code.
///
/// # Errors
/// Where the next value is not an object with this field.
pub fn by_tag<T>(
    reader: &mut Reader<'_>,
    tag: &'static str,
    union: &'static str,
    choose: impl FnOnce(&str) -> Option<ReadMember<T>>,
) -> Decoded<Option<ReadMember<T>>> {
    reader.tag(tag, union, choose)
}

/// A kind of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum Kind {
    Text,
    Number,
    Flag,
    List,
    Object,
}

/// The kind of the next value, which is not consumed. Used by generated code.
///
/// # Errors
/// Where it is null.
pub fn kind(reader: &mut Reader<'_>, union: &'static str) -> Decoded<Kind> {
    Ok(match reader.peek()? {
        b'"' => Kind::Text,
        b'-' | b'0'..=b'9' => Kind::Number,
        b't' | b'f' => Kind::Flag,
        b'[' => Kind::List,
        b'{' => Kind::Object,
        _ => return Err(reader.unexpected(union)),
    })
}

/// Everything that a union can do, from its variants but the last, which is `Unknown(Json)`. By a tag, with the value of the tag
/// for each, or by the kind of JSON, with the kinds that each has. What a variant contains may be boxed.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident by $tag:literal { $($variant:ident($value:literal)),* $(,)? }) => {
        $crate::schema::union_by_tag! { $name by $tag { $($variant($value),)* } }
    };
    ($name:ident { $($variant:ident($($kind:ident),+)),* $(,)? }) => {
        $crate::schema::union_by_kind! { $name { $($variant($($kind),+),)* } }
    };
}

/// A union of objects that a field tells apart.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_by_tag {
    ($name:ident by $tag:literal { $($variant:ident($value:literal),)* }) => {
        impl $crate::schema::Decode for $name {
            fn blank() -> Self {
                Self::Unknown($crate::schema::Decode::blank())
            }

            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                const NAME: &str = $crate::schema::concat!("union ", $crate::schema::stringify!($name));
                let member = $crate::schema::by_tag::<Self>(reader, $tag, NAME, |tag| match tag {
                    $($value => $crate::schema::Some(|member, reader| {
                        *member = Self::$variant($crate::schema::Decode::decode(reader)?);
                        $crate::schema::Ok(())
                    }),)*
                    _ => $crate::schema::None,
                })?;
                match member {
                    $crate::schema::Some(read) => read(self, reader),
                    $crate::schema::None => {
                        *self = Self::Unknown($crate::schema::Decode::decode(reader)?);
                        $crate::schema::Ok(())
                    }
                }
            }
        }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(&self, serializer: S) -> $crate::schema::StdResult<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(member) => $crate::schema::write_tagged(member, $tag, $value, serializer),)*
                    Self::Unknown(json) => $crate::schema::Serialize::serialize(json, serializer),
                }
            }
        }

        $crate::schema::deserialize_via_json!($name);
        $crate::schema::param_type!($name: Json);
    };
}

/// A union of values that the kind of JSON tells apart.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_by_kind {
    ($name:ident { $($variant:ident($($kind:ident),+),)* }) => {
        impl $crate::schema::Decode for $name {
            fn blank() -> Self {
                Self::Unknown($crate::schema::Decode::blank())
            }

            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                const NAME: &str = $crate::schema::concat!("union ", $crate::schema::stringify!($name));
                *self = match $crate::schema::kind(reader, NAME)? {
                    $($($crate::schema::union_kind!($kind))|+ => {
                        Self::$variant($crate::schema::Decode::decode(reader)?)
                    })*
                    #[allow(unreachable_patterns)] // a union of all kinds has no other
                    _ => Self::Unknown($crate::schema::Decode::decode(reader)?),
                };
                $crate::schema::Ok(())
            }
        }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(&self, serializer: S) -> $crate::schema::StdResult<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(member) => $crate::schema::Serialize::serialize(member, serializer),)*
                    Self::Unknown(json) => $crate::schema::Serialize::serialize(json, serializer),
                }
            }
        }

        $crate::schema::deserialize_via_json!($name);
        $crate::schema::param_type!($name: Json);
    };
}

/// The kind of JSON of a word.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_kind {
    (text) => {
        $crate::schema::Kind::Text
    };
    (number) => {
        $crate::schema::Kind::Number
    };
    (flag) => {
        $crate::schema::Kind::Flag
    };
    (list) => {
        $crate::schema::Kind::List
    };
    (object) => {
        $crate::schema::Kind::Object
    };
}
