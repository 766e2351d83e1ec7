//! Types of a spec held against those that documents describe.

use std::collections::BTreeSet;

use spec::{Api, Endpoint, Enum, Field, IdForm, Members, Param, Place, Returns, Scalar, Span, Type, Union, Values};

use super::difference::{Difference, Kind};
use super::document::{Document, DocumentedEndpoint};
use super::position::Position;
use crate::slot::{unmarked, written};

/// All differences of the endpoints that both have, in the order of the document; each type once.
pub(super) fn differences(
    api: &Api,
    document: &Document,
    both: &[(&DocumentedEndpoint, &Endpoint)],
) -> Vec<Difference> {
    let mut all = Vec::new();
    for description in &document.descriptions {
        let mut walk = Walk { own: api, theirs: &description.api, seen: BTreeSet::new(), all: &mut all };
        let described = both.iter().filter(|(documented, _)| documented.start.page == description.page);
        for (documented, own) in described {
            let Some(theirs) = description.endpoint(&documented.key) else { continue };
            let at = At { key: &documented.key, start: documented.start };
            walk.returns(at, (&own.returns, own.returns_span), &theirs.returns);
            for param in &own.params {
                if let Some(other) = same(param, &theirs.params) {
                    walk.types(at, &param.wire, param.span, (&param.ty, &other.ty));
                }
            }
        }
    }
    all
}

/// The parameter of the document of that name and place. What the two are as parameters, other rules compare.
fn same<'p>(param: &Param, theirs: &'p [Param]) -> Option<&'p Param> {
    let is_in_body = |param: &Param| matches!(param.place, Place::Field | Place::Body);
    theirs.iter().find(|other| is_in_body(param) && is_in_body(other) && other.wire == param.wire)
}

#[derive(Clone, Copy)]
struct At<'k> {
    key: &'k str,
    start: Position,
}

struct Walk<'w, 'a> {
    own: &'a Api,
    theirs: &'a Api,
    /// The definitions that were compared.
    seen: BTreeSet<(String, String)>,
    all: &'w mut Vec<Difference>,
}

impl Walk<'_, '_> {
    fn add(&mut self, at: At<'_>, subject: &str, span: Span, kind: Kind) {
        let (key, subject) = (at.key.to_owned(), subject.to_owned());
        self.all.push(Difference { key, start: at.start, subject, span, kind });
    }

    fn returns(&mut self, at: At<'_>, (own, span): (&Returns, Span), theirs: &Returns) {
        match (own, theirs) {
            (Returns::Json(own), Returns::Json(theirs)) => self.types(at, "response", span, (own, theirs)),
            (own, theirs) if own == theirs => {}
            (own, theirs) => {
                let kind = Kind::Type(content(theirs).to_owned(), content(own).to_owned());
                self.add(at, "response", span, kind);
            }
        }
    }

    fn types(&mut self, at: At<'_>, subject: &str, span: Span, (own, theirs): (&Type, &Type)) {
        match (unmarked(own), unmarked(theirs)) {
            (Type::List(own), Type::List(theirs)) | (Type::Map(own), Type::Map(theirs)) => {
                self.types(at, subject, span, (own, theirs));
            }
            (Type::Tuple(own), Type::Tuple(theirs)) => {
                own.iter().zip(theirs).for_each(|(own, theirs)| self.types(at, subject, span, (own, theirs)));
            }
            (Type::Struct(own), Type::Struct(theirs)) => self.structs(at, *own, *theirs),
            (Type::Enum(own), Type::Enum(theirs)) => {
                let (own, theirs) = (&self.own.enums[*own], &self.theirs.enums[*theirs]);
                if self.seen.insert((own.name.clone(), theirs.name.clone())) {
                    self.values(at, own, theirs);
                }
            }
            (Type::Union(own), Type::Union(theirs)) => {
                let (own, theirs) = (&self.own.unions[*own], &self.theirs.unions[*theirs]);
                if self.seen.insert((own.name.clone(), theirs.name.clone())) {
                    self.members(at, own, theirs);
                }
            }
            (own, theirs) => {
                let (takes, sends) = (kinds(self.own, own), kinds(self.theirs, theirs));
                if !takes.is_empty() && !sends.iter().all(|kind| takes.contains(kind)) {
                    let kind = Kind::Type(written(self.theirs, theirs), written(self.own, own));
                    self.add(at, subject, span, kind);
                }
            }
        }
    }

