//! Examples in docs, which the reader can paste.

use heck::ToSnakeCase;
use spec::{Api, Endpoint, Group, IdForm, Param, Scalar, Service, Type, Values};

use crate::ident::bare;

/// The example of a client: from the environment to a first response.
pub(super) fn client(api: &Api, service: &Service) -> Option<String> {
    let (group, call) = api.groups.iter().find_map(|group| Some((group, call(api, group, first(api, group)?)?)))?;
    let variable = variable(api, first(api, group)?);
    let lines = [
        format!("let client = {}::Client::from_env()?;{}", api.client_crate, key(service)),
        format!("let {variable} = {call}.await?;"),
        format!("println!(\"{{{variable}:?}}\");"),
    ];
    Some(block(api, "run()", &lines))
}

/// The example of a blocking client: a program with a first response, and the items of a list where there is one.
pub(super) fn blocking_client(api: &Api, service: &Service) -> Option<String> {
    let (group, call) = api.groups.iter().find_map(|group| Some((group, call(api, group, first(api, group)?)?)))?;
    let variable = variable(api, first(api, group)?);
    let mut lines = vec![
        format!("    let client = Client::from_env()?;{}", key(service)),
        format!("    let {variable} = {call}.get()?;"),
        format!("    println!(\"{{{variable}:?}}\");"),
    ];
    if let Some(list) = api.groups.iter().find_map(|group| list(api, group)) {
        lines.extend([
            String::new(),
            format!("    for item in {list}.items().max_items(100) {{"),
            "        println!(\"{:?}\", item?);".to_owned(),
            "    }".to_owned(),
        ]);
    }
    let client_crate = &api.client_crate;
    let body = lines.join("\n");
    Some(format!(
        "```no_run\nuse {client_crate}::blocking::Client;\n\nfn main() -> {client_crate}::Result<()> {{\n{body}\n    Ok(())\n}}\n```"
    ))
}

/// Where the key is, as a comment.
fn key(service: &Service) -> String {
    let variables: Vec<_> = service.envs().collect();
    match variables.as_slice() {
        [] => String::new(),
        [one] => format!(" // the key in {one}"),
        several => format!(" // the keys in {}", several.join(", ")),
    }
}

/// The example of a group: one response, and the items of a list where it has one.
pub(super) fn group(api: &Api, group: &Group) -> Option<String> {
    let endpoint = first(api, group)?;
    let variable = variable(api, endpoint);
    let mut lines = vec![
        format!("let {variable} = {}.await?;", call(api, group, endpoint)?),
        format!("println!(\"{{{variable}:?}}\");"),
    ];
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

/// The endpoints that are not deprecated.
fn current(group: &Group) -> impl Iterator<Item = &Endpoint> {
    group.endpoints.iter().filter(|endpoint| endpoint.deprecated.is_none())
}

/// The first endpoint that returns a value and no page, or else the first one.
fn first<'a>(api: &Api, group: &'a Group) -> Option<&'a Endpoint> {
    let mut callable = current(group).filter(|endpoint| call(api, group, endpoint).is_some()).peekable();
    let any = callable.peek().copied();
    callable.find(|endpoint| endpoint.pages.is_none()).or(any)
}

/// The call of the first list.
fn list(api: &Api, group: &Group) -> Option<String> {
    current(group).filter(|endpoint| endpoint.pages.is_some()).find_map(|endpoint| call(api, group, endpoint))
}

/// The variable for what an endpoint returns: `user` for a `User`.
fn variable(api: &Api, endpoint: &Endpoint) -> String {
    match endpoint.returns.ty() {
        Some(Type::List(_)) => "list".to_owned(),
        Some(Type::Tuple(_)) => "page".to_owned(),
        None => "value".to_owned(),
        // A name that is a keyword in lower case cannot be a variable.
        Some(ty) => match api.name_of(ty).map(ToSnakeCase::to_snake_case) {
            Some(name) if syn::parse_str::<syn::Ident>(&name).is_ok() => name,
            _ => "value".to_owned(),
        },
    }
}

/// The call with sample arguments; `None` where a parameter has a type without a sample.
fn call(api: &Api, group: &Group, endpoint: &Endpoint) -> Option<String> {
    let required = endpoint.params.iter().filter(|param| param.required);
    let arguments = required.map(|param| sample(api, param)).collect::<Option<Vec<_>>>()?;
    Some(format!("client.{}().{}({})", group.name, endpoint.name, arguments.join(", ")))
}

fn sample(api: &Api, param: &Param) -> Option<String> {
    let sample = match &param.ty {
        Type::Scalar(Scalar::Boolean) => "true".to_owned(),
        Type::Scalar(Scalar::Integer) => "10".to_owned(),
        Type::Scalar(Scalar::Number) => "1.5".to_owned(),
        Type::Scalar(Scalar::String) => format!("\"{}\"", bare(&param.rust)),
        Type::Scalar(Scalar::Url) => "\"https://example.com\"".to_owned(),
        Type::Scalar(Scalar::Cursor) => "\"cursor\"".to_owned(),
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => "7".to_owned(),
        Type::Id(_) => "\"7\"".to_owned(),
        Type::Enum(index) => match &api.enums[*index].values {
            Values::Text(values) => format!("{:?}", values.first()?.wire),
            Values::Integer(values) => values.first()?.wire.to_string(),
        },
        _ => return None,
    };
    Some(sample)
}
