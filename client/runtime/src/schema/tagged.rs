//! Objects of a union, which are serialized with their tag.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

/// Writes an object with the tag of its variant before its fields. A field of the object with the name of the tag is left out:
/// it may be absent, or that of another variant. Used by generated code.
///
/// # Errors
/// Those of the serializer.
pub fn write_tagged<T: Serialize, S: Serializer>(
    object: &T,
    tag: &'static str,
    value: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    object.serialize(TagFirst { tag, value, serializer })
}

/// A serializer that writes a field before those of a struct, and all else as it is.
struct TagFirst<S> {
    tag: &'static str,
    value: &'static str,
    serializer: S,
}

/// The methods that write a value as it is.
macro_rules! as_it_is {
    ($($method:ident($($name:ident: $type:ty),*) -> $output:ident;)*) => {
        $(fn $method(self, $($name: $type),*) -> Result<S::$output, S::Error> {
            self.serializer.$method($($name),*)
        })*
    };
}

impl<S: Serializer> Serializer for TagFirst<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = Tagged<S::SerializeMap>;
    type SerializeStructVariant = S::SerializeStructVariant;

    /// As a map: how many fields are left is not known before.
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, S::Error> {
        let mut object = self.serializer.serialize_map(None)?;
        object.serialize_entry(self.tag, self.value)?;
        Ok(Tagged { tag: self.tag, object })
    }

    as_it_is! {
        serialize_bool(value: bool) -> Ok;
        serialize_i8(value: i8) -> Ok;
        serialize_i16(value: i16) -> Ok;
        serialize_i32(value: i32) -> Ok;
        serialize_i64(value: i64) -> Ok;
        serialize_u8(value: u8) -> Ok;
        serialize_u16(value: u16) -> Ok;
        serialize_u32(value: u32) -> Ok;
        serialize_u64(value: u64) -> Ok;
        serialize_f32(value: f32) -> Ok;
        serialize_f64(value: f64) -> Ok;
        serialize_char(value: char) -> Ok;
        serialize_str(value: &str) -> Ok;
        serialize_bytes(value: &[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(name: &'static str) -> Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> Ok;
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_newtype_variant(name, index, variant, value)
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.serializer.collect_str(value)
    }
}

/// The fields of an object whose tag is written.
struct Tagged<M> {
    tag: &'static str,
    object: M,
}

impl<M: SerializeMap> SerializeStruct for Tagged<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        if name == self.tag { Ok(()) } else { self.object.serialize_entry(name, value) }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.object.end()
    }
}
