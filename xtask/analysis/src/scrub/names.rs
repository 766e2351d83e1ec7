//! Which names of objects are words of the service, and which are data of a person.

use std::collections::{BTreeMap, BTreeSet};

use spec::Api;

use crate::json::{Data, Member, Value};
use crate::values::keys::is_word;

/// The last word in the name of a field or parameter whose value can be the name of an object elsewhere.
const IDENTIFYING: &[&str] = &[
    "username", "name", "login", "handle", "nick", "nickname", "user", "id", "pk", "uuid", "email", "phone", "slug",
    "code",
];

/// From so many members of one shape on, an object is a map by names or ids.
const MANY_ALIKE: usize = 4;

/// What is known about names.
#[derive(Debug, Default)]
pub struct Names {
    /// The names of fields and parameters of the spec.
    known: BTreeSet<String>,
    /// Names and ids in the response and in its request.
    data: BTreeSet<String>,
}

impl Names {
    /// Names of a spec, and those that the parameters of the request and the values of the response show to be data.
    #[must_use]
    pub fn new(api: &Api, params: &[(String, String)], response: &Value) -> Self {
        let fields = api.types.iter().flat_map(|definition| &definition.fields).map(|field| field.wire.clone());
        let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
        let of_requests = endpoints.flat_map(|endpoint| &endpoint.params).map(|param| param.wire.clone());
        let mut names = Self { known: fields.chain(of_requests).collect(), data: BTreeSet::new() };
        params.iter().for_each(|(name, value)| names.note(name, value));
        names.collect(response);
        names
    }

    fn note(&mut self, name: &str, value: &str) {
        let word = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if IDENTIFYING.contains(&word.as_str()) && value.len() > 2 {
            self.data.insert(value.to_owned());
        }
    }

    fn collect(&mut self, value: &Value) {
        match &value.data {
            Data::List(items) => items.iter().for_each(|item| self.collect(item)),
            Data::Object(members) => {
                for Member { name, value, .. } in members {
                    match &value.data {
                        Data::Text(text) | Data::Number(text) => self.note(name, text),
                        _ => self.collect(value),
                    }
                }
            }
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
        }
    }

    /// Whether the spec has a field or parameter of this name.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// Whether a name that the spec does not have is data: it is no word, or it appears as someone's name or id.
    pub(super) fn is_data(&self, name: &str) -> bool {
        !self.is_known(name) && (self.data.contains(name) || !is_word(name))
    }

    /// The names of an object without a type that are data. A name is judged by its neighbors too: members of one shape are
    /// a map, if one of them has a name that is data or there are many.
    pub(super) fn data_in<'v>(&self, members: &'v [Member]) -> BTreeSet<&'v str> {
        let mut by_shape: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
        let mut found = BTreeSet::new();
        for Member { name, value, .. } in members.iter().filter(|member| !self.is_known(&member.name)) {
            by_shape.entry(shape(value)).or_default().push(name);
            if self.is_data(name) {
                found.insert(name.as_str());
            }
        }
        for (shape, names) in by_shape {
            let data = names.iter().filter(|name| found.contains(*name)).count();
            let is_map = match shape.as_slice() {
                ["object", ..] => data > 0 || (names.len() >= MANY_ALIKE && shape.len() > 2),
                _ => data * 2 >= names.len() && data > 0,
            };
            if is_map {
                found.extend(names);
            }
        }
        found
    }
}

/// The kind of a value; of an object its names too.
fn shape(value: &Value) -> Vec<&str> {
    let mut shape = vec![value.kind()];
    if let Data::Object(members) = &value.data {
        shape.extend(members.iter().map(|member| member.name.as_str()).collect::<BTreeSet<_>>());
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    fn data_in(text: &str, params: &[(&str, &str)]) -> Vec<String> {
        let api = crate::entry::names::API.to_owned() + "group: { doc: G., base: /v1/g }\n";
        let entry = "endpoints: { /v1/g/x: { doc: X., params: { known: string }, returns: json } }\n";
        let source = spec::Source { path: "g.yaml".to_owned(), text: api + entry };
        let api = spec::read(&[source]).expect("a spec");
        let params: Vec<_> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let value = parse(text).expect("JSON");
        let names = Names::new(&api, &params, &value);
        let Data::Object(members) = &value.data else { panic!("{text}") };
        names.data_in(members).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn words_of_an_interface_stay() {
        for name in ["friendship_status", "contentType", "$ref", "x-id", "@type", "_id", "h264", "image_1080p", "known"]
        {
            assert_eq!(data_in(&format!("{{\"{name}\": 1}}"), &[]), Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn ids_addresses_and_names_go() {
        let names = [
            "25025320",
            "ann.lee",
            "Ann Lee",
            "@ann",
            "ann@x.example",
            "+4917012345",
            "émile",
            "4k",
            "u12345",
            "AbCd0123EfGh4567Ij",
        ];
        for name in names {
            assert_eq!(data_in(&format!("{{\"{name}\": 1}}"), &[]), [name]);
        }
    }

    #[test]
    fn a_name_that_is_a_value_elsewhere_is_data() {
        assert_eq!(data_in(r#"{"annlee": 1, "x": {"username": "annlee"}}"#, &[]), ["annlee"]);
        assert_eq!(data_in(r#"{"annlee": 1}"#, &[("username", "annlee")]), ["annlee"]);
        assert_eq!(data_in(r#"{"video": {"a": 1}, "type": "video"}"#, &[]), Vec::<String>::new());
    }

    #[test]
    fn neighbors_of_one_shape_are_a_map() {
        let one = r#"{"a": 1, "b": 2}"#;
        let map = format!(r#"{{"annlee": {one}, "bob": {one}, "john.p": {one}, "count": 3}}"#);
        assert_eq!(data_in(&map, &[]), ["annlee", "bob", "john.p"]);
        let map = format!(r#"{{"ann": {one}, "bob": {one}, "cid": {one}, "dee": {one}}}"#);
        assert_eq!(data_in(&map, &[]), ["ann", "bob", "cid", "dee"]);
        let object = format!(r#"{{"first": {one}, "second": {one}, "known": {one}}}"#);
        assert_eq!(data_in(&object, &[]), Vec::<String>::new());
    }
}