    fn structs(&mut self, at: At<'_>, own: usize, theirs: usize) {
        let (own, theirs) = (&self.own.types[own], &self.theirs.types[theirs]);
        if !self.seen.insert((own.name.clone(), theirs.name.clone())) {
            return;
        }
        let subject = |field: &Field| format!("{}.{}", own.name, field.wire);
        for field in &theirs.fields {
            if !own.fields.iter().any(|known| known.wire == field.wire) {
                let kind = Kind::New(written(self.theirs, &field.ty));
                self.add(at, &subject(field), own.span, kind);
            }
        }
        for field in &own.fields {
            match theirs.fields.iter().find(|other| other.wire == field.wire) {
                None => self.add(at, &subject(field), field.span, Kind::Gone),
                Some(other) => self.types(at, &subject(field), field.span, (&field.ty, &other.ty)),
            }
        }
    }

    fn values(&mut self, at: At<'_>, own: &Enum, theirs: &Enum) {
        let (known, described) = (words(own), words(theirs));
        for word in described.iter().filter(|word| !known.contains(word)) {
            self.add(at, &own.name, own.span, Kind::NewValue(word.clone()));
        }
        for word in known.iter().filter(|word| !described.contains(word)) {
            self.add(at, &own.name, own.span, Kind::GoneValue(word.clone()));
        }
    }

    fn members(&mut self, at: At<'_>, own: &Union, theirs: &Union) {
        let (Members::Tagged { of: known, .. }, Members::Tagged { of: described, .. }) =
            (&own.members, &theirs.members)
        else {
            return;
        };
        for member in described {
            match known.iter().find(|known| known.wire == member.wire) {
                None => self.add(at, &own.name, own.span, Kind::NewMember(member.wire.clone())),
                Some(known) => self.types(at, &own.name, own.span, (&known.ty, &member.ty)),
            }
        }
    }
}

fn content(returns: &Returns) -> &'static str {
    match returns {
        Returns::Nothing => "no content",
        Returns::Bytes => "bytes",
        Returns::Json(_) => "JSON",
    }
}

fn words(definition: &Enum) -> Vec<String> {
    match &definition.values {
        Values::Text(values) => values.iter().map(|value| value.wire.clone()).collect(),
        Values::Integer(values) => values.iter().map(|value| value.wire.to_string()).collect(),
    }
}

/// The kinds of JSON that a type is read from, in the words of JSON Schema; none where any is.
fn kinds(api: &Api, ty: &Type) -> Vec<&'static str> {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url | Scalar::Date) => vec!["string"],
        Type::Scalar(Scalar::Timestamp | Scalar::Cursor) => vec!["string", "integer"],
        Type::Scalar(Scalar::Integer) => vec!["integer"],
        Type::Scalar(Scalar::Number) => vec!["integer", "number"],
        Type::Scalar(Scalar::Boolean) => vec!["boolean"],
        Type::Id(index) => match api.ids[*index].form {
            IdForm::Digits | IdForm::Text => vec!["string", "integer"],
        },
        Type::Enum(index) => match api.enums[*index].values {
            Values::Text(_) => vec!["string"],
            Values::Integer(_) => vec!["integer"],
        },
        Type::Struct(_) | Type::Map(_) => vec!["object"],
        Type::List(_) | Type::Tuple(_) => vec!["array"],
        Type::Nullable(inner) => kinds(api, inner),
        _ => Vec::new(),
    }
}
