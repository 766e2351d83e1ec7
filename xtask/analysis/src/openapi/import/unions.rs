//! Schemas with alternatives: what tells these apart.

use std::collections::{BTreeMap, BTreeSet};

use super::parts;
use super::references::{self, component_key};
use super::schemas::{self, Definition};
use super::union::{ANYTHING, Kind, Look, Member, OBJECTS, Union};
use crate::openapi::json::{self, Json};

/// How the alternatives of a schema are distinguished; `None` if it has none.
pub(super) fn union<'a>(known: &dyn Look<'a>, schema: &'a Json) -> Option<Union<'a>> {
    let mut found = Alternatives::default();
    let is_listed = match schemas::alternatives(schema) {
        Some(alternatives) => alternatives.into_iter().try_for_each(|part| found.add(known, part)),
        None => {
            let types = schemas::types(schema);
            let is_plain = types.len() > 1 && schema.get("allOf").is_none() && schema.get("enum").is_none();
            if !is_plain || json::entries(&schema["properties"]).next().is_some() {
                return None;
            }
            types.into_iter().try_for_each(|name| found.add_type(schema, name, false))
        }
    };
    Some(match is_listed {
        Err(why) => Union::Unknown(why),
        Ok(()) => found.union(known, schema),
    })
}

/// The alternatives by their kinds; a schema is there where it is the only one of its kind.
#[derive(Default)]
struct Alternatives<'a> {
    kinds: BTreeMap<Kind, Vec<Option<&'a Json>>>,
}

impl<'a> Alternatives<'a> {
    fn add(&mut self, known: &dyn Look<'a>, part: &'a Json) -> Result<(), &'static str> {
        let inner = known.inner(part);
        match known.definition(inner) {
            Some(Definition::Enum) => {
                let is_text =
                    schemas::known_values(inner).unwrap_or_default().iter().all(|value| value.value.is_string());
                self.put(if is_text { Kind::Text } else { Kind::Integer }, Some(part));
                return Ok(());
            }
            Some(Definition::Object) => {
                self.put(Kind::Object, Some(part));
                return Ok(());
            }
            Some(Definition::Id) => return Err(ANYTHING),
            Some(Definition::Union) | None => {}
        }
        if schemas::unreadable(inner).is_some() {
            return Err(ANYTHING);
        }
        match known.union(inner).as_deref() {
            // Its objects are those of the union around it: no union is in another one.
            Some(Union::Tagged(_, members)) => {
                members.iter().for_each(|(_, object)| self.put(Kind::Object, Some(object)));
            }
            Some(Union::Unknown(OBJECTS)) => self.put(Kind::Object, None),
            Some(Union::ByKind(members)) => members.iter().for_each(|member| self.put(member.kind, member.schema)),
            Some(Union::One(member)) => self.put(member.kind, member.schema),
            Some(Union::Unknown(why)) => return Err(why),
            None => {
                let types = schemas::types(inner);
                if types.is_empty() && !is_list(inner) && !is_map(inner) {
                    return Err(ANYTHING);
                }
                let types = match types.as_slice() {
                    [] if is_list(inner) => vec!["array"],
                    [] => vec!["object"],
                    _ => types,
                };
                let is_whole = types.len() == 1;
                return types.into_iter().try_for_each(|name| self.add_type(part, name, is_whole));
            }
        }
        Ok(())
    }

    fn add_type(&mut self, schema: &'a Json, name: &str, is_whole: bool) -> Result<(), &'static str> {
        let is_timestamp = schema["format"] == "date-time";
        let (kind, schema) = match name {
            // What the language calls a timestamp can be a number, too.
            "string" => (Kind::Text, Some(schema).filter(|_| is_whole && !is_timestamp)),
            "integer" => (Kind::Integer, None),
            "number" => (Kind::Number, None),
            "boolean" => (Kind::Flag, None),
            "array" => (Kind::List, Some(schema).filter(|_| is_whole || is_list(schema))),
            "object" => (Kind::Object, Some(schema).filter(|_| is_whole)),
            _ => return Err(ANYTHING),
        };
        self.put(kind, schema);
        Ok(())
    }

    fn put(&mut self, kind: Kind, schema: Option<&'a Json>) {
        self.kinds.entry(kind).or_default().push(schema);
    }

    fn union(mut self, known: &dyn Look<'a>, schema: &'a Json) -> Union<'a> {
        // Each whole number is a number.
        if self.kinds.contains_key(&Kind::Number) && self.kinds.remove(&Kind::Integer).is_some() {
            self.kinds.insert(Kind::Number, vec![None]);
        }
        let objects: Vec<&Json> = self.kinds.get(&Kind::Object).into_iter().flatten().copied().flatten().collect();
        let objects = distinct(&objects);
        let has_others = self.kinds.get(&Kind::Object).is_some_and(|all| all.iter().any(Option::is_none));
        if objects.len() > 1 && self.kinds.len() == 1 {
            // Beside objects that nothing tells apart, only the document itself can say which values the others have.
            let is_told = !has_others || schema["discriminator"]["mapping"].is_object();
            let tagged = if is_told { tagged(known, schema, &objects) } else { None };
            return tagged.unwrap_or(Union::Unknown(OBJECTS));
        }
        let members = self.kinds.into_iter().map(|(kind, schemas)| Member { kind, schema: lone(&schemas) });
        match members.collect::<Vec<_>>().as_slice() {
            // An object of which nothing is known.
            [Member { kind: Kind::Object, schema: None }] if has_others => Union::Unknown(OBJECTS),
            [] => Union::Unknown(ANYTHING),
            [one] => Union::One(*one),
            several => Union::ByKind(several.to_vec()),
        }
    }
}

