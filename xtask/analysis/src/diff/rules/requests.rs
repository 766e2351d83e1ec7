//! How a request is sent: where to, with which headers and body, and how often.

use spec::{BodyFormat, ListForm, Param, Place, Type};

use super::rule::Found;
use super::service::{both, constants};
use crate::diff::params::params;
use crate::diff::path::is_in_path;
use crate::diff::rust;
use crate::diff::sides::{At, Sides};

pub(super) fn headers_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = both(sides, |old, new, at| {
        let message = format!("sends {}, was {}", constants(&new.headers), constants(&old.headers));
        let found = (old.headers != new.headers).then(|| Found::compatible(format!("{at}::service::SERVICE"), message));
        found.into_iter().collect()
    });
    all.extend(compatible(sides, |old, new| {
        let (was, is) = (&old.endpoint.headers, &new.endpoint.headers);
        (was != is).then(|| format!("sends {}, was {}", constants(is), constants(was)))
    }));
    all
}

pub(super) fn server_changed(sides: &Sides<'_>) -> Vec<Found> {
    let shown = |server: &Option<String>| match server {
        Some(name) => format!("the server `{name}`"),
        None => "the default server".to_owned(),
    };
    compatible(sides, |old, new| {
        let (was, is) = (&old.endpoint.server, &new.endpoint.server);
        (was != is).then(|| format!("is sent to {}, was to {}", shown(is), shown(was)))
    })
}

pub(super) fn body_format_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| match (old.endpoint.body, new.endpoint.body) {
        (Some(was), Some(is)) if was != is => Some(format!("its body is {}, was {}", format_of(is), format_of(was))),
        _ => None,
    })
}

fn format_of(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => "JSON",
        BodyFormat::Form => "a form",
        BodyFormat::Upload => "an upload",
        BodyFormat::Bytes => "bytes",
    }
}

pub(super) fn safe_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| match (old.endpoint.is_safe, new.endpoint.is_safe) {
        (false, true) => Some("only reads, so that it is sent again after a failure".to_owned()),
        (true, false) => Some("may change something, so that it is not sent again after a failure".to_owned()),
        _ => None,
    })
}

pub(super) fn idempotency_added(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| match (&old.endpoint.idempotency, &new.endpoint.idempotency) {
        (None, Some(header)) => Some(format!("sends a key in `{header}`, and is sent again: `.idempotency_key(..)`")),
        _ => None,
    })
}

pub(super) fn idempotency_removed(sides: &Sides<'_>) -> Vec<Found> {
    let loses =
        |(old, new): &&(At<'_>, At<'_>)| old.endpoint.idempotency.is_some() && new.endpoint.idempotency.is_none();
    let found = |(old, _): &(At<'_>, At<'_>)| {
        let line = format!("{}.idempotency_key(key)", rust::call(sides.old, old.group, old.endpoint));
        let item = rust::method(sides.old, old.group, old.endpoint);
        Found::breaking(item, "sends no key, and is not sent again after a failure", line)
    };
    sides.endpoints.both.iter().filter(loses).map(found).collect()
}

pub(super) fn idempotency_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| match (&old.endpoint.idempotency, &new.endpoint.idempotency) {
        (Some(was), Some(is)) if was != is => Some(format!("sends its key in `{is}`, was in `{was}`")),
        _ => None,
    })
}

fn compatible(sides: &Sides<'_>, message: impl Fn(&At<'_>, &At<'_>) -> Option<String>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        if let Some(message) = message(old, new) {
            all.push(Found::compatible(rust::method(sides.new, new.group, new.endpoint), message));
        }
    }
    all
}

/// Another place of a parameter. One that moves into the path shows in `path_changed`.
pub(super) fn param_place_changed(sides: &Sides<'_>) -> Vec<Found> {
    of_params(sides, |(old, was), (new, is)| {
        let (was_at, is_at) = (place(old, was), place(new, is));
        (was_at != is_at && !is_in_path(new.endpoint, is))
            .then(|| format!("`{}` is sent in {is_at}, was in {was_at}", is.wire))
    })
}

fn place(at: &At<'_>, param: &Param) -> String {
    match &param.place {
        Place::Url if is_in_path(at.endpoint, param) => "the path".to_owned(),
        Place::Url => "the query".to_owned(),
        Place::Header(header) => format!("the header `{header}`"),
        Place::Field | Place::Body => "the body".to_owned(),
    }
}

pub(super) fn list_form_changed(sides: &Sides<'_>) -> Vec<Found> {
    of_params(sides, |(_, was), (new, is)| {
        let is_list = |param: &Param| matches!(param.ty, Type::List(_));
        let is_sent_so = match is.place {
            Place::Url => true,
            Place::Field => new.endpoint.body == Some(BodyFormat::Form),
            Place::Header(_) | Place::Body => false,
        };
        let differs = is_sent_so && is_list(was) && is_list(is) && was.list != is.list;
        differs.then(|| format!("`{}` is sent {}, was {}", is.wire, form(is.list), form(was.list)))
    })
}

fn form(list: ListForm) -> &'static str {
    match list {
        ListForm::Repeat => "once for each item",
        ListForm::Comma => "with commas between items",
        ListForm::Brackets => "with `[]` after its name",
    }
}

fn of_params(
    sides: &Sides<'_>,
    message: impl Fn((&At<'_>, &Param), (&At<'_>, &Param)) -> Option<String>,
) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for (was, is) in params((sides.old, old), (sides.new, new)).both {
            if let Some(message) = message((old, was), (new, is)) {
                all.push(Found::compatible(rust::param(sides.new, new.group, new.endpoint, is), message));
            }
        }
    }
    all
}
