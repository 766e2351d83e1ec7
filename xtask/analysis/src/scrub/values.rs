//! Which values of a response stay, and which are replaced.

use spec::{Api, Scalar, Type};

use super::mask::Mask;
use crate::json::{Data, Member, Value, is_whole};
use crate::slot::unmarked;

/// Names of fields whose number is a geographic coordinate.
const PLACES: &[&str] = &["lat", "lng", "lon", "long", "latitude", "longitude"];

/// A whole number with more digits, in a field that the spec does not know, can be an id or a telephone number.
const MOST_DIGITS: usize = 6;

impl Mask {
    /// A response without private data. `ty` is its type where the spec has one.
    #[must_use]
    pub fn response(self, api: &Api, ty: &Type, response: &Value) -> Value {
        self.value(api, Some(ty), "", response)
    }

    fn value(self, api: &Api, ty: Option<&Type>, name: &str, value: &Value) -> Value {
        let ty = ty.map(unmarked);
        let data = match &value.data {
            Data::List(items) => Data::List(
                items.iter().enumerate().map(|(at, item)| self.value(api, element(ty, at), name, item)).collect(),
            ),
            Data::Object(members) => Data::Object(members.iter().map(|member| self.member(api, ty, member)).collect()),
            Data::Number(literal) => Data::Number(self.number(ty, name, literal)),
            Data::Text(text) if is_kept(ty, text) => Data::Text(text.clone()),
            Data::Text(text) => Data::Text(self.text(text)),
            Data::Null | Data::Bool(_) => value.data.clone(),
        };
        Value { start: value.start, data }
    }

    fn member(self, api: &Api, ty: Option<&Type>, member: &Member) -> Member {
        let Member { name, start, value } = member;
        let (name, inner) = match ty {
            // The keys of a map are data.
            Some(Type::Map(inner)) => (self.text(name), Some(&**inner)),
            Some(Type::Struct(index)) => {
                let field = api.types[*index].fields.iter().find(|field| field.wire == *name);
                (name.clone(), field.map(|field| &field.ty))
            }
            _ => (name.clone(), None),
        };
        Member { value: self.value(api, inner, &name, value), name, start: *start }
    }

    fn number(self, ty: Option<&Type>, name: &str, literal: &str) -> String {
        let is_place = PLACES.contains(&name.to_ascii_lowercase().as_str());
        let is_long = literal.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS;
        match ty {
            Some(Type::Id(_)) if is_whole(literal) => self.digits(literal),
            Some(Type::Scalar(Scalar::Cursor)) | None | Some(Type::External(_)) if is_whole(literal) && is_long => {
                self.digits(literal)
            }
            Some(Type::Scalar(Scalar::Json)) if is_whole(literal) && is_long => self.digits(literal),
            _ if is_place => match literal.split_once('.') {
                Some((whole, fraction)) => format!("{whole}.{}", self.word(fraction)),
                None => literal.to_owned(),
            },
            _ => literal.to_owned(),
        }
    }
}

/// Whether a text stays: timestamps, and the values of enums, which are words of the service.
fn is_kept(ty: Option<&Type>, text: &str) -> bool {
    match ty {
        Some(Type::Scalar(Scalar::Timestamp)) => crate::timestamp::is_timestamp(text),
        Some(Type::Enum(_)) => {
            text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
        }
        _ => false,
    }
}

fn element(ty: Option<&Type>, at: usize) -> Option<&Type> {
    match ty? {
        Type::List(item) => Some(item),
        Type::Tuple(parts) => parts.get(at),
        _ => None,
    }
}
