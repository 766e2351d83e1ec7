//! Source of a program that calls every endpoint of a client, so that all of it is compiled.

use std::fmt::Write;

use spec::{Api, IdForm, Param, Scalar, Type};

/// Writes a function for each endpoint. The future is boxed: one that is never polled is not compiled.
pub(crate) fn calls(api: &Api, head: &str) -> String {
    let mut text = format!("#![allow(deprecated)]\n{head}");
    let endpoints = api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    for (index, (group, endpoint)) in endpoints.enumerate() {
        let required = endpoint.params.iter().filter(|param| param.required);
        let arguments: Vec<_> = required.map(|param| argument(api, param)).collect();
        let _ = writeln!(
            text,
            "pub fn call{index}(client: &Client) -> std::pin::Pin<Box<dyn Future<Output = bool> + Send>> {{\n    \
             let call = client.{}().{}({});\n    Box::pin(async move {{ call.await.is_ok() }})\n}}",
            group.name,
            endpoint.name,
            arguments.join(", ")
        );
    }
    text
}

fn argument(api: &Api, param: &Param) -> &'static str {
    match &param.ty {
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => "7",
        Type::Scalar(Scalar::Integer) => "7",
        Type::Scalar(Scalar::Boolean) => "true",
        _ => "\"x\"",
    }
}
