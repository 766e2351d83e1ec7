//! Everything that can be wrong with a spec, one variant each, with its wording beside it.

use crate::hint::{did_you_mean, in_backticks, nearest, quoted};
use crate::name::{self, Named};
use crate::scalar::{SCALARS, Scalar};

/// One thing that is wrong with a spec.
///
/// The wording follows rustc: lower case, no full stop, names in backticks. [`Problem::title`]
/// is what is wrong, [`Problem::help`] how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names of the variants and their wording explain each")]
pub enum Problem {
    // The file as YAML.
    NotUtf8 { offset: usize },
    EmptyFile,
    Syntax { message: String, help: Option<&'static str> },
    LineEnd { c: char },
    ReadersDisagree,
    Forbidden { what: &'static str },
    TooLarge { most: usize, of: &'static str },
    DuplicateKey { key: String },
    // The form of the language.
    UnknownKey { key: String, form: &'static str, known: Vec<&'static str> },
    MissingKey { key: &'static str, form: &'static str },
    KeysExclude { key: &'static str, other: &'static str },
    OneKeyMissing { keys: &'static [&'static str], form: &'static str },
    KeyNeeds { key: &'static str, missing: Vec<&'static str> },
    WrongShape { expected: String, found: String },
    UnknownWord { word: String, known: Vec<&'static str> },
    EmptyText,
    EmptyDoc,
    BadKey { why: &'static str },
    ListedTwice { value: String },
    // The service.
    NoApi,
    SecondApi,
    BadCrate { name: String },
    NoServers,
    NoDefaultServer,
    SameServer { name: String },
    UnknownServer { name: String, proposal: Option<String> },
    BadAuth { why: &'static str },
    BilledWithoutCost,
    NotSaidBilled,
    StatusesNotSaidBilled,
    BadServer { why: &'static str },
    BadHeader { name: String },
    TakenHeader { name: String },
    SameHeader { name: String },
    BadHeaderValue,
    BadEnv { name: String },
    BadStatus { key: String },
    NoOkStatus,
    NoOtherStatus,
    BadLimit { what: &'static str },
    BadAccountRate { why: String, proposal: Option<String> },
    UnusedFile,
    // Families.
    UnknownFamily { name: String, proposal: Option<String> },
    EmptyFamily { name: String },
    FamilyPrefix { family: String, group: String },
    FamilyOfExtension,
    FamilyType { of: Option<String>, family: String, names: Box<[String; 2]> },
    BadFeature { name: String },
    // Names.
    BadTypeName { name: String, proposal: Option<String> },
    ReservedName { name: String, of: Named },
    DefinedTwice { name: String },
    InlineName { name: String },
    IdForm { word: String },
    BadWay { way: String },
    UsedAndDefined { name: String },
    UsedNowhere { name: String },
    UsesItself,
    NoIdent { name: String, of: Named },
    BadIdent { name: String, of: Named },
    LongName { bytes: usize, of: Named },
    Collision { rust: String, names: Box<[String; 2]>, of: Named },
    // Types.
    TypeSyntax { why: String },
    UnknownType { name: String, proposal: Option<String>, is_extension: bool },
    UnnamedInteger,
    WrongValue { expected: &'static str },
    NoFields,
    NoValues,
    Endless { name: String, circle: String, field: String },
    // Endpoints.
    NoGroup,
    UnnamedGroup,
    BadPath { why: String },
    SamePath { path: String },
    OutsideBase { base: String },
    UnusedBase { base: String },
    RequiredAfterOptional { name: String },
    ParamType { name: String },
    BadMethod { word: String },
    BadBody { why: &'static str, help: &'static str },
    FieldType { name: String, of: &'static str },
    BytesElsewhere,
    BadReturns { why: &'static str },
    CostWithoutPrice,
    NotAList { name: String },
    BadUnion { why: String },
    PathParam { name: String },
    OptionalInPath { name: String },
    DeprecatedWithoutReason,
    BadReplacement { why: &'static str },
    UnknownCostParam { name: String, proposal: Option<String> },
    CostParamNotFlag { name: String },
    CostParamNotNumber { name: String },
    CostParamUnknown { name: String },
    BadCacheTarget { why: String, proposal: Option<String> },
    BadDefault { expected: String },
    RequiredDefault { name: String },
    BadSample { expected: String },
    BadAlias { why: &'static str },
    UnknownExample { key: String, proposal: Option<String> },
    BadExample,
    // Pages.
    PagesCursor { name: String, proposal: Option<String> },
    PagesCursorType { name: String },
    PagesCursorRequired { name: String },
    PagesStep { step: String, found: String },
    BadPages { why: &'static str },
    PagesParamType { name: String, expected: &'static str },
    PagesEndType { expected: &'static str, found: String },
    PagesItems { found: String },
    PagesItemTypes { first: String, second: String },
    PagesNext { found: String },
    PagesKey { found: String },
    PagesEnd { found: String },
}

impl Problem {
    /// What is wrong, in one line.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one table of wordings, a row a variant")]
    pub fn title(&self) -> String {
        match self {
            Self::NotUtf8 { .. } => "the file is not UTF-8 text".into(),
            Self::EmptyFile => "the file is empty".into(),
            Self::Syntax { message, .. } => format!("this is not YAML: {message}"),
            Self::LineEnd { c } => format!("the text contains the character U+{:04X}", u32::from(*c)),
            Self::ReadersDisagree => "two YAML readers read this differently".into(),
            Self::Forbidden { what } => format!("{what} is not allowed in a spec"),
            Self::TooLarge { most, of } => format!("the spec is too large: it has more than {most} {of}"),
            Self::DuplicateKey { key } => format!("the key `{key}` appears twice"),
            Self::UnknownKey { key, form, .. } => format!("{} is not a key of {form}", quoted(key)),
            Self::MissingKey { key, form } => format!("{form} needs `{key}`"),
            Self::WrongShape { expected, found } => format!("expected {expected}, found {found}"),
            Self::UnknownWord { word, .. } => format!("`{word}` is not one of the words allowed here"),
            Self::EmptyText => "the text is empty".into(),
            Self::EmptyDoc => "the doc is empty".into(),
            Self::BadKey { why } => format!("this cannot be a key: {why}"),
            Self::ListedTwice { value } => format!("{} is listed twice", quoted(value)),
            Self::NoApi => "no file of the spec has an `api` section".into(),
            Self::SecondApi => "`api` is described a second time".into(),
            Self::BadCrate { name } => format!("`{name}` is not the name of a crate in Rust code"),
            Self::IdForm { word } => format!("`{word}` is the doc of this id, but looks like its type"),
            Self::BadWay { way } => format!("{} is not the path of a field", quoted(way)),
            Self::InlineName { name } => {
                format!("the object of this field is named `{name}`, as another definition is")
            }
            Self::NoServers => "the service has no server".into(),
            Self::NoDefaultServer => "every server has a name, so there is no default".into(),
            Self::SameServer { name } => format!("two servers are named `{name}`"),
            Self::UnknownServer { name, .. } => format!("no server is named `{name}`"),
            Self::BadAuth { why } => format!("this is not a way to carry a key: {why}"),
            Self::KeysExclude { key, other } => format!("`{key}` and `{other}` exclude each other"),
            Self::OneKeyMissing { keys, form } => {
                format!("{form} needs one of {}", in_backticks(keys.iter().copied()))
            }
            Self::KeyNeeds { key, missing } => {
                let one_of = if missing.len() > 1 { "one of " } else { "" };
                format!("`{key}` needs {one_of}{}", in_backticks(missing.iter().copied()))
            }
            Self::BilledWithoutCost => "nothing is billed, since the service has no `cost`".into(),
            Self::NotSaidBilled => "it is not said whether this is billed".into(),
            Self::StatusesNotSaidBilled => "it is not said which statuses are billed".into(),
            Self::SameHeader { name } => format!("the header `{name}` is set twice"),
            Self::BadHeaderValue => "the value of a header can have only ASCII characters that are visible".into(),
            Self::BadMethod { word } => format!("`{word}` is not a method that a key can have"),
            Self::BadBody { why, .. } | Self::BadReturns { why } | Self::BadPages { why } => (*why).to_owned(),
            Self::FieldType { name, of } => format!("`{name}` cannot have this type in {of}"),
            Self::BytesElsewhere => "`bytes` cannot be used here".into(),
            Self::CostWithoutPrice => "the endpoint has a cost, but the service has none".into(),
            Self::NotAList { name } => format!("`{name}` is not a list in a query or a form"),
            Self::BadUnion { why } => format!("the types of a union cannot be distinguished: {why}"),
            Self::PagesParamType { name, expected } => format!("the parameter `{name}` is not {expected}"),
            Self::PagesEndType { expected, found } => format!("this must be {expected}, but is {found}"),
            Self::BadServer { why } => format!("this is not the URL of a server: {why}"),
            Self::BadHeader { name } => format!("`{name}` is not the name of a header"),
            Self::TakenHeader { name } => {
                format!("the header `{name}` cannot be set: HTTP clients set it themselves")
            }
            Self::BadEnv { name } => format!("`{name}` is not the name of an environment variable"),
            Self::BadStatus { key } => format!("`{key}` is not a status"),
            Self::NoOkStatus => "no status means `ok`".into(),
            Self::NoOtherStatus => "the statuses have no row `other`".into(),
            Self::BadLimit { what } => format!("`{what}` must be more than 0"),
            Self::BadAccountRate { why, .. } => format!("an account cannot be read there: {why}"),
            Self::UnusedFile => "no endpoint is in this file, and none needs it".into(),
            Self::UnknownFamily { name, .. } => format!("no family is named `{name}`"),
            Self::EmptyFamily { name } => format!("no group is of the family `{name}`"),
            Self::FamilyPrefix { family, group } => {
                format!("a group of the family `{family}` cannot be named `{group}`")
            }
            Self::FamilyOfExtension => "only a group of a whole service has a family".into(),
            Self::FamilyType { of, family, names } => {
                let [user, name] = &**names;
                let of = of.as_ref().map_or("in no family".to_owned(), |of| format!("of the family `{of}`"));
                format!("`{user}` is {of}, but `{name}` is of the family `{family}`")
            }
            Self::BadFeature { name } => format!("`{name}` cannot be the name of a feature"),
            Self::BadTypeName { name, .. } => format!("{} cannot name a Rust type", quoted(name)),
            Self::ReservedName { name, .. } if name::is_device(name) => {
                format!("`{name}` would be the name of a file that Windows takes for a device")
            }
            Self::ReservedName { name, .. } => {
                format!("`{}` is a name that generated code uses itself", name::bare(name))
            }
            Self::DefinedTwice { name } => format!("`{name}` is defined twice"),
            Self::UsedAndDefined { name } => format!("`{name}` is listed under `uses`, and defined as well"),
            Self::UsedNowhere { name } => format!("`{name}` is listed under `uses`, but no type uses it"),
            Self::UsesItself => "`uses` names types of the crate that is being generated".into(),
            Self::NoIdent { name, .. } => format!("{} gives no valid Rust name", quoted(name)),
            Self::BadIdent { name, of } => format!("`{name}` cannot name {}", of.what()),
            Self::LongName { bytes, .. } => {
                format!("the name has {bytes} bytes in Rust, more than the {} that a file can have", name::LONGEST_NAME)
            }
            Self::Collision { rust, names, .. } => {
                let [first, second] = &**names;
                format!("{} and {} both become `{rust}` in Rust", quoted(first), quoted(second))
            }
            Self::TypeSyntax { why } => format!("this is not a type: {why}"),
            Self::UnknownType { name, .. } => format!("`{name}` is not a type of this spec"),
            Self::UnnamedInteger => "the value needs a `name` for its variant, since it is a number".into(),
            Self::WrongValue { expected } => format!("the values of this enum must be {expected}"),
            Self::NoFields => "the type has no fields".into(),
            Self::NoValues => "the enum has no values".into(),
            Self::Endless { name, circle, .. } => {
                format!("every `{name}` would contain another `{name}`, without end: {circle}")
            }
            Self::NoGroup => "the file has endpoints, but no `group`".into(),
            Self::UnnamedGroup => {
                "the group has no name: YAML inside Rust code has no file name to take it from".into()
            }
            Self::BadPath { why } => format!("this is not a path: {why}"),
            Self::SamePath { path } => format!("`{path}` is described twice"),
            Self::OutsideBase { base } => format!("the path does not begin with the group's base `{base}`"),
            Self::UnusedBase { base } => format!("no path of this file begins with the group's base `{base}`"),
            Self::RequiredAfterOptional { name } => format!("the required parameter `{name}` follows an optional one"),
            Self::ParamType { name } => format!("the parameter `{name}` cannot have this type"),
            Self::PathParam { name } => format!("the path contains `{{{name}}}`, which is not a parameter"),
            Self::OptionalInPath { name } => format!("`{name}` is part of the path and cannot be optional"),
            Self::DeprecatedWithoutReason => "deprecated, but neither a replacement nor a reason is given".into(),
            Self::BadReplacement { why } => format!("this cannot replace the endpoint: {why}"),
            Self::UnknownCostParam { name, .. } => format!("the cost depends on `{name}`, which is not a parameter"),
            Self::CostParamNotFlag { name } => format!("the cost depends on `{name}`, which is not a boolean"),
            Self::CostParamNotNumber { name } => format!("the cost depends on `{name}`, which is not an `integer`"),
            Self::CostParamUnknown { name } => format!("the cost depends on `{name}`, which has no default"),
            Self::BadCacheTarget { why, .. } => format!("a cached response cannot answer this request: {why}"),
            Self::BadDefault { expected } => format!("the default is not {expected}"),
            Self::RequiredDefault { name } => format!("the required parameter `{name}` has a default"),
            Self::BadSample { expected } => format!("the sample is not {expected}"),
            Self::BadAlias { why } => format!("this cannot be an alias: {why}"),
            Self::UnknownExample { key, .. } => format!("`{key}` is not an endpoint of this group"),
            Self::BadExample => "not a path inside the fixtures".into(),
            Self::PagesCursor { name, .. } => format!("`{name}` is not a parameter of this endpoint"),
            Self::PagesCursorType { name } => format!("the parameter `{name}` takes the cursor, but is not a `cursor`"),
            Self::PagesCursorRequired { name } => format!("the parameter `{name}` takes the cursor, but is required"),
            Self::PagesStep { step, found } => format!("`{step}` is not part of the response: {found}"),
            Self::PagesItems { found } => format!("the items of a page must be a list, but this is {found}"),
            Self::PagesItemTypes { first, second } => {
                format!("the items of a page must be of one type, but these are {first} and {second}")
            }
            Self::PagesNext { found } => {
                format!("the next cursor must be a `cursor` that may be null or absent, but this is {found}")
            }
            Self::PagesKey { found } => {
                format!("the key of an item must be an id, a text or an integer, but this is {found}")
            }
            Self::PagesEnd { found } => format!("`{found}` cannot be the last cursor of a list"),
        }
    }

    /// The text at the caret: the nearest known name.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        match self {
            Self::UnknownKey { key, known, .. } => nearest(key, known.iter().copied()).map(did_you_mean),
            Self::UnknownWord { word, known } => nearest(word, known.iter().copied()).map(did_you_mean),
            Self::BadTypeName { proposal, .. }
            | Self::UnknownType { proposal, .. }
            | Self::PagesCursor { proposal, .. }
            | Self::BadAccountRate { proposal, .. }
            | Self::UnknownServer { proposal, .. }
            | Self::UnknownFamily { proposal, .. }
            | Self::BadCacheTarget { proposal, .. }
            | Self::UnknownExample { proposal, .. }
            | Self::UnknownCostParam { proposal, .. } => proposal.as_deref().map(did_you_mean),
            _ => None,
        }
    }

    /// How to fix it.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one table of wordings, a row a variant")]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::NotUtf8 { .. } => "save the file as UTF-8; the text is readable up to here",
            Self::EmptyFile => {
                "start with one of `api`, `uses`, `group`, `ids`, `enums`, `types`, `unions`, `endpoints`"
            }
            Self::Syntax { help, .. } => return help.map(str::to_owned),
            Self::LineEnd { c } => return Some(line_end_help(*c)),
            Self::ReadersDisagree => "write it in a simpler form, for example in double quotes",
            Self::Forbidden { .. } => "write the value itself: a spec has no indirections",
            Self::TooLarge { .. } => "is this file a spec? If it is, split the service into several specs",
            Self::DuplicateKey { .. } | Self::ListedTwice { .. } => "keep one of the two",
            Self::UnknownKey { key, .. } if begins_entry(key) => {
                return Some(format!("is {} indented too deep? It looks like an entry beside this one", quoted(key)));
            }
            Self::UnknownKey { known, .. } | Self::UnknownWord { known, .. } => {
                return Some(format!("allowed here: {}", in_backticks(known.iter().copied())));
            }
            Self::MissingKey { key: "returns", .. } => "write its type, or `none` for a response without content",
            Self::MissingKey { key: "doc", .. } | Self::EmptyDoc => {
                "describe it in one line, for the users of the client"
            }
            Self::WrongShape { expected, found } if expected == "text" && found.contains('`') => "put it in quotes",
            Self::EmptyText => "write a text, or remove the key if it is optional",
            Self::BadKey { .. } => "a key is a text or a number; one `?` after a name means that it may be absent",
            Self::NoApi => "describe the service once, in `api.yaml`",
            Self::SecondApi => "a spec describes one service; keep one of the two",
            Self::BadCrate { .. } => "write it as in a `use` line: `my_api` for the crate `my-api`",
            Self::IdForm { .. } => {
                "write what it identifies; an id has digits unless it says `form: text`: `{ doc: An order., form: text }`"
            }
            Self::BadWay { .. } => {
                "write the names of fields and the positions in lists, with dots between: `errors.0.message`"
            }
            Self::InlineName { .. } => {
                "define it under `types`, with a name of its own, and write that name as the type"
            }
            Self::NoServers => "list at least one; the first is the default",
            Self::NoDefaultServer => "remove the name of the server that serves most endpoints",
            Self::SameServer { .. } => "rename or remove one of the two",
            Self::UnknownServer { proposal: None, .. } => {
                "name one of the service's `servers`: `{ url: .., name: .. }` in its `api.yaml`"
            }
            Self::UnknownFamily { proposal: None, .. } => {
                "describe it under `families` of the service's `api`: `families: { v2: { doc: .. } }`"
            }
            Self::EmptyFamily { .. } => "write `family:` in a group, or remove the family",
            Self::FamilyPrefix { family, group } => {
                return Some(format!(
                    "its name begins with `{family}_`: rename the file to `{family}_{group}.yaml`, or write \
                     `name: {family}_{group}`"
                ));
            }
            Self::FamilyOfExtension => "remove `family`: an extension adds its groups to the client itself",
            Self::FamilyType { names, .. } => {
                let name = &names[1];
                return Some(format!("write `{name}` in a file without a family, whose types all families share"));
            }
            Self::BadFeature { .. } => "use letters, digits, `_` and `-`, such as `v2`",
            Self::BadAuth { .. } => {
                "write `{ header: x-key, env: KEY }`, `{ scheme: Bearer, env: TOKEN }`, `{ scheme: Basic, env: [ID, SECRET] }`, or \
                 a list: `[{ header: x-id, env: ID }, { header: x-secret, env: SECRET }]`"
            }
            Self::KeysExclude { .. } => "keep one of the two",
            Self::BilledWithoutCost => "remove `billed`, or add `cost` to `api`",
            Self::NotSaidBilled => "add `billed: true` or `billed: false`: with a wrong guess a retry would cost money",
            Self::StatusesNotSaidBilled => {
                "add `statuses`, each with `billed`: with a wrong guess a retry would cost money"
            }
            Self::BadHeaderValue => "write it as the service's docs have it, or leave it out",
            Self::BadReturns { .. } => "a response is a type, `none` or `bytes`",
            Self::BadBody { help, .. } => help,
            Self::SameHeader { .. } => "keep one of the two; case makes no difference",
            Self::BadMethod { .. } => {
                "write `/path` for GET, or one of `POST`, `PUT`, `PATCH` and `DELETE` before it: `POST /path`"
            }
            Self::FieldType { of: "a form", .. } => {
                "use scalars, ids, enums, lists and maps of them, and types of these; or send the body as `body`"
            }
            Self::FieldType { .. } => "use scalars, ids, enums and `bytes`",
            Self::BytesElsewhere => "use it for a field of `upload`, for `body` and for `returns`",
            Self::CostWithoutPrice => "add `cost` to `api`, or remove it here",
            Self::NotAList { .. } => "remove `list`, or write the type as a list: `[T]`",
            Self::BadUnion { .. } => {
                "add `tag: FIELD` and `of: { VALUE: TYPE }` for objects; or use one type of each kind of JSON; or use `json`"
            }
            Self::BadServer { .. } => "write it as `https://host`, followed by a path if the API has one",
            Self::BadHeader { .. } => "use letters, digits and `-`, such as `x-access-key`",
            Self::TakenHeader { .. } => "name a header that the service reads, such as `x-access-key`",
            Self::BadEnv { .. } => "use capital letters, digits and `_`, such as `SERVICE_TOKEN`",
            Self::BadStatus { .. } => "write a number from 100 to 599, a class such as `5xx`, or `other`",
            Self::BadAccountRate { .. } => {
                "name an endpoint of this spec with `cost: 0` and no required parameter, and numbers in its response"
            }
            Self::NoOkStatus => "add `200: { means: ok, billed: true }`: without it every response is an error",
            Self::NoOtherStatus => "add `other: { means: unexpected, .. }` for the statuses that are not listed",
            Self::BadTypeName { .. } => "write the names of types, ids and enums in CamelCase",
            Self::DefinedTwice { .. } | Self::SamePath { .. } => "rename or remove one of the two",
            Self::UsedAndDefined { .. } => "rename the definition, or remove the name from `uses`",
            Self::UsedNowhere { .. } => "remove it from `uses`",
            Self::UsesItself => "define the types in this spec; `uses` is for specs that extend an existing client",
            Self::UnusedFile => "add an endpoint under `endpoints`, or remove the file from the list",
            Self::ReservedName { of, .. }
            | Self::NoIdent { of, .. }
            | Self::LongName { of, .. }
            | Self::Collision { of, .. } => of.another(),
            Self::BadIdent { of, .. } => of.spelling(),
            Self::TypeSyntax { .. } => {
                "a type is a name, `[T]`, `[A, B]`, `{string: T}`, or one of these with `?` for null"
            }
            Self::UnknownType { name, proposal: None, is_extension: true } => {
                return Some(format!(
                    "name it under `uses` if the client's crate defines it: `uses: [{name}]`; or define it under `types`, \
                     `enums` or `ids`"
                ));
            }
            Self::UnknownType { name, proposal: Some(_), is_extension: true } => {
                return Some(format!("if the client's crate defines it, name it under `uses`: `uses: [{name}]`"));
            }
            Self::UnknownType { proposal: None, .. } => {
                let scalars = SCALARS.iter().filter(|row| row.scalar != Scalar::Bytes);
                let scalars = in_backticks(scalars.map(|row| row.name));
                return Some(format!(
                    "define it under `types`, `enums`, `ids` or `unions`, or use a scalar: {scalars}"
                ));
            }
            Self::UnnamedInteger => "write `1: { name: Photo, doc: .. }`",
            Self::NoFields => "use `json` for an object whose fields are not known",
            Self::NoValues => "use `string` or `integer` if no value is known",
            Self::Endless { name, field, .. } => {
                return Some(format!(
                    "write `{name}?` where `{field}` can be null, or `{field}?` where it can be absent; a list or map of \
                     `{name}` can be empty"
                ));
            }
            Self::NoGroup => {
                "add `group: { doc: .., base: /v1/.. }`; the endpoints become methods of `client.<file name>()`"
            }
            Self::UnnamedGroup => "add `name: ..` to the group; it becomes `client.<name>()`",
            Self::BadPath { .. } => {
                "write it as `/v1/user/{id}`: parts of letters, digits and `._-~!$&'()*+,;=:@`; query parameters go under `params`"
            }
            Self::OutsideBase { .. } => "give the method a name with `name:`, or move the endpoint to another file",
            Self::UnusedBase { .. } => "correct the base; `/` is the base of paths that have nothing in common",
            Self::RequiredAfterOptional { .. } => "put required parameters first: they become arguments in this order",
            Self::ParamType { .. } => {
                let scalars = in_backticks(SCALARS.iter().filter(|row| row.param).map(|row| row.name));
                return Some(format!(
                    "a parameter is an id, an enum, one of {scalars}, a list of these or a type of these; for an optional one write `?` \
                     after its name"
                ));
            }
            Self::PathParam { .. } => "add it under `params`",
            Self::OptionalInPath { .. } => "remove the `?` after its name",
            Self::DeprecatedWithoutReason => "write `use: [/the/replacement]`, or `reason:` if there is none",
            Self::BadReplacement { .. } => "write the path of another endpoint, in this spec or not",
            Self::UnknownCostParam { proposal: None, .. } => "name one of the endpoint's parameters",
            Self::CostParamNotFlag { .. } => "`when` gives the cost of a request while a boolean parameter is true",
            Self::CostParamNotNumber { .. } => "`more` adds units for the amount that an integer parameter requests",
            Self::CostParamUnknown { .. } => {
                "add its `default`: without it the price of a request that leaves it out is unknown"
            }
            Self::BadCacheTarget { .. } => {
                "name an endpoint of this spec with `cache` and the same response, and for each of its parameters a field of the \
                 same type"
            }
            Self::BadAlias { .. } => "write another word by which readers search for it, or remove it",
            Self::UnknownExample { proposal: None, .. } => {
                "write the path of one of its endpoints, as below `endpoints`"
            }
            Self::RequiredDefault { .. } => "a parameter with a default is optional: write `?` after its name",
            Self::BadExample => "write a path relative to `tests/fixtures`, such as `user/by_id.json`",
            Self::PagesCursor { name, proposal: None } => {
                return Some(format!(
                    "declare it under `params`: `{name}?: cursor`; many services ignore unknown parameters, \
                     and every request would return the first page"
                ));
            }
            Self::PagesCursorType { .. } => "write `name?: cursor`",
            Self::PagesCursorRequired { .. } => "make it optional by `?` after its name: the first page has no cursor",
            Self::PagesStep { .. } => {
                "write a position in a tuple or the names of fields, starting from the response, and `[]` after a list: `0`, \
                 `response.users`, `rows[].next`"
            }
            Self::PagesItems { .. } => "write the path to the list under `items`",
            Self::PagesItemTypes { .. } => "name the places of one type alone",
            Self::PagesNext { .. } => "write its type as `cursor?`",
            Self::PagesKey { .. } => "write the name of the field that holds the item's id",
            Self::PagesEnd { .. } => "write `null`, `false` or a text such as `\"\"`",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// Whether a key looks like a path, or the name of a definition.
fn begins_entry(key: &str) -> bool {
    key.starts_with('/') || (key.len() > 1 && name::is_type_name(key))
}

impl Named {
    fn what(self) -> &'static str {
        match self {
            Self::Definition => "a definition",
            Self::Family => "a family",
            Self::Group => "a group",
            Self::Member => "a field or parameter",
            Self::Method => "a method",
            Self::Variant => "a variant",
        }
    }

    /// How to give another name.
    fn another(self) -> &'static str {
        match self {
            Self::Definition | Self::Family => "choose another name; it is not sent to the service",
            Self::Group => {
                "a group has the name of its file: rename the file, or give the group a name: `name: other_name`"
            }
            Self::Member => "give it a name for Rust: `{ type: .., rust: other_name }`",
            Self::Method => "give the method a name: `name: other_name`",
            Self::Variant => "give the variant a name: `{ name: OtherName, doc: .. }`",
        }
    }

    fn spelling(self) -> &'static str {
        match self {
            Self::Definition | Self::Variant => "use letters and digits in CamelCase, such as `ShortVideo`",
            Self::Family => "use lowercase letters, digits and `_`, starting with a letter, such as `v2`",
            Self::Group | Self::Method => {
                "use lowercase letters, digits and `_`, starting with a letter, such as `by_id`"
            }
            Self::Member => "use lowercase letters, digits and `_`, such as `user_id`",
        }
    }
}

fn line_end_help(c: char) -> String {
    match c {
        '\r' => "end lines with a line feed, or with a carriage return followed by a line feed".to_owned(),
        c => format!("some readers end a line here; write `\\u{:04x}` in double quotes", u32::from(c)),
    }
}
