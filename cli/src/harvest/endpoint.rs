//! The endpoints of jobs: by the keys that stores have, and by the names that users write.

use hikerapi_harvest::job::Arguments;
use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_runtime::service::Operation;

use crate::failure::Failure;
use crate::nearest::did_you_mean;
use crate::tool::{Tool, kebab};

/// Returns the endpoint with this key.
pub(super) fn by_key(tool: &Tool, key: &str) -> Option<&'static EndpointDescription> {
    tool.endpoints().map(|(_, endpoint)| endpoint).find(|endpoint| endpoint.operation.key() == key)
}

/// Returns the endpoint that a user means: `user/by-id`, `user by-id`, or its key, `/v1/user/by/id`.
pub(crate) fn meant(tool: &Tool, text: &str) -> Result<&'static EndpointDescription, Failure> {
    if let Some(endpoint) = by_key(tool, text) {
        return Ok(endpoint);
    }
    let name = text.split_whitespace().collect::<Vec<_>>().join("/");
    let names: Vec<String> = tool.endpoints().map(|(_, endpoint)| self::name(endpoint.operation)).collect();
    let found = names.iter().zip(tool.endpoints()).find(|(known, _)| **known == name);
    if let Some((_, (_, endpoint))) = found {
        return Ok(endpoint);
    }
    let hint = did_you_mean(&name, names.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| "the command `endpoints` lists all".to_owned());
    Err(Failure::usage(format!("there is no endpoint `{}`; {hint}", text.escape_debug())))
}

/// The name of an endpoint: `user/by-id`.
pub(super) fn name(operation: &Operation) -> String {
    format!("{}/{}", kebab(operation.group), kebab(operation.name))
}

/// The name of the endpoint with this key; the key where the tool has none.
pub(super) fn name_of_key(tool: &Tool, key: &str) -> String {
    by_key(tool, key).map_or_else(|| key.to_owned(), |endpoint| name(endpoint.operation))
}

/// The units of a request with these arguments.
pub(super) fn price(operation: &Operation, arguments: &Arguments) -> u64 {
    operation.price(|name| {
        let (_, values) = arguments.iter().find(|(known, _)| known == name)?;
        values.first().map(String::as_str)
    })
}

/// The units of the cheapest request.
pub(super) fn least_price(operation: &Operation) -> u64 {
    let exceptions = operation.units_when.iter().map(|when| when.units);
    exceptions.chain([operation.units]).min().unwrap_or_default().into()
}

/// The units of the dearest request; `None` where they grow with an amount.
pub(super) fn most_price(operation: &Operation) -> Option<u64> {
    let exceptions = operation.units_when.iter().map(|when| when.units);
    let most = exceptions.chain([operation.units]).max().unwrap_or_default();
    operation.units_more.is_none().then_some(most.into())
}
