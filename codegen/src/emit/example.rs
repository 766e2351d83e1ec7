//! Examples in docs, which the reader can paste.

use heck::ToSnakeCase;
use spec::{Api, Endpoint, Group, Method, Returns, Service, Type};

use super::literal::literal;

/// The example of a client: from the environment to a first response.
pub(super) fn client(api: &Api, service: &Service) -> Option<String> {
    let (endpoint, call) = cheapest(api)?;
    let mut lines = vec![format!("let client = {}::Client::{}", api.client_crate, made(service))];
    lines.extend(response(api, endpoint, &format!("{call}.await?")));
    Some(block(api, "run()", &lines))
}

/// The example of a blocking client: a program with a first response, and the items of a list where there is one.
pub(super) fn blocking_client(api: &Api, service: &Service) -> Option<String> {
    let (endpoint, call) = cheapest(api)?;
    let mut lines = vec![format!("let client = Client::{}", made(service))];
    lines.extend(response(api, endpoint, &format!("{call}.get()?")));
    if let Some(list) = always(api).find_map(|group| list(api, group)) {
        lines.extend([
            String::new(),
            format!("for item in {list}.items().max_items(100) {{"),
            "    println!(\"{:?}\", item?);".to_owned(),
            "}".to_owned(),
        ]);
    }
    let client_crate = &api.client_crate;
    let indented = lines.iter().map(|line| if line.is_empty() { line.clone() } else { format!("    {line}") });
    let body = indented.collect::<Vec<_>>().join("\n");
    Some(format!(
        "```no_run\nuse {client_crate}::blocking::Client;\n\nfn main() -> {client_crate}::Result<()> {{\n{body}\n    Ok(())\n}}\n```"
    ))
}

/// How a client is made, with where the key is as a comment.
fn made(service: &Service) -> String {
    let variables: Vec<_> = service.envs().collect();
    match variables.as_slice() {
        [] => "new()?;".to_owned(),
        [one] => format!("from_env()?; // the key in {one}"),
        several => format!("from_env()?; // the keys in {}", several.join(", ")),
    }
}

/// The example of a group: one response, and the items of a list where it has one.
pub(super) fn group(api: &Api, group: &Group) -> Option<String> {
    let (endpoint, call) = first(api, group)?;
    let mut lines = response(api, endpoint, &format!("{call}.await?"));
    if let Some(list) = list(api, group) {
        lines.extend([
            String::new(),
            format!("let mut items = {list}.items().max_items(100);"),
            "while let Some(item) = items.next().await? {".to_owned(),
            "    println!(\"{item:?}\");".to_owned(),
            "}".to_owned(),
        ]);
    }
    let signature = format!("run(client: {}::Client)", api.client_crate);
    Some(block(api, &signature, &lines))
}

/// An example is compiled as a test where the generated code is a client of its own. An extension is in a module that the
/// generator does not know.
fn block(api: &Api, signature: &str, lines: &[String]) -> String {
    let language = if api.service.is_some() { "no_run" } else { "ignore" };
    let body = lines.join("\n");
    let result = format!("{}::Result<()>", api.client_crate);
    format!("```{language}\n# async fn {signature} -> {result} {{\n{body}\n# Ok(())\n# }}\n```")
}

/// The groups that are compiled whatever the features are.
fn always(api: &Api) -> impl Iterator<Item = &Group> {
    api.groups.iter().filter(|group| api.feature_of(group.family).is_none())
}

/// The first endpoints of all groups, or rather that which costs least: who tries a client should not have to pay.
fn cheapest(api: &Api) -> Option<(&Endpoint, String)> {
    always(api).filter_map(|group| first(api, group)).min_by_key(|(endpoint, _)| endpoint.cost.units)
}

/// The endpoints that are not deprecated.
fn current(group: &Group) -> impl Iterator<Item = &Endpoint> {
    group.endpoints.iter().filter(|endpoint| endpoint.deprecated.is_none())
}

/// The endpoint that an example shows, and the call: that of the spec, or the first one that can be called with samples. One that
/// reads is before one that changes something, and a value before a page.
fn first<'a>(api: &Api, group: &'a Group) -> Option<(&'a Endpoint, String)> {
    if let Some(shown) = shown(group).and_then(|endpoint| Some((endpoint, call(api, group, endpoint)?))) {
        return Some(shown);
    }
    let callable = current(group).filter_map(|endpoint| Some((endpoint, call(api, group, endpoint)?)));
    callable.min_by_key(|(endpoint, _)| {
        let is_read = endpoint.method == Method::Get || endpoint.is_safe;
        (!is_read, endpoint.pages.is_some())
    })
}

/// The endpoint that the spec names for the example.
fn shown(group: &Group) -> Option<&Endpoint> {
    let name = group.example.as_ref()?;
    group.endpoints.iter().find(|endpoint| endpoint.name == *name)
}

/// The call of the first list, or of the one that the example shows.
fn list(api: &Api, group: &Group) -> Option<String> {
    shown(group)
        .into_iter()
        .chain(current(group))
        .filter(|endpoint| endpoint.pages.is_some())
        .find_map(|endpoint| call(api, group, endpoint))
}

/// The lines that send a request and show its response.
fn response(api: &Api, endpoint: &Endpoint, call: &str) -> Vec<String> {
    match &endpoint.returns {
        Returns::Nothing => vec![format!("{call};")],
        Returns::Bytes => {
            vec![format!("let bytes = {call};"), "println!(\"{} bytes\", bytes.len());".to_owned()]
        }
        Returns::Json(ty) => {
            let variable = variable(api, ty);
            vec![format!("let {variable} = {call};"), format!("println!(\"{{{variable}:?}}\");")]
        }
    }
}

/// The variable for a value: `user` for a `User`.
fn variable(api: &Api, ty: &Type) -> String {
    match ty {
        Type::List(_) => "list".to_owned(),
        Type::Tuple(_) => "page".to_owned(),
        // A name that is a keyword in lower case cannot be a variable.
        ty => match api.name_of(ty).map(ToSnakeCase::to_snake_case) {
            Some(name) if syn::parse_str::<syn::Ident>(&name).is_ok() => name,
            _ => "value".to_owned(),
        },
    }
}

/// The call with sample arguments; `None` where a parameter has a type without a sample.
fn call(api: &Api, group: &Group, endpoint: &Endpoint) -> Option<String> {
    let required = endpoint.params.iter().filter(|param| param.required);
    let arguments = required.map(|param| literal(api, param)).collect::<Option<Vec<_>>>()?;
    Some(format!("client.{}.{}({})", api.group_call(group), endpoint.name, arguments.join(", ")))
}
