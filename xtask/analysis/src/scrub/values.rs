//! Which values of a response stay, and which are replaced.

use std::collections::BTreeSet;

use spec::{Api, Members, Scalar, Type};

use super::mask::Mask;
use super::names::Names;
use crate::fit::member_type as member_of;
use crate::json::{Data, Member, Value, is_whole};
use crate::slot::unmarked;

/// Names of fields whose number is a geographic coordinate.
const PLACES: &[&str] = &["lat", "lng", "lon", "long", "latitude", "longitude"];

/// A whole number with more digits, in a field that the spec does not know, can be an id or a telephone number.
const MOST_DIGITS: usize = 6;

/// A response without private data.
#[derive(Debug)]
pub struct Scrubbed {
    /// The response.
    pub response: Value,
    /// The names of objects that the spec does not have, and that were kept as words of the service.
    pub kept: BTreeSet<String>,
}

impl Mask {
    /// Scrubs a response. `ty` is its type where the spec has one.
    #[must_use]
    pub fn response(self, api: &Api, names: &Names, ty: &Type, response: &Value) -> Scrubbed {
        let mut scrub = Scrub { mask: self, api, names, kept: BTreeSet::new() };
        let response = scrub.value(Some(ty), "", response);
        Scrubbed { response, kept: scrub.kept }
    }
}

struct Scrub<'s> {
    mask: Mask,
    api: &'s Api,
    names: &'s Names,
    kept: BTreeSet<String>,
}

impl Scrub<'_> {
    fn value(&mut self, ty: Option<&Type>, name: &str, value: &Value) -> Value {
        let ty = ty.map(unmarked);
        if let Some(Type::Union(index)) = ty {
            return self.member(*index, name, value);
        }
        let data = match &value.data {
            Data::List(items) => {
                let items = items.iter().enumerate();
                Data::List(items.map(|(at, item)| self.value(element(ty, at), name, item)).collect())
            }
            Data::Object(members) => Data::Object(self.members(ty, members)),
            Data::Number(literal) => Data::Number(self.mask.number(ty, name, literal)),
            Data::Text(text) if is_kept(ty, text) => Data::Text(text.clone()),
            Data::Text(text) => Data::Text(self.mask.text(text)),
            Data::Null | Data::Bool(_) => value.data.clone(),
        };
        Value { start: value.start, data }
    }

    /// A value of a union as what it is. Without its tag it would be something else.
    fn member(&mut self, union: usize, name: &str, value: &Value) -> Value {
        let mut scrubbed = self.value(member_of(self.api, union, value), name, value);
        if let (Members::Tagged { tag, .. }, Data::Object(before), Data::Object(after)) =
            (&self.api.unions[union].members, &value.data, &mut scrubbed.data)
        {
            let tag_of = before.iter().find(|member| member.name == *tag && is_word(&member.value));
            if let (Some(tag_of), Some(place)) = (tag_of, after.iter_mut().find(|member| member.name == *tag)) {
                place.value = tag_of.value.clone();
            }
        }
        scrubbed
    }

    fn members(&mut self, ty: Option<&Type>, members: &[Member]) -> Vec<Member> {
        let data = self.data_in(ty, members);
        let mut taken = BTreeSet::new();
        let mut scrubbed = Vec::with_capacity(members.len());
        for Member { name, start, value } in members {
            let is_data = data.contains(name.as_str());
            if !is_data && !self.names.is_known(name) {
                self.kept.insert(name.clone());
            }
            let value = self.value(member_type(self.api, ty, name), name, value);
            let synthetic = if is_data { self.mask.text(name) } else { name.clone() };
            // Two short names can get one synthetic name; a second key of that name would be lost.
            let numbered = (2_usize..).map(|number| format!("{synthetic}_{number}"));
            let mut candidates = std::iter::once(synthetic.clone()).chain(numbered);
            let name = candidates.find(|candidate| !taken.contains(candidate)).unwrap_or_default();
            taken.insert(name.clone());
            scrubbed.push(Member { name, start: *start, value });
        }
        scrubbed
    }

    /// The names that are data.
    fn data_in<'v>(&self, ty: Option<&Type>, members: &'v [Member]) -> BTreeSet<&'v str> {
        match ty {
            Some(Type::Map(_)) => members.iter().map(|member| member.name.as_str()).collect(),
            // A struct is no map, whatever else is in it.
            Some(Type::Struct(_)) => {
                members.iter().map(|member| member.name.as_str()).filter(|name| self.names.is_data(name)).collect()
            }
            _ => self.names.data_in(members),
        }
    }
}

fn member_type<'a>(api: &'a Api, ty: Option<&'a Type>, name: &str) -> Option<&'a Type> {
    match ty? {
        Type::Map(inner) => Some(inner),
        Type::Struct(index) => api.types[*index].fields.iter().find(|field| field.wire == name).map(|field| &field.ty),
        _ => None,
    }
}

impl Mask {
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

/// Whether a text stays: timestamps, days, and the values of enums, which are words of the service.
fn is_kept(ty: Option<&Type>, text: &str) -> bool {
    match ty {
        Some(Type::Scalar(Scalar::Timestamp)) => crate::timestamp::is_timestamp(text),
        Some(Type::Scalar(Scalar::Date)) => crate::timestamp::is_date(text),
        Some(Type::Enum(_)) => is_word_text(text),
        _ => false,
    }
}

/// Whether a text looks like a word of the service.
fn is_word_text(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}

fn is_word(value: &Value) -> bool {
    matches!(&value.data, Data::Text(text) if is_word_text(text))
}

fn element(ty: Option<&Type>, at: usize) -> Option<&Type> {
    match ty? {
        Type::List(item) => Some(item),
        Type::Tuple(parts) => parts.get(at),
        _ => None,
    }
}
