//! Prices in words and as data.

use hikerapi_runtime::service::Operation;

use super::names;
use crate::tool::Tool;
use crate::words::count;

/// Returns the price of a request: `2 units; 1 unit with --force`. `None` where the service has no prices.
pub(super) fn words(tool: &Tool, operation: &Operation) -> Option<String> {
    if !tool.service.has_price() {
        return None;
    }
    let flags = names::flags(operation.params);
    let mut words = counted(operation.units);
    for when in operation.units_when {
        let param = operation.params.iter().position(|param| param.name == when.param);
        let Some(flag) = param.and_then(|at| flags.get(at)) else { continue };
        words.push_str(&format!("; {} with --{flag}", counted(when.units)));
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
