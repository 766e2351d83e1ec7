//! Reads and checks endpoint specs: text in, a checked [`Api`] or all [`Problems`] out.
//!
//! ```
//! let source = spec::Source { path: "spec/api.yaml".into(), text: "typs: {}".into() };
//! let problems = spec::read(&[source.clone()]).expect_err("`typs` is not a key");
//! let shown = spec::render(&problems, &[source], spec::Color::Plain);
//! assert!(shown.contains("`typs` is not a key of a spec file"));
//! assert!(shown.contains("did you mean `types`?"));
//! ```
//!
//! The YAML text of a file becomes a tree with places, the tree is checked against the tables of
//! the language, names are resolved, every check adds the problems it finds, and only a spec
//! without problems becomes an [`Api`]. The texts are given: this crate reads no files.

#![cfg_attr(doctest, doc = include_str!("../README.md"))]

// Each module imports only from modules further right:
// check > language > yaml > render > bytes > problems > problem > hint > model > path > name > fence > reserved > scalar > source
mod bytes;
mod check;
pub mod fence;
mod hint;
mod language;
mod model;
mod name;
pub mod path;
mod problem;
mod problems;
mod render;
mod reserved;
mod scalar;
mod source;
mod yaml;

/// The most bytes of a spec file, for those who read files. No spec is as large: the limit stops the reading of another file
/// that is named by mistake.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

use check::Scope;
pub use language::schema;
pub use model::{
    AccountRate, Answers, Api, Basis, BodyFormat, Caching, Code, Cost, CostHeader, Credential, Deprecated, End,
    Endpoint, EndpointPart, Enum, ErrorBody, ErrorRules, External, Family, Field, FieldValue, Group, Id, IdForm,
    JsonKind, KnownDifference, Limits, ListForm, Means, Members, Method, More, Pages, Param, Part, Place, Presence,
    Price, RateHeaders, Replacement, Retry, Returns, Server, Service, Status, Step, Struct, TaggedMember, Text, Type,
    Union, UnionMember, Value, Values, Verdict, Violations, Way, json_path, may_be_absent, written_path,
};
pub use name::{LONGEST_NAME, Named, bare, can_be_given, given_name, is_request_method, request_name, usual_name};
pub use problem::Problem;
pub use problems::{Located, Problems};
pub use render::{Color, render};
pub use reserved::HTTP_HEADERS;
pub use scalar::{Row, SCALARS, Scalar};
pub use source::{Source, Span};

/// Reads a whole spec from the texts of its files.
///
/// # Errors
/// All problems of all files.
pub fn read(sources: &[Source]) -> Result<Api, Problems> {
    read_as(sources, Scope::Whole)
}

/// Reads endpoints that extend the client of the crate `client_crate` from a crate of their own.
///
/// With an `api` section, they are a whole spec: that of another service, with a client of its own.
///
/// # Errors
/// All problems of all files.
pub fn read_extension(sources: &[Source], client_crate: &str) -> Result<Api, Problems> {
    read_as(sources, Scope::Extension(client_crate))
}

/// Parses the files and checks their form only, and returns how many there are. For benchmarks.
#[doc(hidden)]
#[must_use]
pub fn parsed(sources: &[Source]) -> usize {
    let mut problems = Problems::default();
    files(&mut problems, sources).len()
}

fn files(problems: &mut Problems, sources: &[Source]) -> Vec<yaml::Node> {
    let mut files = Vec::with_capacity(sources.len());
    let mut size = yaml::Size::default();
    for (index, source) in sources.iter().enumerate() {
        if let Some(node) = yaml::parse(problems, &mut size, index, source) {
            language::check(problems, &node, &language::FILE);
            files.push(node);
        }
    }
    files
}

fn read_as(sources: &[Source], scope: Scope<'_>) -> Result<Api, Problems> {
    let mut problems = Problems::default();
    let files = files(&mut problems, sources);
    let api = check::check(&mut problems, sources, &files, scope);
    match api {
        Some(api) if problems.is_empty() => Ok(api),
        _ => Err(problems),
    }
}
