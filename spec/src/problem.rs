//! Everything that can be wrong with a spec, one variant each, with its wording beside it.

use crate::source::Span;

/// One thing that is wrong with a spec.
///
/// The wording follows rustc: lower case, no full stop, names in backticks. [`Problem::title`]
/// says what is wrong, [`Problem::help`] how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names of the variants and their wording say it")]
pub enum Problem {
    // The file as YAML.
    NotUtf8 { offset: usize },
    EmptyFile,
    Syntax { message: String },
    ReadersDisagree,
    Forbidden { what: &'static str },
    DuplicateKey { key: String },
    // The form of the language.
    UnknownKey { key: String, form: &'static str, known: Vec<&'static str> },
    MissingKey { key: &'static str, form: &'static str },
    WrongShape { expected: String, found: &'static str },
    UnknownWord { word: String, known: Vec<&'static str> },
    EmptyDoc,
    BadKey { key: String, why: String },
    // The service.
    NoApi,
    SecondApi,
    NoServers,
    BadServer { why: &'static str },
    BadHeader { name: String },
    BadEnv { name: String },
    BadStatus { key: String },
    NoOtherStatus,
    BadLimit { what: &'static str },
    // Names.
    BadTypeName { name: String, proposal: String },
    ReservedName { name: String },
    DefinedTwice { name: String },
    NoIdent { name: String },
    BadIdent { name: String },
    Collision { rust: String, wire: String },
    // Types.
    TypeSyntax { why: String },
    UnknownType { name: String, proposal: Option<String> },
    UnnamedInteger,
    WrongValue { expected: &'static str },
    NoFields,
    NoValues,
    // Endpoints.
    NoGroup,
    BadPath { why: String },
    SamePath { path: String },
    OutsideBase { base: String },
    RequiredAfterOptional { name: String },
    ParamType { name: String },
    PathParam { name: String },
    OptionalInPath { name: String },
    DeprecatedWithoutReason,
    UnknownCostParam { name: String },
    CostParamNotFlag { name: String },
    BadDefault { expected: &'static str },
    BadExample,
    // Pages.
    PagesCursor { name: String, proposal: Option<String> },
    PagesCursorType { name: String },
    PagesCursorRequired { name: String },
    PagesStep { step: String, found: String },
    PagesItems { found: String },
    PagesNext { found: String },
    PagesEnd { found: String },
}

impl Problem {
    /// What is wrong, as one line.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one table of wordings, a row a variant")]
    pub fn title(&self) -> String {
        match self {
            Self::NotUtf8 { .. } => "the file is not UTF-8 text".into(),
            Self::EmptyFile => "the file says nothing".into(),
            Self::Syntax { message } => format!("this is not YAML: {message}"),
            Self::ReadersDisagree => "two YAML readers take this differently".into(),
            Self::Forbidden { what } => format!("{what} is not allowed in a spec"),
            Self::DuplicateKey { key } => format!("the key `{key}` stands twice"),
            Self::UnknownKey { key, form, .. } => format!("`{key}` is not a key of {form}"),
            Self::MissingKey { key, form } => format!("{form} needs `{key}`"),
            Self::WrongShape { expected, found } => format!("expected {expected}, found {found}"),
            Self::UnknownWord { word, .. } => format!("`{word}` is not a word that can stand here"),
            Self::EmptyDoc => "the doc is empty".into(),
            Self::BadKey { key, why } => format!("`{key}` cannot be a key here: {why}"),
            Self::NoApi => "no file of the spec has an `api` section".into(),
            Self::SecondApi => "`api` is described a second time".into(),
            Self::NoServers => "the service has no server".into(),
            Self::BadServer { why } => format!("a server cannot have {why}"),
            Self::BadHeader { name } => format!("`{name}` is not the name of a header"),
            Self::BadEnv { name } => format!("`{name}` is not the name of an environment variable"),
            Self::BadStatus { key } => format!("`{key}` is not a status"),
            Self::NoOtherStatus => "the statuses have no row `other`".into(),
            Self::BadLimit { what } => format!("`{what}` must be more than 0"),
            Self::BadTypeName { name, .. } => format!("`{name}` cannot name a Rust type"),
            Self::ReservedName { name } => format!("`{name}` is a name that generated code uses itself"),
            Self::DefinedTwice { name } => format!("`{name}` is defined twice"),
            Self::NoIdent { name } => format!("no Rust name can be made of `{name}`"),
            Self::BadIdent { name } => format!("`{name}` is not a Rust name"),
            Self::Collision { rust, wire } => {
                format!("`{wire}` becomes `{rust}` in Rust, and so does another name here")
            }
            Self::TypeSyntax { why } => format!("this is not a type: {why}"),
            Self::UnknownType { name, .. } => format!("`{name}` is not a type of this spec"),
            Self::UnnamedInteger => "a number needs a name to become a variant".into(),
            Self::WrongValue { expected } => format!("the enum is of {expected}, this is not"),
            Self::NoFields => "the type has no fields".into(),
            Self::NoValues => "the enum has no values".into(),
            Self::NoGroup => "the file has endpoints, but no `group`".into(),
            Self::BadPath { why } => format!("not a path of an endpoint: {why}"),
            Self::SamePath { path } => format!("`{path}` is described twice"),
            Self::OutsideBase { base } => format!("the path does not begin with the group's base `{base}`"),
            Self::RequiredAfterOptional { name } => format!("the required parameter `{name}` follows an optional one"),
            Self::ParamType { name } => format!("the parameter `{name}` cannot have this type"),
            Self::PathParam { name } => format!("the path names `{{{name}}}`, which is no parameter"),
            Self::OptionalInPath { name } => format!("`{name}` stands in the path and cannot be optional"),
            Self::DeprecatedWithoutReason => "deprecated, but neither a replacement nor a reason is given".into(),
            Self::UnknownCostParam { name } => format!("the cost depends on `{name}`, which is no parameter"),
            Self::CostParamNotFlag { name } => format!("the cost depends on `{name}`, which is not a boolean"),
            Self::BadDefault { expected } => format!("the default is not {expected}"),
            Self::BadExample => "not a path inside the fixtures".into(),
            Self::PagesCursor { name, .. } => format!("the cursor goes into `{name}`, which is no parameter"),
            Self::PagesCursorType { name } => format!("the parameter `{name}` takes the cursor, but is not a `cursor`"),
            Self::PagesCursorRequired { name } => format!("the parameter `{name}` takes the cursor, but is required"),
            Self::PagesStep { step, found } => format!("`{step}` leads nowhere: {found}"),
            Self::PagesItems { found } => format!("the items of a page must be a list, this is {found}"),
            Self::PagesNext { found } => {
                format!("the next cursor must be a `cursor` that may be null or absent, this is {found}")
            }
            Self::PagesEnd { found } => format!("`{found}` cannot end a list"),
        }
    }

    /// What stands under the caret: the nearest hint.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        match self {
            Self::UnknownKey { key, known, .. } => nearest(key, known.iter().copied()).map(did_you_mean),
            Self::UnknownWord { word, known } => nearest(word, known.iter().copied()).map(did_you_mean),
            Self::UnknownType { proposal, .. } | Self::PagesCursor { proposal, .. } => {
                proposal.as_deref().map(did_you_mean)
            }
            Self::BadTypeName { proposal, .. } => Some(did_you_mean(proposal)),
            _ => None,
        }
    }

    /// How to mend it.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one table of wordings, a row a variant")]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::NotUtf8 { .. } => "save the file as UTF-8; the text is readable up to here",
            Self::EmptyFile => "begin with one of `api`, `group`, `ids`, `enums`, `types`, `endpoints`",
            Self::ReadersDisagree => "write it in a plainer way, for example between double quotes",
            Self::Forbidden { .. } => "write the value out; a spec means exactly what it shows",
            Self::DuplicateKey { .. } => "keep one of the two",
            Self::UnknownKey { known, .. } | Self::UnknownWord { known, .. } => {
                return Some(format!("known here: {}", in_backticks(known)));
            }
            Self::MissingKey { key: "doc", .. } | Self::EmptyDoc => "say in one line what the caller gets",
            Self::NoApi => "describe the service once, in `api.yaml`",
            Self::SecondApi => "a spec describes one service; keep one of the two",
            Self::NoServers => "list at least one, the first is the default",
            Self::BadServer { .. } => "write it as `https://host`, with a path where the API has one",
            Self::BadHeader { .. } => "letters, digits and `-`, such as `x-access-key`",
            Self::BadEnv { .. } => "capital letters, digits and `_`, such as `SERVICE_TOKEN`",
            Self::BadStatus { .. } => "write a number from 100 to 599, a class such as `5xx`, or `other`",
            Self::NoOtherStatus => "add `other: { means: unexpected, .. }`: no table names every status",
            Self::BadTypeName { .. } => "types, ids and enums are written in CamelCase",
            Self::ReservedName { .. } => "choose another name; the service never sees it",
            Self::DefinedTwice { .. } | Self::SamePath { .. } => "rename or remove one of the two",
            Self::NoIdent { .. } | Self::Collision { .. } => {
                "give it a name for Rust: `rust: some_name`, or `name:` for a method or variant"
            }
            Self::BadIdent { .. } => "letters, digits and `_`, not beginning with a digit",
            Self::TypeSyntax { .. } => {
                "a type is a name, `[T]`, `[A, B]`, `{string: T}`, or one of these with `?` for null"
            }
            Self::UnknownType { proposal: None, .. } => {
                "define it under `types`, `enums` or `ids`, or use a scalar: `string`, `boolean`, `integer`, `number`, `url`, `timestamp`, `cursor`, `json`"
            }
            Self::UnnamedInteger => "write `1: { name: Photo, doc: .. }`",
            Self::NoFields => "a reply without a known shape is `json`",
            Self::NoValues => "without a known value it is a `string` or an `integer`",
            Self::NoGroup => "add `group: { doc: .., base: /v1/.. }`; the endpoints hang on `client.<file name>()`",
            Self::BadPath { .. } => {
                "write it as `/v1/user/{id}`: parts of letters, digits, `.`, `_`, `-`, `~`; query parameters stand under `params`"
            }
            Self::OutsideBase { .. } => "name the method with `name:`, or move the endpoint to another file",
            Self::RequiredAfterOptional { .. } => {
                "required parameters become arguments, in their order: put them first"
            }
            Self::ParamType { .. } => "a parameter is a scalar, an id or an enum; `?` stands after its name",
            Self::PathParam { .. } => "add it under `params`",
            Self::OptionalInPath { .. } => "remove the `?` after its name",
            Self::DeprecatedWithoutReason => "say `use: [/the/replacement]`, or `reason:` where there is none",
            Self::UnknownCostParam { .. } => "name one of the endpoint's parameters",
            Self::CostParamNotFlag { .. } => "`when` tells what a call costs while a boolean parameter is true",
            Self::BadExample => "write it from `tests/fixtures`: `user/by_id.json`",
            Self::PagesCursor { proposal: None, .. } => {
                "an unknown parameter is ignored by many services, and page one is paid for again and again"
            }
            Self::PagesCursorType { .. } => "write `name?: cursor`",
            Self::PagesCursorRequired { .. } => "the first page has no cursor: write `?` after the name",
            Self::PagesStep { .. } => {
                "a position in a tuple or the names of fields, from the reply inwards: `0`, `response.users`"
            }
            Self::PagesItems { .. } => "point `items` at the list",
            Self::PagesNext { .. } => "write its type as `cursor?`",
            Self::PagesEnd { .. } => "a list ends with `null`, `false` or a text such as `\"\"`",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

fn did_you_mean(name: impl AsRef<str>) -> String {
    format!("did you mean `{}`?", name.as_ref())
}

fn in_backticks(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The known name that is close enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let close = known.map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    let (distance, candidate) = close.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + candidate.len() / 4).then_some(candidate)
}

/// A problem and where it is.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is wrong.
    pub problem: Problem,
    /// Where it is.
    pub span: Span,
    /// Another place that belongs to it, and what is there.
    pub related: Option<(Span, &'static str)>,
}

/// All the problems of a spec, in the order of the files.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    all: Vec<Located>,
}

impl Problems {
    /// Takes a problem in.
    pub fn add(&mut self, span: Span, problem: Problem) {
        self.all.push(Located { problem, span, related: None });
    }

    /// Takes a problem in that two places have together.
    pub(crate) fn add_related(&mut self, span: Span, problem: Problem, other: Span, label: &'static str) {
        self.all.push(Located { problem, span, related: Some((other, label)) });
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The problems in the order in which they are shown.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Located> {
        let mut ordered: Vec<_> = self.all.iter().collect();
        ordered.sort_by_key(|located| located.span);
        ordered
    }
}
