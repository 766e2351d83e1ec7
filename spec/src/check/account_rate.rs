//! The endpoint that returns the rate of an account, and what it has left.

use crate::hint::nearest;
use crate::model::{AccountRate, Api, Cost, Endpoint, Field, Method, Returns, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::Node;

/// Resolves `rate_limit: { account: .. }`. It needs all endpoints.
pub(super) fn resolve(acc: &mut Problems, api: &mut Api, section: Option<&Node>) {
    let Some(account) = section.and_then(|api| api.get("rate_limit")?.get("account")) else { return };
    let (Some(path), Some(field)) = (account.get("path"), account.get("field")) else { return };
    let wanted = path.text().unwrap_or_default();
    let mut endpoints = api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |it| (group, it)));
    let Some((group, endpoint)) = endpoints.find(|(_, endpoint)| endpoint.key() == wanted) else {
        let paths = api.groups.iter().flat_map(|group| &group.endpoints).map(|endpoint| endpoint.path.as_str());
        let proposal = nearest(wanted, paths).map(str::to_owned);
        acc.add(
            path.span,
            Problem::BadAccountRate { why: format!("`{wanted}` is not an endpoint of this spec"), proposal },
        );
        return;
    };
    if let Some(why) = unsuitable(endpoint) {
        acc.add(path.span, Problem::BadAccountRate { why, proposal: None });
    }
    let fields = fields(api, &endpoint.returns);
    let rate = AccountRate {
        path: endpoint.path.clone(),
        group: group.name.clone(),
        method: endpoint.name.clone(),
        field: field_of(acc, fields, field, "a number", &[Scalar::Integer, Scalar::Number]),
        units_left: account
            .get("units_left")
            .map(|units| field_of(acc, fields, units, "an integer", &[Scalar::Integer])),
    };
    if let Some(service) = &mut api.service {
        service.account_rate = Some(rate);
    }
}

fn unsuitable(endpoint: &Endpoint) -> Option<String> {
    if endpoint.method != Method::Get {
        return Some("the endpoint is no GET".to_owned());
    }
    let Cost { units, when, more, .. } = &endpoint.cost;
    if *units > 0 || more.is_some() || when.iter().any(|(_, units)| *units > 0) {
        return Some("the endpoint is not free".to_owned());
    }
    let required = endpoint.params.iter().find(|param| param.required)?;
    Some(format!("the endpoint needs `{}`", required.wire))
}

/// The name of a field of the response, which must be of one of these types.
fn field_of(acc: &mut Problems, fields: &[Field], node: &Node, what: &str, types: &[Scalar]) -> String {
    let name = node.text().unwrap_or_default();
    let is_suitable = |field: &&Field| matches!(&field.ty, Type::Scalar(scalar) if types.contains(scalar));
    let names = || fields.iter().filter(is_suitable).map(|field| field.wire.as_str());
    if !names().any(|field| field == name) {
        let why = format!("the response has no field `{name}` with {what}");
        let proposal = nearest(name, names()).map(str::to_owned);
        acc.add(node.span, Problem::BadAccountRate { why, proposal });
    }
    name.to_owned()
}

fn fields<'a>(api: &'a Api, returns: &Returns) -> &'a [Field] {
    match returns {
        Returns::Json(Type::Struct(index)) => &api.types[*index].fields,
        _ => &[],
    }
}
