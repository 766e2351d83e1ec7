//! From values to types: those of the spec where they fit, else new ones.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Api, Type};

use super::at::At;
use super::candidates::values_at;
use super::fields::{choices, cursor};
use super::ids::{FieldKey, Same, ids};
use super::known::{covering, of_type, undescribed};
use super::objects::{Cluster, Objects, can_be_field};
use super::paging::Paging;
use super::place::{Place, place};
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::fit::fits_wholly;
use crate::json::Value;
use crate::values::reach::Reach;
use crate::values::scalars;
use crate::values::types::by_name;

/// The spec language allows less where one of them is nullable.
const MAX_DEPTH: usize = 20;

/// The types, ids and enums that were found so far.
pub(super) struct Draft<'a> {
    pub(super) api: &'a Api,
    pub(super) objects: Objects<'a>,
    pub(super) taken: Taken,
    /// For each cluster, the object of the spec that covers it.
    pub(super) covered: Vec<Option<usize>>,
    /// The name of each cluster that needs a type of its own, in the order in which they were found.
    pub(super) types: Vec<(usize, String)>,
    pub(super) ids: Vec<Same>,
    /// The names of the new ids that something needs, by their position in `ids`.
    pub(super) new_ids: BTreeMap<usize, String>,
    /// The fields that hold values of an open enum, with those values.
    choices: BTreeMap<String, Vec<&'a Value>>,
    /// The names of the new enums that something needs, by the name of the field.
    pub(super) new_enums: BTreeMap<String, String>,
    /// The objects that hold the next cursor, and under which key.
    cursor: Option<FieldKey>,
    /// The element of the response that is the next cursor, where the response is a tuple.
    cursor_element: Option<usize>,
    hint: String,
    pub(super) reach: Reach,
    /// Whether fields are optional that no object lacks.
    pub(super) optional: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        api: &'a Api,
        known: &BTreeMap<String, usize>,
        responses: &[&'a Value],
        paging: Option<&Paging>,
        hint: &str,
        reach: Reach,
    ) -> Self {
        let objects = Objects::of(responses);
        let cover = |cluster: &Cluster<'_>| covering(api, reach, &cluster.hint, &cluster.objects);
        let covered: Vec<_> = objects.clusters.iter().map(cover).collect();
        let ids = ids(api, known, &objects, &covered);
        let mut taken = Taken::default();
        names::definitions(api).for_each(|name| taken.keep(name));
        let choices = choices(&objects);
        let next = paging.map(|paging| paging.next.as_slice()).unwrap_or_default();
        let cursor = cursor(&objects, responses, next);
        let is_element = next.len() == 1 && cursor.is_none();
        let cursor_element = next.first().filter(|_| is_element).and_then(|step| step.parse().ok());
        let (types, new_ids, new_enums) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let hint = hint.to_owned();
        Self {
            api,
            objects,
            taken,
            covered,
            types,
            ids,
            new_ids,
            choices,
            new_enums,
            cursor,
            cursor_element,
            hint,
            reach,
            optional: false,
        }
    }

    /// Names the objects that no key holds.
    pub(super) fn name_top(&mut self, name: &str) {
        if let Some(top) = self.objects.clusters.first_mut().filter(|top| top.hint.is_empty()) {
            name.clone_into(&mut top.hint);
        }
    }

    /// The type of the spec that the items of pages are of.
    pub(super) fn items(&self, responses: &[&'a Value], paging: &Paging) -> Option<usize> {
        let values: Vec<_> = paging.items.iter().flat_map(|way| values_at(responses, way)).collect();
        let items: Vec<_> = match place(&values) {
            Place::List(items) => items,
            Place::Objects(items) => items,
            _ => return None,
        };
        self.covered[self.objects.cluster(&items)?]
    }

    /// The id type of a value that the responses hold as an id.
    pub(super) fn id_of(&mut self, value: &str) -> Option<Shape> {
        let holds = |same: &Same| same.values.binary_search_by(|known| known.as_str().cmp(value)).is_ok();
        self.ids.iter().position(holds).map(|index| self.id(index))
    }

    /// The type of all values of a place; `notes` takes the questions.
    pub(super) fn shape(&mut self, at: At<'_>, values: &[&'a Value], notes: &mut Vec<String>) -> Shape {
        if let (Some(owner), Some(name)) = (at.owner, at.name)
            && self.cursor.as_ref().is_some_and(|(cluster, key)| *cluster == owner && key == name)
        {
            return Shape::named("cursor").or_null();
        }
        let is_nullable = values.iter().any(|value| value.is_null());
        let shape = self.bare(at, values, notes);
        if shape.depth() > MAX_DEPTH {
            notes.push("question: it nests too deeply for a type; what is it?".to_owned());
            return Shape::json();
        }
        if is_nullable { shape.or_null() } else { shape }
    }

    fn bare(&mut self, at: At<'_>, values: &[&'a Value], notes: &mut Vec<String>) -> Shape {
        let filled: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
        if let Some(ty) =
            at.name.filter(|_| !filled.is_empty()).and_then(|name| by_name(self.api, self.reach, name, &filled))
        {
            return of_type(self.api, &ty);
        }
        match place(values) {
            Place::Nothing => {
                unknown(notes, if values.is_empty() { "no value was seen" } else { "only null was seen" })
            }
            Place::Mixed(kinds) => {
                let kinds: Vec<_> = kinds.into_iter().collect();
                unknown(notes, &format!("{} were seen", kinds.join(" and ")))
            }
            Place::Scalars(values) => self.scalar(at, &values, notes),
            Place::List(items) => Shape::List(Box::new(self.shape(at.inside(), &items, notes))),
            Place::Map(values) => Shape::Map(Box::new(self.shape(at.inside(), &values, notes))),
            Place::Tuple(columns) => self.tuple(at, &columns, notes),
            Place::Objects(objects) => self.object(&objects, notes),
        }
    }

    fn tuple(&mut self, at: At<'_>, columns: &[Vec<&'a Value>], notes: &mut Vec<String>) -> Shape {
        let next = self.cursor_element.filter(|_| at.is_response);
        let shapes = columns.iter().enumerate().map(|(index, column)| match next {
            Some(next) if next == index => Shape::named("cursor").or_null(),
            _ => self.shape(at.inside(), column, notes),
        });
        Shape::Tuple(shapes.collect())
    }

    fn object(&mut self, objects: &[&'a Value], notes: &mut Vec<String>) -> Shape {
        let Some(cluster) = self.objects.cluster(objects) else {
            return unknown(notes, "objects of several forms were seen");
        };
        let fields = self.objects.clusters[cluster].fields();
        if !fields.iter().any(|(name, _)| can_be_field(name)) {
            let what = if fields.is_empty() { "empty objects" } else { "objects without usable names" };
            return unknown(notes, &format!("only {what} were seen"));
        }
        if let Some(known) = self.covered[cluster] {
            let name = &self.api.types[known].name;
            if let Some(field) = undescribed(self.api, known, objects) {
                notes.push(format!(
                    "question: `{field}` of `{name}` is `json`, and there is more in it here; describe it?"
                ));
            }
            return Shape::named(name);
        }
        Shape::Name(self.name(cluster))
    }

    /// The name of a cluster's type, which is made at the first call.
    fn name(&mut self, cluster: usize) -> String {
        if let Some((_, name)) = self.types.iter().find(|(known, _)| *known == cluster) {
            return name.clone();
        }
        let key = &self.objects.clusters[cluster].hint;
        let usual = key.to_upper_camel_case();
        // Without a key, or with one that the spec uses for another type, the endpoint's name comes first.
        let preferred = match usual.as_str() {
            "" => self.hint.clone(),
            _ if self.taken.has(&usual) => format!("{}{usual}", self.hint),
            _ => usual,
        };
        let name = names::definition(&mut self.taken, &preferred);
        self.types.push((cluster, name.clone()));
        name
    }

    fn scalar(&mut self, at: At<'_>, values: &[&'a Value], notes: &mut Vec<String>) -> Shape {
        if let (Some(owner), Some(name)) = (at.owner, at.name) {
            let holds = |same: &Same| same.fields.iter().any(|(cluster, field)| *cluster == owner && field == name);
            if let Some(index) = self.ids.iter().position(holds) {
                return self.id(index);
            }
        }
        if let Some(name) = at.name.filter(|name| self.choices.contains_key(*name)) {
            return self.choice(name);
        }
        match scalars::scalar(at.name, values) {
            Some(scalar) => Shape::named(scalar.row().name),
            None => {
                let kinds: BTreeSet<_> = values.iter().map(|value| value.kind()).collect();
                unknown(notes, &format!("{} were seen", kinds.into_iter().collect::<Vec<_>>().join(" and ")))
            }
        }
    }

    fn id(&mut self, index: usize) -> Shape {
        let same = &self.ids[index];
        if let Some(known) = same.known {
            return Shape::named(&self.api.ids[known].name);
        }
        if let Some(name) = self.new_ids.get(&index) {
            return Shape::named(name);
        }
        // An object's own id is named after the object, any other id after its field.
        let is_own = |field: &&FieldKey| ["id", "pk"].contains(&field.1.to_snake_case().as_str());
        let field = same.fields.iter().find(is_own).or(same.fields.first()).cloned().unwrap_or_default();
        let key = field.1.to_upper_camel_case();
        let preferred = if is_own(&&field) { format!("{}{key}", self.owner_name(field.0)) } else { key };
        let name = names::definition(&mut self.taken, &preferred);
        self.new_ids.insert(index, name.clone());
        Shape::Name(name)
    }

    fn owner_name(&mut self, cluster: usize) -> String {
        match self.covered[cluster] {
            Some(known) => self.api.types[known].name.clone(),
            None => self.name(cluster),
        }
    }

    fn choice(&mut self, name: &str) -> Shape {
        let values = &self.choices[name];
        let fits = |index: &usize| values.iter().all(|value| fits_wholly(self.api, &Type::Enum(*index), value));
        let usual = name.to_upper_camel_case();
        let in_reach = |index: &usize| self.reach.has(self.api, &Type::Enum(*index));
        let known =
            (0..self.api.enums.len()).filter(in_reach).filter(fits).find(|index| self.api.enums[*index].name == usual);
        if let Some(known) = known {
            return Shape::named(&self.api.enums[known].name);
        }
        if let Some(known) = self.new_enums.get(name) {
            return Shape::named(known);
        }
        let enum_name = names::definition(&mut self.taken, &usual);
        self.new_enums.insert(name.to_owned(), enum_name.clone());
        Shape::Name(enum_name)
    }

    /// The different values of a new enum, in the order of the responses, and whether they are numbers.
    pub(super) fn values_of(&self, field: &str) -> (Vec<&'a str>, bool) {
        let values = self.choices.get(field).map(Vec::as_slice).unwrap_or_default();
        let numbers = scalars::numbers(values);
        let is_integer = numbers.is_some();
        let words = numbers.or_else(|| scalars::texts(values)).unwrap_or_default();
        let mut seen = BTreeSet::new();
        (words.into_iter().filter(|word| !word.is_empty() && seen.insert(*word)).collect(), is_integer)
    }
}

fn unknown(notes: &mut Vec<String>, why: &str) -> Shape {
    notes.push(format!("question: {why}; what is it?"));
    Shape::json()
}
