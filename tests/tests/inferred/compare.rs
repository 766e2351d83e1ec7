//! Inferred types next to the hand-written ones, and why one response cannot show the difference.

use std::collections::BTreeSet;

use analysis::fit::fits_wholly;
use analysis::json::{Data, Value};
use analysis::slot::written;
use spec::{Api, Endpoint, Field, Scalar, Type, written_path};

pub(crate) const HEAD: &str = "\
# Where an inferred type differs from the hand-written one

Each entry was inferred from one example and an empty spec. Apart from names, these are all differences.

| endpoint | hand-written | inferred | why one response cannot show it | types and fields |
|---|---|---|---|---|
";

/// A page leads to the next as in the hand-written spec.
pub(crate) fn pages(manual: &Endpoint, inferred: &Endpoint) {
    let paging = |endpoint: &Endpoint| {
        let pages = endpoint.pages.as_ref()?;
        let key = pages.key.as_ref().map(|step| format!("{:?}", step.part));
        let next = pages.way.next().map(|(next, _)| next).unwrap_or_default();
        let items: Vec<_> = pages.items.iter().map(|path| written_path(path)).collect();
        Some((items, written_path(next), pages.way.parameter().map(str::to_owned), key))
    };
    assert_eq!(paging(manual), paging(inferred), "{}", manual.path);
}

/// The rows of all differences below two types, each of which the values take.
pub(crate) fn returns(
    manual: &Api,
    manual_type: &Type,
    inferred: &Api,
    inferred_type: &Type,
    response: &Value,
) -> Vec<String> {
    let mut walk = Walk { manual, inferred, seen: BTreeSet::new(), rows: Vec::new(), names: Vec::new() };
    walk.types("response", manual_type, inferred_type, &[response]);
    walk.rows.into_iter().map(|(what, places)| format!("{what} | {}", places.join(", "))).collect()
}

struct Walk<'a> {
    manual: &'a Api,
    inferred: &'a Api,
    /// The objects that have been compared. All values of a type are compared at its first place.
    seen: BTreeSet<(usize, usize)>,
    /// Which inferred id is which hand-written one: names differ, and one must not be two.
    names: Vec<(usize, usize)>,
    /// What differs and why, and the fields for which it is so.
    rows: Vec<(String, Vec<String>)>,
}

