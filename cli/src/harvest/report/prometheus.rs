//! The numbers of a store as text for Prometheus.

use std::fmt::Write as _;

use super::facts::{OfEndpoint, Report};

/// One metric: its name after `hiker_harvest_`, its type, its help.
struct Metric<'a> {
    name: &'a str,
    kind: &'a str,
    help: &'a str,
}

const fn gauge<'a>(name: &'a str, help: &'a str) -> Metric<'a> {
    Metric { name, kind: "gauge", help }
}

const fn counter<'a>(name: &'a str, help: &'a str) -> Metric<'a> {
    Metric { name, kind: "counter", help }
}

/// A value with its labels.
type Sample = (Vec<(&'static str, String)>, f64);

/// Returns the text.
pub(in crate::harvest) fn prometheus(report: &Report) -> String {
    let mut text = String::new();
    by_endpoint(report, &mut text);
    of_money(report, &mut text);
    let mut one = |metric: Metric<'_>, value: f64| write(&mut text, &metric, vec![(Vec::new(), value)]);
    one(gauge("stopped", "1 where nothing is sent any more."), f64::from(u8::from(report.stopped.is_some())));
    one(counter("requests_total", "Requests that were admitted."), report.requests as f64);
    one(
        gauge("requests_last_minute", "Requests that were admitted in the last minute."),
        report.requests_last_minute as f64,
    );
    if let Some(rate) = report.requests_per_second {
        one(gauge("rate_limit_requests_per_second", "The rate limit."), rate);
    }
    if let Some(to_go) = &report.to_go {
        one(gauge("requests_to_go", "Requests that are left, by an estimate for lists."), to_go.requests as f64);
        if let Some(seconds) = to_go.seconds {
            one(gauge("to_go_seconds", "The time that is left, by an estimate."), seconds as f64);
        }
    }
    one(gauge("stored_items", "Items that are in the store and not in parts."), report.stored_items as f64);
    one(counter("parts_total", "Parts that are written."), report.parts as f64);
    one(counter("part_items_total", "Items in parts."), report.part_items as f64);
    one(counter("part_bytes_total", "Bytes of parts."), report.part_bytes as f64);
    one(gauge("store_bytes", "Bytes that the store takes."), report.bytes as f64);
    let processes = report.processes.iter();
    let claimed = processes.map(|process| (vec![("process", process.name.clone())], process.claimed as f64));
    write(&mut text, &gauge("claimed_jobs", "Jobs that a process has claimed."), claimed.collect());
    text
}

fn by_endpoint(report: &Report, text: &mut String) {
    let label = |endpoint: &str| ("endpoint", endpoint.to_owned());
    let jobs = report.endpoints.iter().flat_map(|of| {
        of.jobs
            .iter()
            .map(move |(state, jobs)| (vec![label(&of.endpoint), ("state", (*state).to_owned())], *jobs as f64))
    });
    write(text, &gauge("jobs", "Jobs by endpoint and state."), jobs.collect());
    let each = |of: fn(&OfEndpoint) -> i64| -> Vec<Sample> {
        let samples = report.endpoints.iter().map(|one| (vec![label(&one.endpoint)], of(one) as f64));
        samples.collect()
    };
    write(text, &counter("pages_total", "Pages that are committed."), each(|of| of.pages));
    write(text, &counter("items_total", "Items that are committed."), each(|of| of.items));
    write(text, &counter("job_units_total", "Units that jobs have cost."), each(|of| of.units));
}

fn of_money(report: &Report, text: &mut String) {
    let mut one = |metric: Metric<'_>, value: Option<f64>| {
        write(text, &metric, value.map(|value| (Vec::new(), value)).into_iter().collect());
    };
    one(counter("units_total", "Units that are set aside or spent."), Some(report.units as f64));
    one(counter("ledger_units_total", "Units that responses have cost."), Some(report.ledger as f64));
    one(gauge("budget_units", "The most units that may be spent."), report.budget.map(|units| units as f64));
    one(gauge("budget_left_units", "Units of the budget that are left."), report.left.map(|units| units as f64));
    let balance = report.balance.as_ref();
    one(gauge("account_left_units", "Units that the account has left."), balance.map(|balance| balance.left as f64));
    one(
        gauge("account_difference_percent", "Difference between the store and the account."),
        balance.filter(|balance| !balance.is_topped_up).map(|balance| balance.difference),
    );
}

/// Writes a metric with its samples; nothing where there are none.
fn write(text: &mut String, metric: &Metric<'_>, samples: Vec<Sample>) {
    if samples.is_empty() {
        return;
    }
    let Metric { name, kind, help } = metric;
    let _ = writeln!(text, "# HELP hiker_harvest_{name} {help}\n# TYPE hiker_harvest_{name} {kind}");
    for (labels, value) in samples {
        let labels: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(text, "hiker_harvest_{name}{labels} {value}");
    }
}

/// A value of a label.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped() {
        assert_eq!(escaped("a\\b\"c\nd"), "a\\\\b\\\"c\\nd");
        let mut text = String::new();
        write(&mut text, &gauge("jobs", "Jobs."), vec![(vec![("endpoint", "a\"b".to_owned())], 2.0)]);
        let expected = "# HELP hiker_harvest_jobs Jobs.\n# TYPE hiker_harvest_jobs gauge\nhiker_harvest_jobs{endpoint=\"a\\\"b\"} 2\n";
        assert_eq!(text, expected);
        write(&mut text, &gauge("other", "Others."), Vec::new());
        assert_eq!(text, expected);
    }
}