/// The schema that all of a kind have.
fn lone<'a>(schemas: &[Option<&'a Json>]) -> Option<&'a Json> {
    let first = (*schemas.first()?)?;
    schemas.iter().all(|other| *other == Some(first)).then_some(first)
}

fn distinct<'a>(schemas: &[&'a Json]) -> Vec<&'a Json> {
    let mut seen = BTreeSet::new();
    schemas.iter().copied().filter(|schema| seen.insert(schema.to_string())).collect()
}

fn is_list(schema: &Json) -> bool {
    schema["type"] == "array" || schema.get("items").is_some() || schema.get("prefixItems").is_some()
}

fn is_map(schema: &Json) -> bool {
    schema.get("additionalProperties").is_some() || schema.get("patternProperties").is_some()
}

/// Objects that one field tells apart: the one that the schema names, else one that has another value in each of them.
fn tagged<'a>(known: &dyn Look<'a>, schema: &'a Json, objects: &[&'a Json]) -> Option<Union<'a>> {
    if objects.iter().any(|object| known.definition(known.inner(object)) != Some(Definition::Object)) {
        return None;
    }
    if let Some(tag) = schema["discriminator"]["propertyName"].as_str() {
        let mapping = &schema["discriminator"]["mapping"];
        let values = objects.iter().map(|object| Some((*object, declared_values(known, mapping, tag, object)?)));
        return unique(tag, values.collect::<Option<Vec<_>>>()?);
    }
    let first = known.tags(known.inner(objects[0]));
    let mut names: Vec<&str> = first.iter().map(|(name, _)| *name).collect();
    names.sort_by_key(|name| (!USUAL_TAGS.contains(name), *name));
    names.dedup();
    names.into_iter().find_map(|tag| {
        let values = objects.iter().map(|object| {
            let tags = known.tags(known.inner(object));
            let of_tag: Vec<_> =
                tags.iter().filter(|(name, _)| *name == tag).map(|(_, value)| (*value).to_owned()).collect();
            (!of_tag.is_empty()).then_some((*object, of_tag))
        });
        unique(tag, values.collect::<Option<Vec<_>>>()?)
    })
}

/// Fields that tell objects apart, before all others that could.
const USUAL_TAGS: &[&str] = &["type", "object", "kind", "event", "action"];

/// The values of the field in one of the objects: those of the mapping, else those of the field's own schema, else the name
/// of the object.
fn declared_values(known: &dyn Look<'_>, mapping: &Json, tag: &str, object: &Json) -> Option<Vec<String>> {
    let reference = object["$ref"].as_str();
    let key = reference.and_then(component_key);
    let is_meant = |to: &str| Some(to) == reference || Some(to) == key.as_deref();
    let mapped = json::entries(mapping).filter(|(_, to)| to.as_str().is_some_and(is_meant));
    let mut values: Vec<_> = mapped.map(|(value, _)| value.clone()).collect();
    // The order of the mapping is that of the document.
    values.sort_unstable();
    if values.is_empty() {
        let followed = references::followed(known.document(), object);
        let own = known_texts(known.document(), followed, tag);
        values = if own.is_empty() { key.into_iter().collect() } else { own };
    }
    (!values.is_empty()).then_some(values)
}

fn known_texts(document: &Json, object: &Json, tag: &str) -> Vec<String> {
    let found = parts::parts(document, object);
    let properties = parts::properties(&found);
    let Some(property) = properties.iter().find(|property| property.name == tag) else { return Vec::new() };
    texts(references::followed(document, property.schema)).into_iter().map(str::to_owned).collect()
}

/// The texts that a schema lists, if it lists nothing else.
fn texts(schema: &Json) -> Vec<&str> {
    let listed = schema.get("const").into_iter().chain(json::items(&schema["enum"]));
    listed.map(Json::as_str).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The fields of an object that each of its values has, with the texts that these can be.
pub(super) fn tags<'a>(document: &'a Json, object: &'a Json) -> Vec<(&'a str, &'a str)> {
    let found = parts::parts(document, object);
    let required = parts::properties(&found).into_iter().filter(|property| property.is_required);
    required
        .flat_map(|property| {
            let texts = texts(references::followed(document, property.schema));
            texts.into_iter().map(move |text| (property.name, text))
        })
        .collect()
}

/// The union, if no two objects have one value, and a field and its values have names that a spec can write.
fn unique<'a>(tag: &'a str, values: Vec<(&'a Json, Vec<String>)>) -> Option<Union<'a>> {
    let mut seen = BTreeSet::new();
    let mut members = Vec::new();
    for (object, values) in values {
        for value in values {
            if value.is_empty() || value.len() > 200 || !seen.insert(value.clone()) {
                return None;
            }
            members.push((value, object));
        }
    }
    (!tag.is_empty() && tag.len() < 200).then_some(Union::Tagged(tag, members))
}
