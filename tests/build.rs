//! Lists of all endpoints for the tests, from the spec: a new endpoint is tested by being there.

#[allow(dead_code, unreachable_pub, reason = "a module of the tests too, which need all of it")]
#[path = "src/project.rs"]
mod project;

use std::fmt::Write as _;
use std::path::PathBuf;

use spec::{Api, Endpoint, Group, IdForm, Scalar, Type, Values};

fn main() {
    let folder = project::root().join("spec");
    println!("cargo::rerun-if-changed={}", folder.display());
    let api = project::checked(&project::sources(&folder));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    for (name, text) in [("requests.rs", requests(&api)), ("calls.rs", calls(&api)), ("types.rs", types(&api))] {
        std::fs::write(out.join(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn all(api: &Api) -> impl Iterator<Item = (&Group, &Endpoint)> {
    api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)))
}

/// A macro that gives the results of a generic function for every request.
fn requests(api: &Api) -> String {
    let mut text = "macro_rules! each_request {\n    ($check:ident) => {[\n".to_owned();
    for (group, endpoint) in all(api) {
        let request = spec::request_name(&endpoint.name);
        writeln!(text, "        $check::<hikerapi::{}::{request}>(),", group.name).ok();
    }
    text.push_str("    ]};\n}\n");
    text
}

/// A macro that calls a generic function for every type of the spec.
fn types(api: &Api) -> String {
    let ids = api.ids.iter().map(|id| &id.name);
    let enums = api.enums.iter().map(|definition| &definition.name);
    let names = ids.chain(enums).chain(api.types.iter().map(|definition| &definition.name));
    let mut text = "macro_rules! each_type {\n    ($check:ident) => {[\n".to_owned();
    for name in names {
        writeln!(text, "        $check::<hikerapi::types::{name}>(),").ok();
    }
    text.push_str("    ]};\n}\n");
    text
}

/// A function that calls every endpoint with every parameter, and says what must be sent.
fn calls(api: &Api) -> String {
    let mut text = "async fn every_call(hiker: &hikerapi::Client) -> Vec<Call> {\n    vec![\n".to_owned();
    for (group, endpoint) in all(api) {
        let (required, optional): (Vec<_>, Vec<_>) = endpoint.params.iter().partition(|param| param.required);
        let arguments: Vec<_> = required.iter().map(|param| sample(api, &param.ty).0).collect();
        let setters: String =
            optional.iter().map(|param| format!(".{}({})", param.rust, sample(api, &param.ty).0)).collect();
        let query: Vec<_> =
            endpoint.params.iter().map(|param| format!("{}={}", param.wire, sample(api, &param.ty).1)).collect();
        let target =
            if query.is_empty() { endpoint.path.clone() } else { format!("{}?{}", endpoint.path, query.join("&")) };
        let call = format!("hiker.{}().{}({}){setters}", group.name, endpoint.name, arguments.join(", "));
        let (group, method) = (&group.name, &endpoint.name);
        writeln!(text, "        Call::new({group:?}, {method:?}, {target:?}, {call}.send().await),").ok();
    }
    text.push_str("    ]\n}\n");
    text
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
        Type::Enum(index) => return first_value(&api.enums[*index].values, &api.enums[*index].name),
        _ => (r#""a b&c=d#é""#, "a+b%26c%3Dd%23%C3%A9"),
    };
    (rust.to_owned(), sent.to_owned())
}

fn first_value(values: &Values, name: &str) -> (String, String) {
    match values {
        Values::Text(values) => {
            let wire = &values[0].wire;
            (format!("hikerapi::types::{name}::from({wire:?})"), wire.clone())
        }
        Values::Integer(values) => {
            let wire = values[0].wire;
            (format!("hikerapi::types::{name}::from({wire})"), wire.to_string())
        }
    }
}
