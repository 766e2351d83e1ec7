//! Which page a call requests: a parameter by its place, or the query of a response.

use super::{Call, Of};
use crate::request::body::{Field, Tree};
use crate::request::query::Query;
use crate::service::{Param, ParamForm, Place, Way};
use crate::wire::{Cursor, Json};

impl Call {
    /// Sets a parameter wherever a request has it.
    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        let param = self.operation.params.iter().find(|param| param.name == name);
        match param.map(|param| (param.place, param.form)) {
            Some((Place::Header(header), _)) => self.set_header(header, value),
            Some((Place::Field | Place::Body, form)) => {
                // The text of a number is written as it is.
                let is_number = is_of_numbers(form) && is_number(&value);
                let value = if is_number { Tree::Number(value) } else { Tree::Text(value) };
                self.set_field(name, Field::Value(value));
            }
            Some((Place::Url, _)) | None => self.set_in_url(name, value),
        }
    }

    /// Sets the parameter that says which page is requested. In a body of JSON a cursor is what it was in the response: a text or a
    /// number.
    pub(crate) fn set_cursor(&mut self, name: &'static str, cursor: &Cursor) {
        let is_own =
            |param: &Param| param.name == name && param.place == Place::Field && param.form == ParamForm::Cursor;
        match self.operation.params.iter().any(is_own) {
            true => {
                if let Some(value) = self.made(Of::Field(name), Tree::of(cursor)) {
                    self.set_field(name, Field::Value(value));
                }
            }
            false => self.set(name, cursor.to_string()),
        }
    }

    /// Whether a parameter takes a cursor: where it is a number in a body, or numbers lead on, the cursor is one, too.
    pub(crate) fn takes_cursor(&self, name: &str, cursor: &Cursor) -> bool {
        let counts =
            matches!(self.operation.paging.map(|paging| paging.way), Some(Way::Number { .. } | Way::Offset { .. }));
        let is_field = |param: &Param| param.name == name && param.place == Place::Field && is_of_numbers(param.form);
        let needs_number = counts || self.operation.params.iter().any(is_field);
        !needs_number || is_number(&cursor.to_string())
    }

    /// Sets the query of the page, which a response has. Nothing else of its URL is used.
    pub(crate) fn set_query(&mut self, query: String) {
        self.page = Some(Query::new(query));
    }
}

fn is_of_numbers(form: ParamForm) -> bool {
    matches!(form, ParamForm::Integer | ParamForm::Number | ParamForm::OneOfNumbers(_))
}

/// Whether a text is a number of JSON, and nothing else.
fn is_number(text: &str) -> bool {
    let is_plain = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_plain && !text.ends_with(|last: char| last.is_ascii_whitespace()) && text.parse::<Json>().is_ok()
}
