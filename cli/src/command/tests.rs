//! Command lines of a tool of another service, with endpoints of a spec file.

use std::fs;
use std::path::PathBuf;

use hikerapi_runtime::dynamic::EndpointDescription;

use super::*;
use crate::job::{Job, Source};

/// Endpoints with parameters of every kind, in a group with the name of one of the tool's own commands.
const SPEC: &str = "\
group: { doc: Notes., base: /v1/note }
enums:
  Color: { doc: A color., of: string, values: [red, blue] }
ids:
  NoteId: A note.
endpoints:
  /v1/note/list:
    doc: The notes. See `/v1/orders/list`.
    params:
      query: { type: string, doc: The text. }
      ids: { type: [NoteId], doc: The notes., list: comma }
      color?: Color
      tags?: { type: [string], doc: Tags., list: repeat }
      limit?: { type: integer, doc: How many., default: 10 }
      hidden?: { type: boolean, doc: Hidden ones. }
      all?: { type: boolean, doc: All of them. }
    returns: [string]
";

fn shop() -> Tool {
    Tool::of::<shop::Client>("shop", "1.2.3")
}

/// The tool with the endpoints of [`SPEC`].
fn with_notes() -> Tool {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("schema.yaml");
    fs::write(&file, SPEC).expect("a file");
    let (tool, notes) = spec_file::extend(&shop(), &[file]).unwrap_or_else(|failure| panic!("{}", failure.message));
    assert_eq!(notes, Vec::<String>::new());
    tool
}

fn job(tool: &Tool, line: &[&str]) -> Result<Job, Failure> {
    let texts: Vec<_> = line.iter().map(|argument| (*argument).to_owned()).collect();
    let tree = tree::for_line(tool, &texts);
    let line = std::iter::once(&tool.name).chain(line);
    let matches = tree.try_get_matches_from(line).map_err(|error| refusal::failure(&error, tool.name, &texts))?;
    let (group, of_group) = matches.subcommand().expect("a group");
    let (method, of_endpoint) = of_group.subcommand().expect("an endpoint");
    request::job(tool, group, method, of_endpoint)
}

#[track_caller]
fn check_arguments(line: &[&str], expected: &[(&str, &[&str])]) {
    let job = job(&with_notes(), line).unwrap_or_else(|failure| panic!("{}", failure.message));
    let arguments: Vec<(&str, Vec<&str>)> =
        job.arguments.iter().map(|(name, values)| (*name, values.iter().map(String::as_str).collect())).collect();
    let expected: Vec<_> = expected.iter().map(|(name, values)| (*name, values.to_vec())).collect();
    assert_eq!(arguments, expected);
}

#[track_caller]
fn check_refused(line: &[&str], expected: &str) {
    let failure = job(&with_notes(), line).expect_err("it is refused");
    assert_eq!((failure.code, failure.message.as_str()), (crate::failure::Code::Usage, expected));
}

#[test]
fn clap_finds_no_mistake_in_the_trees() {
    for tool in [shop(), with_notes()] {
        tree::whole(&tool).debug_assert();
        tree::for_line(&tool, &[]).debug_assert();
        tree::for_line(&tool, &["orders".to_owned(), "list".to_owned()]).debug_assert();
    }
}

