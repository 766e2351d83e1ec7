//! What a request costs, in words.

use spec::Endpoint;

use crate::markdown;

/// "1 unit, 2 units with `force`".
pub(super) fn of(endpoint: &Endpoint) -> String {
    let plural = |units: u32| match units {
        0 => "free".to_owned(),
        1 => "1 unit".to_owned(),
        units => format!("{units} units"),
    };
    let exceptions =
        endpoint.cost.when.iter().map(|(param, units)| format!(", {} with {}", plural(*units), markdown::code(param)));
    std::iter::once(plural(endpoint.cost.units)).chain(exceptions).collect()
}
