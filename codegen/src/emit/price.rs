//! What a request costs, in words.

use spec::{Api, Cost, Endpoint};

use crate::markdown;

/// "1 unit, 2 units with `force`"; `None` where requests have no price.
pub(super) fn of(api: &Api, endpoint: &Endpoint) -> Option<String> {
    let Cost { units, when } = &endpoint.cost;
    let has_price = match &api.service {
        Some(service) => service.cost.is_some(),
        // Whether the service that it extends has prices, an extension shows only where it states one.
        None => *units != 1 || !when.is_empty(),
    };
    let exceptions = when.iter().map(|(param, units)| format!(", {} with {}", counted(*units), markdown::code(param)));
    has_price.then(|| std::iter::once(counted(*units)).chain(exceptions).collect())
}

fn counted(units: u32) -> String {
    match units {
        0 => "free".to_owned(),
        1 => "1 unit".to_owned(),
        units => format!("{units} units"),
    }
}
