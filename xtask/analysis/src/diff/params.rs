//! Which parameters of two endpoints belong together.

use spec::path::placeholders;
use spec::{Api, Endpoint, Param};

use super::path::template;
use super::rust;
use super::sides::{At, Pairs};

/// A parameter and the place that its value has in a call and in the path.
#[derive(Clone, Copy)]
struct Placed<'a> {
    param: &'a Param,
    /// Its position among the arguments of the method; `None` for one that is a method of the request.
    argument: Option<usize>,
    /// Its position among the parameters of the path.
    in_path: Option<usize>,
}

/// The parameters of an endpoint: by their name on the wire; else by their place in the path, where the paths differ in
/// the names of parameters alone; else by their name in Rust; else as the argument in the same place, of the same type.
/// Code that calls the method compiles after each of these changes.
pub(super) fn params<'a>((old_api, old): (&Api, &At<'a>), (new_api, new): (&Api, &At<'a>)) -> Pairs<&'a Param> {
    let is_same_path = template(&old.endpoint.path) == template(&new.endpoint.path);
    // A parameter and a field of the body can have one name.
    let is_in_body = |placed: &Placed<'_>| matches!(placed.param.place, spec::Place::Field | spec::Place::Body);
    let same_wire = |a: &Placed<'_>, b: &Placed<'_>| a.param.wire == b.param.wire && is_in_body(a) == is_in_body(b);
    let same_place = |a: &Placed<'_>, b: &Placed<'_>| is_same_path && a.in_path.is_some() && a.in_path == b.in_path;
    let same_rust =
        |a: &Placed<'_>, b: &Placed<'_>| a.param.rust == b.param.rust && a.param.required == b.param.required;
    let same_argument = |a: &Placed<'_>, b: &Placed<'_>| {
        let same_type = || rust::argument(old_api, a.param) == rust::argument(new_api, b.param);
        a.argument.is_some() && a.argument == b.argument && a.in_path.is_none() && b.in_path.is_none() && same_type()
    };
    let pairs =
        Pairs::by(placed(old.endpoint), placed(new.endpoint), &[&same_wire, &same_place, &same_rust, &same_argument]);
    Pairs {
        both: pairs.both.into_iter().map(|(old, new)| (old.param, new.param)).collect(),
        removed: pairs.removed.into_iter().map(|placed| placed.param).collect(),
        added: pairs.added.into_iter().map(|placed| placed.param).collect(),
    }
}

fn placed(endpoint: &Endpoint) -> Vec<Placed<'_>> {
    let in_path: Vec<_> = placeholders(&endpoint.path).collect();
    let mut arguments = 0;
    let place =
        |param: &'_ Param| in_path.iter().position(|name| *name == param.wire && param.place == spec::Place::Url);
    let mut placed = Vec::new();
    for param in &endpoint.params {
        let argument = param.required.then_some(arguments);
        arguments += usize::from(param.required);
        placed.push(Placed { param, argument, in_path: place(param) });
    }
    placed
}
