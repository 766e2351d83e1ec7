//! Learned types beside those written by hand, and why one reply could not tell what the hand knew.

use std::collections::BTreeSet;

use analysis::fit::fits_wholly;
use analysis::json::{Data, Value};
use analysis::slot::written;
use spec::{Api, Endpoint, Field, Scalar, Type};

pub(crate) const HEAD: &str = "\
# Where a learned type is not the one that was written by hand

Each stanza was learned from one example and an empty spec; names aside, these are all differences.

| learned for | by hand | learned | why one reply does not tell | types and fields |
|---|---|---|---|---|
";

/// A page leads to the next as the hand has it.
pub(crate) fn pages(hand: &Endpoint, learned: &Endpoint) {
    let told = |endpoint: &Endpoint| {
        let pages = endpoint.pages.as_ref()?;
        let key = pages.key.as_ref().map(|step| format!("{:?}", step.part));
        let ways = [&pages.items, &pages.next]
            .map(|way| way.iter().map(|step| format!("{:?}", step.part)).collect::<Vec<_>>());
        Some((ways, pages.cursor.clone(), key))
    };
    assert_eq!(told(hand), told(learned), "{}", hand.path);
}

/// The rows of all differences below two types, each of which the values take.
pub(crate) fn returns(hand: &Api, hand_type: &Type, learned: &Api, learned_type: &Type, reply: &Value) -> Vec<String> {
    let mut walk = Walk { hand, learned, seen: BTreeSet::new(), rows: Vec::new(), names: Vec::new() };
    walk.types("reply", hand_type, learned_type, &[reply]);
    walk.rows.into_iter().map(|(what, places)| format!("{what} | {}", places.join(", "))).collect()
}

struct Walk<'a> {
    hand: &'a Api,
    learned: &'a Api,
    /// The objects that have been compared. All values of a type are compared at its first place.
    seen: BTreeSet<(usize, usize)>,
    /// Which learned id stands for which: names differ, and one must not stand for two.
    names: Vec<(usize, usize)>,
    /// What differs and why, and the fields for which it is so.
    rows: Vec<(String, Vec<String>)>,
}

impl Walk<'_> {
    fn types(&mut self, place: &str, hand: &Type, learned: &Type, values: &[&Value]) {
        let (hand, hand_null) = unmarked(hand);
        let (learned, learned_null) = unmarked(learned);
        self.null(place, hand_null, learned_null, values);
        let values: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
        match (hand, learned) {
            (Type::List(hand), Type::List(learned)) => self.types(place, hand, learned, &items(&values)),
            (Type::Tuple(hand), Type::Tuple(learned)) if hand.len() == learned.len() => {
                for (index, (hand, learned)) in hand.iter().zip(learned).enumerate() {
                    let column: Vec<_> = values.iter().filter_map(|value| element(value, index)).collect();
                    self.types(place, hand, learned, &column);
                }
            }
            (Type::Struct(hand), Type::Struct(learned)) => self.structs(*hand, *learned, &values),
            (Type::Id(hand), Type::Id(learned)) => self.ids(place, *hand, *learned),
            (Type::Enum(_), Type::Enum(_)) => {}
            (hand, learned) if hand == learned => {}
            (hand, learned) => self.other(place, hand, learned, &values),
        }
    }

    fn null(&mut self, place: &str, hand: bool, learned: bool, values: &[&Value]) {
        let was_null = values.iter().any(|value| value.is_null());
        // A cursor is null at the end of a list, which every service has and few examples show.
        assert!(learned == was_null || hand == learned, "{place}: null was seen: {was_null}, learned: {learned}");
        if hand != learned {
            assert!(hand, "{place}: null where the hand has none");
            self.row(place, "may be null", "never null", "no value was null");
        }
    }

    fn structs(&mut self, hand: usize, learned: usize, values: &[&Value]) {
        if !self.seen.insert((hand, learned)) {
            return;
        }
        let (hand, learned) = (&self.hand.types[hand], &self.learned.types[learned]);
        for field in &hand.fields {
            let place = format!("{}.{}", hand.name, field.wire);
            let found = members(values, &field.wire);
            match learned.fields.iter().find(|known| known.wire == field.wire) {
                None => {
                    assert!(found.is_empty(), "{place}: it was seen and not learned");
                    self.row(&place, &written(self.hand, &field.ty), "-", "it was never there");
                }
                Some(known) => self.fields(&place, field, known, found.len() < values.len(), &found),
            }
        }
        let is_known = |field: &&Field| hand.fields.iter().any(|known| known.wire == field.wire);
        assert!(
            learned.fields.iter().all(|field| is_known(&field)),
            "{}: a field that the hand does not have",
            hand.name
        );
    }

    fn fields(&mut self, place: &str, hand: &Field, learned: &Field, was_absent: bool, values: &[&Value]) {
        if hand.optional != learned.optional {
            assert!(hand.optional && !was_absent, "{place}: absence");
            self.row(place, "may be absent", "always there", "it was always there");
        }
        assert!(!was_absent || learned.optional, "{place}: it was absent");
        let marked = |field: &Field| match field.nullable {
            true => Type::Nullable(Box::new(field.ty.clone())),
            false => field.ty.clone(),
        };
        self.types(place, &marked(hand), &marked(learned), values);
    }

    /// One that became two, or two that became one, are told: which ids are the same, only values that recur can tell.
    fn ids(&mut self, place: &str, hand: usize, learned: usize) {
        let (first, second) = (&self.hand.ids[hand], &self.learned.ids[learned]);
        if first.form != second.form {
            self.row(
                place,
                &format!("{} as {:?}", first.name, first.form),
                &format!("{:?}", second.form),
                "every value was digits",
            );
        }
        let other =
            self.names.iter().find(|(other, known)| *known == learned && *other != hand).map(|(other, _)| *other);
        if let Some(other) = other.filter(|_| !self.names.contains(&(hand, learned))) {
            let shown = format!("the same as {}", self.hand.ids[other].name);
            self.row(place, &first.name, &shown, "one value stands in both fields");
        }
        let is_second = self.names.iter().any(|(known, other)| *known == hand && *other != learned);
        if !self.names.contains(&(hand, learned)) {
            self.names.push((hand, learned));
            if is_second {
                self.row(place, &first.name, &format!("{}, another id", second.name), "no value stands in both fields");
            }
        }
    }

    fn other(&mut self, place: &str, hand: &Type, learned: &Type, values: &[&Value]) {
        let is_empty = |value: &&Value| matches!(&value.data, Data::Object(members) if members.is_empty());
        let why = match (hand, learned) {
            _ if !values.iter().all(|value| fits_wholly(self.hand, hand, value)) => {
                panic!("{place}: the hand is wrong")
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
            _ => panic!("{place}: {} by hand, {} learned", written(self.hand, hand), written(self.learned, learned)),
        };
        self.row(place, &written(self.hand, hand), &written(self.learned, learned), why);
    }

    fn row(&mut self, place: &str, hand: &str, learned: &str, why: &str) {
        let what = format!("{hand} | {learned} | {why}");
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