#[test]
fn each_command_is_in_the_help_once() {
    for tool in [shop(), with_notes()] {
        let tree = tree::whole(&tool);
        let mut names: Vec<_> = tree.get_subcommands().map(clap::Command::get_name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
    }
}

#[test]
fn an_endpoint_of_a_file_replaces_that_with_its_command_or_its_path() {
    let spec = "\
group: { doc: Orders., base: /v9/other }
endpoints:
  /v9/other/list: { name: list_, doc: Another list., returns: string }
  /v1/user/by_id: { name: again, doc: The same path., returns: string }
";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("orders_.yaml");
    fs::write(&file, spec).expect("a file");
    let (tool, notes) = spec_file::extend(&shop(), &[file]).unwrap_or_else(|failure| panic!("{}", failure.message));
    let count = |is: &dyn Fn(&EndpointDescription) -> bool| tool.endpoints().filter(|(_, it)| is(it)).count();
    assert_eq!(count(&|it| names::method(it) == "list"), 1, "by its command");
    assert_eq!(count(&|it| it.operation.path == "/v1/user/by_id"), 1, "by its path");
    assert!(tool.groups.iter().all(|group| group.name != "user"), "nothing is left of it");
    let expected =
        "note: the spec of `--spec` is used for `/v1/orders/list` and 1 other endpoint, in place of the built-in one";
    assert_eq!(notes, [expected]);
}

#[test]
fn options_of_the_tool_come_after_the_parameters() {
    let line = ["orders", "list"].map(str::to_owned);
    let mut tree = tree::for_line(&shop(), &line);
    tree.build();
    let orders = tree.find_subcommand_mut("orders").expect("a group");
    let help = orders.find_subcommand_mut("list").expect("an endpoint").render_help().to_string();
    let at = |text: &str| help.find(text).unwrap_or_else(|| panic!("`{text}` is not in {help}"));
    assert!(at("\nParameters:\n") < at("\nList:\n") && at("\nConnection:\n") < at("\nGeneral:\n"), "{help}");
    assert!(at("\nGeneral:\n") < at("--spec") && at("--spec") < at("--quiet") && at("--quiet") < at("-h, --help"));
    assert!(!help.contains("\nOptions:\n"), "{help}");
}

#[test]
fn a_group_with_the_name_of_a_command_of_the_tool_keeps_it() {
    let tree = tree::whole(&with_notes());
    let about = |name: &str| tree.find_subcommand(name).and_then(|it| it.get_about()).map(ToString::to_string);
    assert_eq!(about("schema").as_deref(), Some("Notes"));
    let own = about("tool-schema").expect("it has another name");
    assert!(own.starts_with("List the types"), "{own}");
}

#[test]
fn a_command_has_its_arguments_where_it_is_in_the_line() {
    let arguments = |line: &[&str]| {
        let line: Vec<_> = line.iter().map(|argument| (*argument).to_owned()).collect();
        let tree = tree::for_line(&shop(), &line);
        let orders = tree.find_subcommand("orders").expect("a group");
        orders.find_subcommand("list").map(|list| list.get_arguments().count())
    };
    assert_eq!(arguments(&[]), None);
    assert_eq!(arguments(&["orders"]), Some(0));
    assert!(arguments(&["orders", "list"]).is_some_and(|count| count > 10));
}

#[test]
fn values_are_taken_as_they_are_written() {
    check_arguments(&["schema", "list", "text", "1", "2"], &[("query", &["text"]), ("ids", &["1", "2"])]);
    check_arguments(
        &["schema", "list", "--color", "green", "--tags", "a", "--tags", "b,c", "--limit=-1", "--hidden", "x", "7"],
        &[
            ("query", &["x"]),
            ("ids", &["7"]),
            ("color", &["green"]),
            ("tags", &["a", "b,c"]),
            ("limit", &["-1"]),
            ("hidden", &["true"]),
        ],
    );
    check_arguments(
        &["schema", "list", "--hidden=false", "--param-all", "--", "-x", "7"],
        &[("query", &["-x"]), ("ids", &["7"]), ("hidden", &["false"]), ("all", &["true"])],
    );
    check_arguments(&["schema", "list", "@@at", "7"], &[("query", &["@at"]), ("ids", &["7"])]);
}

#[test]
fn values_are_checked_before_anything_is_sent() {
    check_refused(
        &["schema", "list", "x", "7", "seven"],
        "`seven` is not a valid value for `ids`, which takes an id made of digits, such as 25",
    );
    check_refused(
        &["schema", "list", "x", "7", "--limit", "1.5"],
        "`1.5` is not a valid value for `limit`, which takes a whole number",
    );
    check_refused(
        &["schema", "list", "x", "7", "--hidden=yes"],
        "`yes` is not a valid value for `hidden`, which takes `true` or `false`",
    );
    check_refused(
        &["schema", "list", "-", "-"],
        "`query` and `ids` are both read from inputs: give a value for one of them",
    );
}

#[test]
fn a_flag_with_a_value_after_a_space_is_refused_with_the_right_form() {
    let refused = |line: &[&str]| job(&shop(), line).expect_err("it is refused").message;
    let expected = "there is no argument `true`; write `--unique=true`; `shop --help` lists the arguments";
    assert_eq!(refused(&["orders", "list", "7", "--unique", "true"]), expected);
    let expected = "there is no argument `true`; `shop --help` lists the arguments";
    assert_eq!(refused(&["orders", "list", "7", "true"]), expected);
}

#[test]
fn one_required_value_can_be_read_from_inputs() {
    let job = job(&with_notes(), &["schema", "list", "x", "@ids.jsonl", "--input-field", "pk"]).expect("a job");
    let inputs = job.inputs.expect("inputs");
    assert_eq!((inputs.param, inputs.field.as_deref()), ("ids", Some("pk")));
    assert!(matches!(inputs.source, Source::File(file) if file == std::path::Path::new("ids.jsonl")));
    assert_eq!(job.arguments, [("query", vec!["x".to_owned()])]);
}

#[test]
fn options_become_the_job() {
    let line =
        "orders list 7 --all --max-items 5 --max-pages 2 --unique --budget 9 -y --confirm-above 3 --concurrency 4";
    let line: Vec<&str> =
        line.split(' ').chain(["--select", "id,status", "--select", "placed_at", "-o", "a.csv"]).collect();
    let job = job(&shop(), &line).expect("a job");
    assert_eq!((job.list.all, job.list.max_items, job.list.max_pages, job.list.unique), (true, Some(5), Some(2), true));
    assert_eq!(
        (job.money.budget, job.money.yes, job.money.dry_run, job.money.confirm_above),
        (Some(9), true, false, Some(3))
    );
    assert_eq!((job.concurrency, job.output.select.join(" ").as_str()), (4, "id status placed_at"));
    assert_eq!(job.output.out, Some(PathBuf::from("a.csv")));
}

#[test]
fn without_options_one_page_is_read() {
    let job = job(&shop(), &["orders", "list", "7"]).expect("a job");
    assert_eq!((job.list.all, job.list.max_items, job.list.max_pages), (false, None, None));
    assert_eq!((job.concurrency, job.money.budget, job.output.format), (8, None, None));
}

#[test]
fn the_help_of_values_says_what_the_spec_knows() {
    let tree = tree::whole(&with_notes());
    let list = tree.find_subcommand("schema").and_then(|group| group.find_subcommand("list")).expect("a command");
    let help = |name: &str| {
        let arg = list.get_arguments().find(|arg| arg.get_long() == Some(name)).expect("an option");
        arg.get_help().map(ToString::to_string).unwrap_or_default()
    };
    assert_eq!(help("color"), "A color [known: red, blue; others are allowed]");
    assert_eq!(help("limit"), "How many [default: 10]");
    let long = list.get_long_about().map(ToString::to_string).unwrap_or_default();
    assert!(long.starts_with("The notes. See `shop orders list`.\n\nPrice: 1 unit\n"), "{long}");
}

#[test]
fn spec_files_are_found_before_the_line_is_read() {
    let line = ["user", "--spec", "a.yaml", "--spec=b.yaml", "--", "--spec", "c.yaml"].map(str::to_owned);
    assert_eq!(spec_files(&line), [PathBuf::from("a.yaml"), PathBuf::from("b.yaml")]);
    assert_eq!(spec_files(&["--spec".to_owned()]), Vec::<PathBuf>::new());
}
