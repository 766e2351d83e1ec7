//! Parameters as text, put where a request has them.

use super::{Call, Of};
use crate::request::body::{Content, Field, Part, Tree};
use crate::service::{Param, ParamForm, Place};
use crate::wire::{Json, Number};

impl Call {
    /// Sets a parameter to texts that it takes: one, or any number for a list.
    #[must_use]
    pub(crate) fn with_texts(mut self, param: &'static Param, values: &[String]) -> Self {
        let name = param.name;
        let value = || values.first().map_or("", String::as_str);
        match (param.place, param.form) {
            (Place::Url, ParamForm::Repeated(_)) => return self.with_list(name, values),
            (Place::Url, ParamForm::Joined(_)) => return self.with_joined(name, values),
            (Place::Url, ParamForm::Object) => return self.with_object(name, json(value())),
            (Place::Url, _) => self.set_in_url(name, value().to_owned()),
            (Place::Header(header), _) => self.set_header(header, value().to_owned()),
            (Place::Field, ParamForm::Bytes) => {
                self.set_field(name, Field::File(Part::from(value().as_bytes().to_vec())));
            }
            (Place::Body, ParamForm::Bytes) => return self.with_bytes(Part::from(value().as_bytes().to_vec())),
            (Place::Field, form) => {
                let tree = tree(form, values);
                if let Some(tree) = self.made(Of::Field(name), Ok(tree)) {
                    self.set_field(name, Field::Value(tree));
                }
            }
            (Place::Body, form) => self.extra().content = Content::Whole(tree(form, values)),
        }
        self
    }

    /// Sets a parameter of a body to null.
    #[must_use]
    pub(crate) fn with_null(mut self, param: &'static Param) -> Self {
        match param.place {
            Place::Body => self.extra().content = Content::Whole(Tree::Null),
            Place::Field | Place::Header(_) | Place::Url => self.set_field(param.name, Field::Value(Tree::Null)),
        }
        self
    }

    /// Refuses to be sent without a parameter.
    #[must_use]
    pub(crate) fn without(mut self, param: &'static Param) -> Self {
        let of = match param.place {
            Place::Url => Of::Url(param.name),
            Place::Header(header) => Of::Header(header),
            Place::Field => Of::Field(param.name),
            Place::Body => Of::Body,
        };
        self.refuse(of, format!("`{}` is missing", param.name));
        self
    }
}

/// The texts as a value of a body: what is a number or a flag is one, where the body has such.
fn tree(form: ParamForm, values: &[String]) -> Tree {
    let value = || values.first().map_or("", String::as_str);
    match form {
        ParamForm::Repeated(item) | ParamForm::Joined(item) => {
            Tree::List(values.chunks(1).map(|value| tree(*item, value)).collect())
        }
        ParamForm::Digits | ParamForm::Integer | ParamForm::OneOfNumbers(_) => Tree::Number(value().to_owned()),
        ParamForm::Boolean => Tree::Bool(value() == "true"),
        // A number in digits alone may be too long for 64 bits: it has an exponent then.
        ParamForm::Number => {
            json(value()).read::<Number>().ok().and_then(|it| Tree::of(&it).ok()).unwrap_or(Tree::Null)
        }
        ParamForm::Object | ParamForm::Json => Tree::of(&json(value())).unwrap_or(Tree::Null),
        ParamForm::Text
        | ParamForm::Cursor
        | ParamForm::OneOf(_)
        | ParamForm::Timestamp
        | ParamForm::Date
        | ParamForm::Bytes => Tree::Text(value().to_owned()),
    }
}

/// It was checked: it is JSON.
fn json(text: &str) -> Json {
    text.parse().unwrap_or_default()
}
