//! The generated client in words: its paths, its types, and lines of code that use it.

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Api, Endpoint, Field, Group, Param, Presence, Returns, Scalar, Type, bare, request_name};

/// A type as the generated code writes it, without the modules.
pub(super) fn ty(api: &Api, of: &Type) -> String {
    match of {
        Type::Scalar(scalar) => scalar.row().rust.to_owned(),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => {
            api.name_of(of).unwrap_or_default().to_owned()
        }
        Type::List(item) => format!("Vec<{}>", ty(api, item)),
        Type::Tuple(items) => format!("({})", items.iter().map(|item| ty(api, item)).collect::<Vec<_>>().join(", ")),
        Type::Map(value) => format!("BTreeMap<String, {}>", ty(api, value)),
        Type::Nullable(inner) => format!("Option<{}>", ty(api, inner)),
    }
}

/// What a request returns.
pub(super) fn output(api: &Api, returns: &Returns) -> String {
    match returns {
        Returns::Nothing => "()".to_owned(),
        Returns::Bytes => "Binary".to_owned(),
        Returns::Json(of) => ty(api, of),
    }
}

/// The type of a field without its marks for null and absence.
pub(super) fn ty_of_value(api: &Api, field: &Field) -> String {
    let bare = ty(api, &field.ty);
    if field.boxed { format!("Box<{bare}>") } else { bare }
}

/// The type of a field.
pub(super) fn field(api: &Api, field: &Field) -> String {
    let ty_of_value = ty_of_value(api, field);
    match field.presence() {
        Presence::Required => ty_of_value,
        Presence::Nullable | Presence::Optional => format!("Option<{ty_of_value}>"),
        Presence::Sparse => format!("Sparse<{ty_of_value}>"),
    }
}

/// What a parameter is given as.
pub(super) fn argument(api: &Api, param: &Param) -> String {
    match &param.ty {
        Type::Scalar(Scalar::Json) => "impl Serialize".to_owned(),
        Type::List(item) => format!("impl IntoIterator<Item = {}>", part(api, item)),
        Type::Map(value) => format!("impl IntoIterator<Item = (impl Into<String>, {})>", part(api, value)),
        Type::Nullable(inner) => format!("impl Into<Sparse<{}>>", ty(api, inner)),
        of => part(api, of),
    }
}

/// The same for what is inside of a list or a map.
fn part(api: &Api, of: &Type) -> String {
    match of {
        Type::Scalar(Scalar::Boolean | Scalar::Integer) => ty(api, of),
        of => format!("impl Into<{}>", ty(api, of)),
    }
}

/// The path of a definition.
pub(super) fn definition(api: &Api, name: &str) -> String {
    let spans = api.ids.iter().map(|it| (&it.name, it.span));
    let spans = spans.chain(api.enums.iter().map(|it| (&it.name, it.span)));
    let spans = spans.chain(api.types.iter().map(|it| (&it.name, it.span)));
    let mut spans = spans.chain(api.unions.iter().map(|it| (&it.name, it.span)));
    let family = spans.find(|(known, _)| *known == name).and_then(|(_, span)| api.family_at(span));
    format!("{}::types::{name}", module(api, family))
}

/// The module of a family; that of the client for none.
fn module(api: &Api, family: Option<usize>) -> String {
    match family {
        Some(family) => format!("{}::{}", api.client_crate, bare(&api.families[family].name)),
        None => api.client_crate.clone(),
    }
}

/// The path of a field or variant.
pub(super) fn member(api: &Api, definition: &str, name: &str) -> String {
    format!("{}::{}", self::definition(api, definition), bare(name))
}

/// The path of a group.
pub(super) fn group(api: &Api, group: &Group) -> String {
    let name = bare(&group.inner);
    format!("{}::{name}::{}Api", module(api, group.family), name.to_upper_camel_case())
}

/// The path of a method.
pub(super) fn method(api: &Api, group: &Group, endpoint: &Endpoint) -> String {
    format!("{}::{}", self::group(api, group), bare(&endpoint.name))
}

/// The path of the method that sets an optional parameter, or of the method that takes a required one.
pub(super) fn param(api: &Api, group: &Group, endpoint: &Endpoint, param: &Param) -> String {
    if param.required {
        return method(api, group, endpoint);
    }
    let (inner, request) = (bare(&group.inner), request_name(&endpoint.name));
    format!("{}::{inner}::{request}::{}", module(api, group.family), bare(&param.rust))
}

/// A line that calls the method with its required parameters.
pub(super) fn call(api: &Api, group: &Group, endpoint: &Endpoint) -> String {
    let required = endpoint.params.iter().filter(|param| param.required).map(|param| param.rust.as_str());
    let arguments = required.collect::<Vec<_>>().join(", ");
    format!("client.{}.{}({arguments})", api.group_call(group), endpoint.name)
}

/// A line that sets an optional parameter.
pub(super) fn set(api: &Api, group: &Group, endpoint: &Endpoint, param: &Param) -> String {
    format!("{}.{}({})", call(api, group, endpoint), param.rust, bare(&param.rust))
}

/// A variable of the type's name.
pub(super) fn variable(definition: &str) -> String {
    definition.to_snake_case()
}
