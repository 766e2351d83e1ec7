//! A synthetic shop whose spec and responses agree in everything, and ways to make them disagree.

#![allow(dead_code, reason = "no test needs all of it")]

use std::collections::BTreeMap;

use analysis::conformance::check;
use analysis::findings::Finding;
use analysis::fixture::Fixture;
use spec::{Api, Source};

const API: &str = include_str!("api.yaml");

/// The shop's spec and responses.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) sources: Vec<Source>,
    pub(crate) responses: BTreeMap<String, String>,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let responses = [("item", include_str!("item.json")), ("items", include_str!("items.json"))];
        Self {
            sources: vec![source("spec/api.yaml", API), source("spec/shop.yaml", include_str!("shop.yaml"))],
            responses: responses.map(|(name, text)| (format!("shop/{name}.json"), text.to_owned())).into(),
        }
    }

    /// The shop with another text in its spec.
    #[track_caller]
    pub(crate) fn spec(mut self, from: &str, to: &str) -> Self {
        let text = &mut self.sources[1].text;
        assert_eq!(text.matches(from).count(), 1, "`{from}` is once in the spec");
        *text = text.replace(from, to);
        self
    }

    /// The shop with another text in a response.
    #[track_caller]
    pub(crate) fn response(mut self, name: &str, from: &str, to: &str) -> Self {
        let text = self.responses.get_mut(&format!("shop/{name}.json")).expect("the shop has that response");
        assert_eq!(text.matches(from).count(), 1, "`{from}` is once in {name}");
        *text = text.replace(from, to);
        self
    }

    /// The shop with one more response.
    pub(crate) fn with(mut self, path: &str, text: &str) -> Self {
        self.responses.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The shop without a response.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.responses.remove(path).expect("the shop has that response");
        self
    }

    #[track_caller]
    pub(crate) fn api(&self) -> Api {
        match spec::read(&self.sources) {
            Ok(api) => api,
            Err(problems) => panic!("{}", spec::render(&problems, &self.sources, spec::Color::Plain)),
        }
    }

    pub(crate) fn fixtures(&self) -> Vec<Fixture> {
        let fixture = |(path, text): (&String, &String)| {
            Fixture::parse(path, &format!("tests/fixtures/{path}"), text.clone()).expect("JSON")
        };
        self.responses.iter().map(fixture).collect()
    }

    #[track_caller]
    pub(crate) fn findings(&self) -> Vec<Finding> {
        check(&self.api(), &self.sources, &self.fixtures())
    }
}
