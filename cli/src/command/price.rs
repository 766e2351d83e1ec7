//! Prices in words and as data.

use hikerapi_runtime::service::{Operation, UnitsMore};

use super::names;
use crate::tool::Tool;
use crate::words::count;

/// Returns the price of a request: `2 units; 1 unit with --force`. `None` where the service has no prices.
pub(super) fn words(tool: &Tool, operation: &Operation) -> Option<String> {
    if !tool.service.has_price() {
        return None;
    }
    let flags = names::flags(operation.params);
    let flag_of = |param: &str| flags.get(operation.params.iter().position(|known| known.name == param)?);
    let mut words = counted(operation.units);
    for when in operation.units_when {
        let Some(flag) = flag_of(when.param) else { continue };
        words.push_str(&format!("; {} with --{flag}", counted(when.units)));
    }
    if let Some((more, flag)) = operation.units_more.and_then(|more| Some((more, flag_of(more.param)?))) {
        let UnitsMore { units, every, .. } = more;
        if units == operation.units && operation.units_when.is_empty() {
            words.push_str(&format!(" for every {every} of --{flag}"));
        } else {
            words.push_str(&format!("; {units} more for every further {every} of --{flag}"));
        }
    }
    if operation.is_estimate {
        words.push_str(" (an estimate)");
    }
    Some(words)
}

fn counted(units: u32) -> String {
    if units == 0 { "free".to_owned() } else { count(units.into(), "unit") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_counted() {
        assert_eq!([0, 1, 2].map(counted), ["free", "1 unit", "2 units"]);
    }
}
