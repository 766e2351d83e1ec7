//! Lists of all endpoints for the tests, from the spec: a new endpoint is tested by being there.

#[allow(dead_code, unreachable_pub, reason = "a module of the tests too, which need all of it")]
#[path = "src/project.rs"]
mod project;

use std::fmt::Write as _;
use std::path::PathBuf;

use spec::{Api, Endpoint, Enum, Group, IdForm, Param, Scalar, Span, Type, Values};

fn main() {
    let folder = project::root().join("spec");
    println!("cargo::rerun-if-changed={}", folder.display());
    let api = project::checked(&project::sources(&folder));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let texts = [
        ("requests.rs", requests(&api)),
        ("calls.rs", calls(&api)),
        ("lists.rs", lists(&api)),
        ("types.rs", types(&api)),
    ];
    for (name, text) in texts {
        std::fs::write(out.join(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn all(api: &Api) -> impl Iterator<Item = (&Group, &Endpoint)> {
    api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)))
}

/// A macro that gives the results of a generic function for every request, and one for those that return JSON.
fn requests(api: &Api) -> String {
    let returns_json = |endpoint: &Endpoint| endpoint.returns.ty().is_some();
    each("each_request", api, |_| true) + &each("each_json_request", api, returns_json)
}

fn each(name: &str, api: &Api, is_named: impl Fn(&Endpoint) -> bool) -> String {
    let mut text = format!("#[allow(unused_macros)]\nmacro_rules! {name} {{\n    ($check:ident) => {{[\n");
    for (group, endpoint) in all(api).filter(|(_, endpoint)| is_named(endpoint)) {
        let request = spec::request_name(&endpoint.name);
        writeln!(text, "        $check::<hikerapi::{}::{request}>(),", module(api, group)).ok();
    }
    text.push_str("    ]};\n}\n");
    text
}

/// The module of a group: `user`, or `v2::user` of a family.
fn module(api: &Api, group: &Group) -> String {
    api.group_call(group).replace("()", "").replace('.', "::")
}

/// The path of a definition that is written at this place: `types::Media`, or `v2::types::Post` of a family.
fn definition(api: &Api, name: &str, span: Span) -> String {
    match api.family_at(span) {
        Some(family) => format!("hikerapi::{}::types::{name}", api.families[family].name),
        None => format!("hikerapi::types::{name}"),
    }
}

/// A macro that calls a generic function for every type of the spec.
fn types(api: &Api) -> String {
    let ids = api.ids.iter().map(|id| (&id.name, id.span));
    let enums = api.enums.iter().map(|definition| (&definition.name, definition.span));
    let names = ids.chain(enums).chain(api.types.iter().map(|definition| (&definition.name, definition.span)));
    let mut text = "macro_rules! each_type {\n    ($check:ident) => {[\n".to_owned();
    for (name, span) in names {
        writeln!(text, "        $check::<{}>(),", definition(api, name, span)).ok();
    }
    text.push_str("    ]};\n}\n");
    text
}

/// A function that calls every endpoint with every parameter, and says what must be sent.
fn calls(api: &Api) -> String {
    let mut text = "#[allow(clippy::too_many_lines, reason = \"a line for each endpoint\")]\nasync fn every_call(hiker: &hikerapi::Client) -> Vec<Call> {\n    vec![\n".to_owned();
    for (group, endpoint) in all(api) {
        let (required, optional): (Vec<_>, Vec<_>) = endpoint.params.iter().partition(|param| param.required);
        let arguments: Vec<_> = required.iter().map(|param| sample(api, &param.ty).0).collect();
        let setters: String =
            optional.iter().map(|param| format!(".{}({})", param.rust, sample(api, &param.ty).0)).collect();
        let query: Vec<_> =
            endpoint.params.iter().map(|param| format!("{}={}", param.wire, sample(api, &param.ty).1)).collect();
        let target =
            if query.is_empty() { endpoint.path.clone() } else { format!("{}?{}", endpoint.path, query.join("&")) };
        let call = format!("hiker.{}.{}({}){setters}", api.group_call(group), endpoint.name, arguments.join(", "));
        let (group, method) = (&group.name, &endpoint.name);
        let new = if endpoint.returns.ty().is_some() { "new" } else { "of_bytes" };
        writeln!(text, "        Call::{new}({group:?}, {method:?}, {target:?}, {call}.send().await),").ok();
    }
    text.push_str("    ]\n}\n");
    text
}

/// A macro that calls a function for every list of the spec, with its pages and the parameters that it needs:
/// `each_list!(client, check, other, arguments)`.
fn lists(api: &Api) -> String {
    let mut text = "macro_rules! each_list {\n    ($client:expr, $check:path $(, $argument:expr)*) => {{\n".to_owned();
    for (group, endpoint) in all(api).filter(|(_, endpoint)| endpoint.pages.is_some()) {
        let required = || endpoint.params.iter().filter(|param| param.required);
        let arguments: Vec<_> = required().map(|param| sample(api, &param.ty).0).collect();
        let value = |param: &Param| format!("({:?}, {:?})", param.wire, unescaped(api, &param.ty));
        let values: Vec<_> = required().map(value).collect();
        let pages = format!("$client.{}.{}({}).pages()", api.group_call(group), endpoint.name, arguments.join(", "));
        writeln!(text, "        $check(|| {pages}, &[{}] $(, $argument)*).await;", values.join(", ")).ok();
    }
    text.push_str("    }};\n}\n");
    text
}

/// The value of [`sample`], as a text that is not encoded.
fn unescaped(api: &Api, ty: &Type) -> String {
    let (rust, sent) = sample(api, ty);
    rust.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or(sent, ToOwned::to_owned)
}

/// A value of a type as Rust writes it, and as a query does.
fn sample(api: &Api, ty: &Type) -> (String, String) {
    let (rust, sent) = match ty {
        Type::Scalar(Scalar::Boolean) => ("false", "false"),
        Type::Scalar(Scalar::Integer) => ("0", "0"),
        Type::Scalar(Scalar::Number) => ("0.5", "0.5"),
        Type::Scalar(Scalar::Url) => (r#""https://example.com/a?b=c""#, "https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc"),
        Type::Scalar(Scalar::Cursor) => (r#""QQ/+==""#, "QQ%2F%2B%3D%3D"),
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => ("787132", "787132"),
        Type::Enum(index) => return first_value(api, &api.enums[*index]),
        Type::List(item) => {
            let (rust, sent) = sample(api, item);
            return (format!("[{rust}]"), sent);
        }
        _ => (r#""a b&c=d#é""#, "a+b%26c%3Dd%23%C3%A9"),
    };
    (rust.to_owned(), sent.to_owned())
}

fn first_value(api: &Api, definition: &Enum) -> (String, String) {
    let name = self::definition(api, &definition.name, definition.span);
    match &definition.values {
        Values::Text(values) => {
            let wire = &values[0].wire;
            (format!("{name}::from({wire:?})"), wire.clone())
        }
        Values::Integer(values) => {
            let wire = values[0].wire;
            (format!("{name}::from({wire})"), wire.to_string())
        }
    }
}
