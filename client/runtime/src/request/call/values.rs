//! The values of a call: each is put in its place, or the reason is kept why it cannot be sent.

use std::borrow::Cow;

use reqwest::header::HeaderValue;

use super::{Call, Extra, Of, Params};
use crate::client::Mode;
use crate::request::body::{Field, Tree, Unserializable, joined, write_pairs};
use crate::service::ParamForm;

impl<M: Mode> Call<M> {
    pub(super) fn extra(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: String) {
        if let Some(why) = refused_header(&format!("`{name}`"), &value) {
            return self.refuse(Of::Header(name), why);
        }
        self.accept(Of::Header(name));
        let headers = &mut self.extra().headers;
        match headers.iter_mut().find(|(known, _)| *known == name) {
            Some(header) => header.1 = value,
            None => headers.push((name, value)),
        }
    }

    pub(super) fn set_idempotency_key(&mut self, key: String) {
        let why = match key.is_empty() {
            true => Some("the idempotency key is empty".to_owned()),
            false => refused_header("the idempotency key", &key),
        };
        match why {
            Some(why) => self.refuse(Of::IdempotencyKey, why),
            None => {
                self.accept(Of::IdempotencyKey);
                self.extra().idempotency_key = Some(key);
            }
        }
    }

    pub(super) fn set_in_url(&mut self, name: &'static str, value: String) {
        self.accept(Of::Url(name));
        set(&mut self.params, name, value);
    }

    pub(super) fn set_field(&mut self, name: &'static str, value: Field) {
        self.accept(Of::Field(name));
        self.extra().content.set(name, value);
    }

    pub(super) fn set_joined(&mut self, name: &'static str, values: &[String]) {
        self.accept(Of::Url(name));
        self.params.retain(|(known, _)| known != name);
        match joined(name, values) {
            Ok(value) => self.params.extend(value.map(|value| (Cow::Borrowed(name), value))),
            Err(why) => self.refuse(Of::Url(name), why),
        }
    }

    pub(super) fn set_object(&mut self, name: &'static str, value: Tree) {
        let is_part = |known: &str| known.strip_prefix(name).is_some_and(|inside| inside.starts_with('['));
        self.params.retain(|(known, _)| !is_part(known));
        let mut pairs = Vec::new();
        // Only a list can be refused.
        let _ = write_pairs(name, &without_null(value), Some(ParamForm::Object), &mut pairs);
        self.params.extend(pairs.into_iter().map(|(name, value)| (Cow::Owned(name), value)));
    }

    pub(super) fn made(&mut self, of: Of, value: std::result::Result<Tree, Unserializable>) -> Option<Tree> {
        self.accept(of);
        let name = match of {
            Of::Url(name) | Of::Header(name) | Of::Field(name) => name,
            Of::Body | Of::IdempotencyKey => "the body",
        };
        value.map_err(|why| self.refuse(of, format!("`{name}` cannot be sent: {why}"))).ok()
    }

    /// Keeps the reason why it cannot be sent, until another value replaces this one.
    pub(super) fn refuse(&mut self, of: Of, why: String) {
        self.accept(of);
        self.extra().refused.push((of, why));
    }

    /// A value that can be sent replaces one that cannot.
    pub(super) fn accept(&mut self, of: Of) {
        if let Some(extra) = &mut self.extra {
            extra.refused.retain(|(refused, _)| *refused != of);
        }
    }
}

fn set(params: &mut Params, name: &'static str, value: String) {
    match params.iter_mut().find(|(known, _)| known == name) {
        Some(param) => param.1 = value,
        None => params.push((Cow::Borrowed(name), value)),
    }
}

/// Why a value cannot be in a header, if it cannot.
fn refused_header(name: &str, value: &str) -> Option<String> {
    if value.trim() != value {
        return Some(format!("{name} is in a header, where it must not begin or end with white space"));
    }
    let is_valid = value.is_ascii() && HeaderValue::from_str(value).is_ok();
    (!is_valid)
        .then(|| format!("{name} is in a header, where it must not contain control characters or any beyond ASCII"))
}

/// An object without its fields that are null.
fn without_null(value: Tree) -> Tree {
    match value {
        Tree::Object(fields) => Tree::Object(fields.into_iter().filter(|(_, value)| *value != Tree::Null).collect()),
        value => value,
    }
}
