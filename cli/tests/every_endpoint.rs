//! Each endpoint of the spec, called through the command line against the local server.
#![cfg(feature = "hikerapi")]

mod commands_support;

use std::collections::BTreeSet;
use std::path::Path;

use commands_support::hiker;
use hikerapi::Client;
use hikerapi::dynamic::{Described, EndpointDescription};
use hikerapi_runtime::service::{Param, ParamForm};
use hikerapi_testing::Server;
use serde_json::Value;

/// A value that a parameter takes.
fn value(form: ParamForm) -> String {
    match form {
        ParamForm::Digits => "787132".to_owned(),
        ParamForm::Integer => "7".to_owned(),
        ParamForm::Number => "1.5".to_owned(),
        ParamForm::Boolean => "true".to_owned(),
        ParamForm::OneOf(values) => values[0].to_owned(),
        ParamForm::OneOfNumbers(values) => values[0].to_string(),
        ParamForm::Timestamp => "2026-01-31T08:00:00Z".to_owned(),
        ParamForm::Date => "2026-01-31".to_owned(),
        ParamForm::Object | ParamForm::Json => "{}".to_owned(),
        ParamForm::Repeated(item) | ParamForm::Joined(item) => value(*item),
        _ => "some text".to_owned(),
    }
}

/// A command line with a value for each of these parameters.
fn line(server: &Server, endpoint: &EndpointDescription, is_given: impl Fn(&Param) -> bool) -> Vec<String> {
    let operation = endpoint.operation;
    let kebab = |name: &str| name.replace('_', "-");
    let params = operation.params.iter().filter(|param| is_given(param)).flat_map(|param| match param.form {
        form if param.is_required => vec![value(form)],
        ParamForm::Boolean => vec![format!("--{}", kebab(param.name))],
        form => vec![format!("--{}", kebab(param.name)), value(form)],
    });
    let command = [kebab(operation.group), kebab(operation.name), "--server".to_owned(), server.url().to_owned()];
    command.into_iter().chain(params).collect()
}

/// Runs it, and returns the rows.
#[track_caller]
fn rows(home: &Path, line: &[String]) -> Vec<Value> {
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    let done = hiker(home, &line);
    assert_eq!(done.code, 0, "{line:?}: {}", done.err);
    let row = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    done.out.lines().map(row).collect()
}

/// All endpoints that return JSON.
fn endpoints() -> impl Iterator<Item = &'static EndpointDescription> {
    Client::GROUPS.iter().flat_map(|group| group.endpoints).filter(|endpoint| endpoint.rows.is_some())
}

#[test]
fn every_endpoint_is_a_command_whose_rows_have_the_columns_of_its_schema() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start_blocking();
    for endpoint in endpoints() {
        let rows = rows(home.path(), &line(&server, endpoint, |param| param.is_required));
        let schema = endpoint.rows.expect("it returns JSON").ty.schema();
        let columns: BTreeSet<&str> = schema.columns.iter().map(|column| &*column.name).collect();
        assert!(!rows.is_empty(), "{}", endpoint.operation.path);
        // A row that is no object has one value, without the names of columns.
        for row in rows.iter().filter(|_| schema.is_object()) {
            let names = row.as_object().into_iter().flat_map(|row| row.keys());
            let names: BTreeSet<&str> = names.map(String::as_str).collect();
            assert_eq!(names, columns, "{}", endpoint.operation.path);
            for column in schema.columns.iter().filter(|column| !column.is_nullable) {
                assert!(!row[&*column.name].is_null(), "{} {}", endpoint.operation.path, column.name);
            }
        }
    }
    let called: BTreeSet<String> = server.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(called, endpoints().map(|endpoint| endpoint.operation.path.to_owned()).collect());
}

#[test]
fn every_parameter_is_sent_as_it_is_given() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start_blocking();
    for endpoint in endpoints().filter(|endpoint| !endpoint.operation.params.is_empty()) {
        // The server refuses a cursor that it has not sent.
        let is_given = |param: &Param| !matches!(param.form, ParamForm::Cursor);
        rows(home.path(), &line(&server, endpoint, is_given));
        let requests = server.requests();
        let request = requests.last().expect("a request was sent");
        for param in endpoint.operation.params.iter().filter(|param| is_given(param)) {
            assert_eq!(request.param(param.name), Some(value(param.form).as_str()), "{}", request.path);
        }
    }
}

#[test]
fn a_list_goes_on_at_a_cursor() {
    let home = tempfile::tempdir().expect("a folder");
    let server = Server::start_blocking();
    for endpoint in endpoints().filter(|endpoint| endpoint.operation.paging.is_some()) {
        let paging = endpoint.operation.paging.expect("it has pages");
        let cursor = paging.way.parameter().expect("a cursor is a parameter");
        let all: Vec<String> =
            [line(&server, endpoint, |param| param.is_required), vec!["--all".to_owned(), "--yes".to_owned()]].concat();
        let whole = rows(home.path(), &all);
        let requests = server.requests();
        let second = requests.iter().rev().find_map(|request| request.param(cursor)).expect("a later page was read");
        let flag = format!("--{}={second}", cursor.replace('_', "-"));
        let last = rows(home.path(), &[line(&server, endpoint, |param| param.is_required), vec![flag]].concat());
        assert!(whole.ends_with(&last) && last.len() < whole.len(), "{}", endpoint.operation.path);
    }
}