impl Walk<'_> {
    fn types(&mut self, place: &str, manual: &Type, inferred: &Type, values: &[&Value]) {
        let (manual, manual_null) = unmarked(manual);
        let (inferred, inferred_null) = unmarked(inferred);
        self.null(place, manual_null, inferred_null, values);
        let values: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
        match (manual, inferred) {
            (Type::List(manual), Type::List(inferred)) => self.types(place, manual, inferred, &items(&values)),
            (Type::Tuple(manual), Type::Tuple(inferred)) if manual.len() == inferred.len() => {
                for (index, (manual, inferred)) in manual.iter().zip(inferred).enumerate() {
                    let column: Vec<_> = values.iter().filter_map(|value| element(value, index)).collect();
                    self.types(place, manual, inferred, &column);
                }
            }
            (Type::Struct(manual), Type::Struct(inferred)) => self.structs(*manual, *inferred, &values),
            (Type::Id(manual), Type::Id(inferred)) => self.ids(place, *manual, *inferred),
            (Type::Enum(_), Type::Enum(_)) => {}
            (manual, inferred) if manual == inferred => {}
            (manual, inferred) => self.other(place, manual, inferred, &values),
        }
    }

    fn null(&mut self, place: &str, manual: bool, inferred: bool, values: &[&Value]) {
        let was_null = values.iter().any(|value| value.is_null());
        // A cursor is null at the end of a list, which every service has and few examples show.
        assert!(inferred == was_null || manual == inferred, "{place}: null was seen: {was_null}, inferred: {inferred}");
        if manual != inferred {
            assert!(manual, "{place}: null where the hand-written type has none");
            self.row(place, "may be null", "never null", "no value was null");
        }
    }

    fn structs(&mut self, manual: usize, inferred: usize, values: &[&Value]) {
        if !self.seen.insert((manual, inferred)) {
            return;
        }
        let (manual, inferred) = (&self.manual.types[manual], &self.inferred.types[inferred]);
        for field in &manual.fields {
            let place = format!("{}.{}", manual.name, field.wire);
            let found = members(values, &field.wire);
            match inferred.fields.iter().find(|known| known.wire == field.wire) {
                None => {
                    assert!(found.is_empty(), "{place}: it was seen and not inferred");
                    self.row(&place, &written(self.manual, &field.ty), "-", "it was never there");
                }
                Some(known) => self.fields(&place, field, known, found.len() < values.len(), &found),
            }
        }
        let is_known = |field: &&Field| manual.fields.iter().any(|known| known.wire == field.wire);
        for field in inferred.fields.iter().filter(|field| !is_known(field)) {
            let place = format!("{}.{}", manual.name, field.wire);
            assert!(
                field.optional && members(values, &field.wire).is_empty(),
                "{place}: the hand-written type lacks it"
            );
            self.row(&place, "-", &written(self.inferred, &field.ty), "it was in objects elsewhere that look the same");
        }
    }

    fn fields(&mut self, place: &str, manual: &Field, inferred: &Field, was_absent: bool, values: &[&Value]) {
        if manual.optional != inferred.optional {
            assert!(manual.optional && !was_absent, "{place}: absence");
            self.row(place, "may be absent", "always there", "it was always there");
        }
        assert!(!was_absent || inferred.optional, "{place}: it was absent");
        let marked = |field: &Field| match field.nullable {
            true => Type::Nullable(Box::new(field.ty.clone())),
            false => field.ty.clone(),
        };
        self.types(place, &marked(manual), &marked(inferred), values);
    }

    /// One id that became two, or two that became one, are reported: only values that recur show which ids are the same.
    fn ids(&mut self, place: &str, manual: usize, inferred: usize) {
        let (first, second) = (&self.manual.ids[manual], &self.inferred.ids[inferred]);
        if first.form != second.form {
            self.row(
                place,
                &format!("{} as {:?}", first.name, first.form),
                &format!("{:?}", second.form),
                "every value was digits",
            );
        }
        let other =
            self.names.iter().find(|(other, known)| *known == inferred && *other != manual).map(|(other, _)| *other);
        if let Some(other) = other.filter(|_| !self.names.contains(&(manual, inferred))) {
            let shown = format!("the same as {}", self.manual.ids[other].name);
            self.row(place, &first.name, &shown, "one value appears in both fields");
        }
        let is_second = self.names.iter().any(|(known, other)| *known == manual && *other != inferred);
        if !self.names.contains(&(manual, inferred)) {
            self.names.push((manual, inferred));
            if is_second {
                self.row(
                    place,
                    &first.name,
                    &format!("{}, another id", second.name),
                    "no value appears in both fields",
                );
            }
        }
    }

    fn other(&mut self, place: &str, manual: &Type, inferred: &Type, values: &[&Value]) {
        let is_empty = |value: &&Value| matches!(&value.data, Data::Object(members) if members.is_empty());
        let why = match (manual, inferred) {
            _ if !values.iter().all(|value| fits_wholly(self.manual, manual, value)) => {
                panic!("{place}: the manual is wrong")
            }
            (_, Type::Scalar(Scalar::Json)) if values.is_empty() => "there was no value",
            (_, Type::Scalar(Scalar::Json)) if values.iter().all(is_empty) => "the object was empty",
            (Type::Scalar(Scalar::Number), Type::Scalar(Scalar::Integer)) => "no value had a fraction",
            (Type::Id(_), Type::Scalar(Scalar::String | Scalar::Integer)) => "the name does not say that it is an id",
            (Type::Scalar(Scalar::String), Type::Id(_)) => "the name says id",
            (Type::Enum(_), Type::Scalar(Scalar::String | Scalar::Integer)) => "no value came twice, or all were one",
            (Type::Scalar(_), Type::Enum(_)) => "the name says so, and values came twice",
            (Type::Scalar(Scalar::Url), Type::Scalar(Scalar::String)) => "no value was an address",
            (Type::Scalar(Scalar::Integer), Type::Scalar(Scalar::Timestamp)) => "the name and the values say so",
            (Type::Scalar(Scalar::Timestamp), Type::Scalar(Scalar::Integer)) => {
                "the name does not say that it is a time"
            }
            _ => panic!(
                "{place}: {} by manual, {} inferred",
                written(self.manual, manual),
                written(self.inferred, inferred)
            ),
        };
        self.row(place, &written(self.manual, manual), &written(self.inferred, inferred), why);
    }

    fn row(&mut self, place: &str, manual: &str, inferred: &str, why: &str) {
        let what = format!("{manual} | {inferred} | {why}");
        match self.rows.iter_mut().find(|(known, _)| *known == what) {
            Some((_, places)) => places.push(format!("`{place}`")),
            None => self.rows.push((what, vec![format!("`{place}`")])),
        }
    }
}

fn unmarked(ty: &Type) -> (&Type, bool) {
    if let Type::Nullable(inner) = ty { (inner, true) } else { (ty, false) }
}

fn items<'v>(values: &[&'v Value]) -> Vec<&'v Value> {
    let of = |value: &&'v Value| if let Data::List(items) = &value.data { items.as_slice() } else { &[] };
    values.iter().flat_map(of).collect()
}

fn element(value: &Value, index: usize) -> Option<&Value> {
    if let Data::List(items) = &value.data { items.get(index) } else { None }
}

fn members<'v>(values: &[&'v Value], name: &str) -> Vec<&'v Value> {
    let of = |value: &&'v Value| match &value.data {
        Data::Object(members) => members.iter().find(|member| member.name == name).map(|member| &member.value),
        _ => None,
    };
    values.iter().filter_map(of).collect()
}
