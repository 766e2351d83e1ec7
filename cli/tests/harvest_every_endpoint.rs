//! Each endpoint of the spec as a job of a store.
#![cfg(feature = "harvest")]

mod run_support;

use hikerapi::Client;
use hikerapi::dynamic::{Described, EndpointDescription};
use hikerapi_runtime::service::ParamForm;
use run_support::{Bench, ended};

/// A value that a parameter takes.
fn value(form: ParamForm) -> &'static str {
    match form {
        ParamForm::Digits => "787132",
        ParamForm::Integer => "7",
        ParamForm::Number => "1.5",
        ParamForm::Boolean => "true",
        ParamForm::OneOf(values) => values[0],
        ParamForm::Timestamp => "2026-01-31T08:00:00Z",
        ParamForm::Date => "2026-01-31",
        ParamForm::Object | ParamForm::Json => "{}",
        ParamForm::Repeated(item) | ParamForm::Joined(item) => value(*item),
        _ => "some text",
    }
}

fn endpoints() -> Vec<&'static EndpointDescription> {
    let all = Client::GROUPS.iter().flat_map(|group| group.endpoints);
    all.filter(|endpoint| endpoint.rows.is_some()).collect()
}

#[test]
fn every_endpoint_is_added_run_and_exported() {
    let bench = Bench::new();
    let kebab = |name: &str| name.replace('_', "-");
    for endpoint in endpoints() {
        let operation = endpoint.operation;
        let mut command = bench.hiker("harvest add --store run.db");
        command.args([kebab(operation.group), kebab(operation.name)]);
        command.args(operation.params.iter().filter(|param| param.is_required).map(|param| value(param.form)));
        ended(&command.output().expect("it runs")).says(0, &["1 job added, 0 known"]);
    }
    let done = format!("{} jobs done", endpoints().len());
    bench.run("harvest run --store run.db --yes --rate 1000").says(0, &[&done]);
    for endpoint in endpoints() {
        let operation = endpoint.operation;
        let name = format!("{}/{}", kebab(operation.group), kebab(operation.name));
        let exported = bench.run(&format!("harvest export --store run.db {name}"));
        exported.says(0, &[]);
        assert!(!exported.rows.is_empty(), "{name}");
        let required: Vec<_> = operation.params.iter().filter(|param| param.is_required).collect();
        let schema = endpoint.rows.expect("it has rows").ty.schema();
        let row = exported.rows[0].as_object().expect("an object");
        assert_eq!(row.len(), required.len() + if schema.is_object() { schema.columns.len() } else { 1 }, "{name}");
    }
}
