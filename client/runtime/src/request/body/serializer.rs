//! What serde says about a value, as a tree. Enums are as `serde_json` has them.

use std::fmt::Display;

use serde::ser::{self, Serialize, Serializer};

use super::tree::{Tree, Unserializable};
use crate::wire::exactly;

type Made = Result<Tree, Unserializable>;

impl Tree {
    /// The value as serde has it, or why it cannot be sent.
    pub(in crate::request) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Unserializable> {
        value.serialize(TreeSerializer)
    }
}

/// Makes a tree of a value.
struct TreeSerializer;

/// What serde calls with the parts of a list or an object.
struct Parts {
    parts: Vec<(String, Tree)>,
    is_list: bool,
    /// The variant of an enum that they are in.
    variant: Option<&'static str>,
}

impl Parts {
    fn new(is_list: bool, variant: Option<&'static str>) -> Self {
        Self { parts: Vec::new(), is_list, variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Unserializable> {
        self.parts.push((name.to_owned(), Tree::of(value)?));
        Ok(())
    }

    fn done(self) -> Made {
        let tree = match self.is_list {
            true => Tree::List(self.parts.into_iter().map(|(_, value)| value).collect()),
            false => Tree::Object(self.parts),
        };
        Ok(match self.variant {
            Some(variant) => Tree::Object(vec![(variant.to_owned(), tree)]),
            None => tree,
        })
    }
}

fn number(value: impl Display) -> Made {
    Ok(Tree::Number(value.to_string()))
}

/// The shortest text that is read as the same number. JSON has neither infinities nor NaN.
fn float(is_finite: bool, text: String) -> Made {
    if is_finite {
        Ok(Tree::Number(text))
    } else {
        Err(Unserializable(format!("{text} is no number that can be sent")))
    }
}

impl Serializer for TreeSerializer {
    type Ok = Tree;
    type Error = Unserializable;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    fn serialize_bool(self, value: bool) -> Made {
        Ok(Tree::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Made {
        number(value)
    }

    fn serialize_i16(self, value: i16) -> Made {
        number(value)
    }

    fn serialize_i32(self, value: i32) -> Made {
        number(value)
    }

    fn serialize_i64(self, value: i64) -> Made {
        number(value)
    }

    fn serialize_i128(self, value: i128) -> Made {
        number(value)
    }

    fn serialize_u8(self, value: u8) -> Made {
        number(value)
    }

    fn serialize_u16(self, value: u16) -> Made {
        number(value)
    }

    fn serialize_u32(self, value: u32) -> Made {
        number(value)
    }

    fn serialize_u64(self, value: u64) -> Made {
        number(value)
    }

    fn serialize_u128(self, value: u128) -> Made {
        number(value)
    }

    fn serialize_f32(self, value: f32) -> Made {
        float(value.is_finite(), format!("{value:?}"))
    }

    fn serialize_f64(self, value: f64) -> Made {
        float(value.is_finite(), format!("{value:?}"))
    }

    fn serialize_char(self, value: char) -> Made {
        Ok(Tree::Text(value.into()))
    }

    fn serialize_str(self, value: &str) -> Made {
        Ok(Tree::Text(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Made {
        value.serialize(self)
    }

    fn serialize_none(self) -> Made {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Made {
        match exactly(name, || value.serialize(Self)) {
            Some(Ok(Tree::Text(digits))) => Ok(Tree::Number(digits)),
            Some(made) => made,
            None => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made {
        let mut parts = Parts::new(false, None);
        parts.push(variant, value)?;
        parts.done()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, Unserializable> {
        Ok(Parts::new(true, None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, Unserializable> {
        Ok(Parts::new(true, None))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts, Unserializable> {
        Ok(Parts::new(true, None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Unserializable> {
        Ok(Parts::new(true, Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, Unserializable> {
        Ok(Parts::new(false, None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, Unserializable> {
        Ok(Parts::new(false, None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Unserializable> {
        Ok(Parts::new(false, Some(variant)))
    }
}

/// The traits of lists, whose only difference is the name of a method.
macro_rules! lists {
    ($($list:ident $push:ident)*) => {$(
        impl ser::$list for Parts {
            type Ok = Tree;
            type Error = Unserializable;

            fn $push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
                self.push("", value)
            }

            fn end(self) -> Made {
                self.done()
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// The traits of objects with known fields.
macro_rules! objects {
    ($($object:ident)*) => {$(
        impl ser::$object for Parts {
            type Ok = Tree;
            type Error = Unserializable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unserializable> {
                self.push(name, value)
            }

            fn end(self) -> Made {
                self.done()
            }
        }
    )*};
}

objects! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Parts {
    type Ok = Tree;
    type Error = Unserializable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unserializable> {
        let key = Tree::of(key)?;
        let name = key.scalar().ok_or_else(|| Unserializable("a name in a map is no text".to_owned()))?;
        self.parts.push((name.to_owned(), Tree::Null));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        if let Some((_, part)) = self.parts.last_mut() {
            *part = Tree::of(value)?;
        }
        Ok(())
    }

    fn end(self) -> Made {
        self.done()
    }
}
