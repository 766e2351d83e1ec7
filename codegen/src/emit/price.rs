//! What a request costs, in words.

use spec::{Api, Cost, Endpoint, More};

use crate::markdown;

/// "1 unit, 2 units with `force`", "1 unit for every 20 of `amount`"; `None` where requests have no price.
pub(super) fn of(api: &Api, endpoint: &Endpoint) -> Option<String> {
    let cost = &endpoint.cost;
    let has_price = match &api.service {
        Some(service) => service.cost.is_some(),
        // Whether the service that it extends has prices, an extension shows only where it states one.
        None => *cost != Cost::of(1),
    };
    has_price.then(|| words(cost))
}

fn words(cost: &Cost) -> String {
    let Cost { units, when, more, is_estimate } = cost;
    let units = match more {
        Some(More { units: more, every, of, .. }) if more == units && when.is_empty() => {
            format!("{} for every {every} of {}", counted(*units), markdown::code(of))
        }
        _ => {
            let exceptions =
                when.iter().map(|(param, units)| format!(", {} with {}", counted(*units), markdown::code(param)));
            let more = more.iter().map(|More { units, every, of, .. }| {
                format!(", and {units} more for every further {every} of {}", markdown::code(of))
            });
            std::iter::once(counted(*units)).chain(exceptions).chain(more).collect()
        }
    };
    if *is_estimate { format!("{units} (an estimate)") } else { units }
}

fn counted(units: u32) -> String {
    match units {
        0 => "free".to_owned(),
        1 => "1 unit".to_owned(),
        units => format!("{units} units"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn more(units: u32, every: u32) -> Option<More> {
        Some(More { units, every, of: "amount".to_owned(), default: every.into() })
    }

    #[test]
    fn a_price_by_an_amount_reads_as_one() {
        let by_amount = Cost { more: more(1, 20), ..Cost::of(1) };
        assert_eq!(words(&by_amount), "1 unit for every 20 of `amount`");
        let estimate = Cost { more: more(1, 46), is_estimate: true, ..Cost::of(2) };
        assert_eq!(words(&estimate), "2 units, and 1 more for every further 46 of `amount` (an estimate)");
        let when = Cost { when: vec![("force".to_owned(), 1)], more: more(2, 10), ..Cost::of(2) };
        assert_eq!(words(&when), "2 units, 1 unit with `force`, and 2 more for every further 10 of `amount`");
    }
}
