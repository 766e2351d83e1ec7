//! `hiker mcp`, by JSON-RPC over its pipes, against a local server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use hikerapi_testing::Server;
use serde_json::{Value, json};

/// A client of MCP, with the process that it has started.
struct Agent {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    sent: u64,
    /// Of the last result.
    bytes: usize,
}

impl Agent {
    /// Starts a session, as any client does.
    #[track_caller]
    fn start(server: &Server, options: &[&str]) -> Self {
        let mut command = hiker(server);
        command.args(options);
        Self::of(command)
    }

    #[track_caller]
    fn of(mut command: Command) -> Self {
        let mut child = command.spawn().expect("it starts");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut agent = Self { stdin: child.stdin.take(), child, stdout, sent: 0, bytes: 0 };
        let client = json!({"name": "test", "version": "1"});
        let parameters = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client});
        let begun = agent.request("initialize", &parameters);
        assert_eq!(begun["result"]["serverInfo"]["name"], "hiker", "{begun}");
        agent.write(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        agent
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        self.sent += 1;
        self.write(&json!({"jsonrpc": "2.0", "id": self.sent, "method": method, "params": parameters}));
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        let response: Value = serde_json::from_str(&line).expect("standard output has JSON alone");
        assert_eq!(response["id"], self.sent, "{response}");
        response
    }

    fn write(&mut self, message: &Value) {
        let stdin = self.stdin.as_mut().expect("an open pipe");
        writeln!(stdin, "{message}").and_then(|()| stdin.flush()).expect("a message is sent");
    }

    fn tools(&mut self) -> Vec<Value> {
        let listed = self.request("tools/list", &json!({}));
        listed["result"]["tools"].as_array().expect("tools").clone()
    }

    /// The result of a call that succeeds.
    #[track_caller]
    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        let (result, is_error) = self.result(tool, arguments);
        assert!(!is_error, "{result}");
        result
    }

    /// The result of a call that fails.
    #[track_caller]
    fn failing(&mut self, tool: &str, arguments: &Value) -> Value {
        let (result, is_error) = self.result(tool, arguments);
        assert!(is_error, "{result}");
        result
    }

    #[track_caller]
    fn result(&mut self, tool: &str, arguments: &Value) -> (Value, bool) {
        let response = self.request("tools/call", &json!({"name": tool, "arguments": arguments}));
        let result = &response["result"];
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{response}"));
        assert_eq!(result.get("structuredContent"), None, "the text is all");
        self.bytes = text.len();
        (serde_json::from_str(text).expect("JSON"), result["isError"] == true)
    }

    /// Closes standard input, and returns the exit code and standard error.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.stdin.take());
        let mut log = String::new();
        let mut stderr = self.child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut log).expect("text");
        (self.child.wait().expect("it ends").code(), log)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn hiker(server: &Server) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
    command.args(["--server", server.url(), "mcp"]).env("HIKERAPI_TOKEN", server.key());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn names(tools: &[Value]) -> Vec<&str> {
    tools.iter().filter_map(|tool| tool["name"].as_str()).collect()
}

#[track_caller]
fn description<'a>(tools: &'a [Value], name: &str) -> &'a str {
    let tool = tools.iter().find(|tool| tool["name"] == name).expect("a tool");
    tool["description"].as_str().expect("a description")
}

#[test]
fn tools_are_the_endpoints_that_only_read() {
    let server = Server::start_blocking();
    let tools = Agent::start(&server, &[]).tools();
    let names = names(&tools);
    assert!(names.contains(&"user_by_id") && names.contains(&"user_followers_chunk") && names.contains(&"spent"));
    assert!(!names.contains(&"user_followers"), "deprecated ones are left out: {names:?}");
    assert!(tools.iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));
    let by_id = tools.iter().find(|tool| tool["name"] == "user_by_id").expect("a tool");
    assert_eq!(by_id["inputSchema"]["required"], json!(["id"]));
    assert_eq!(by_id["inputSchema"]["properties"]["id"]["description"], "The account.");
    assert!(server.targets().is_empty(), "nothing is sent to list tools");
}

#[test]
fn descriptions_have_prices_and_name_other_tools() {
    let server = Server::start_blocking();
    let tools = Agent::start(&server, &[]).tools();
    let by_id = description(&tools, "user_by_id");
    assert!(by_id.ends_with("Costs 1 unit for each call."), "{by_id}");
    let search = description(&tools, "user_search_followers");
    assert!(search.contains("Costs 2 units for each call, 1 unit with `force`."), "{search}");
    let followers = description(&tools, "user_followers_chunk");
    assert!(followers.contains("`user_search_followers`"), "{followers}");
}

#[test]
fn groups_and_deprecated_endpoints_are_chosen() {
    let server = Server::start_blocking();
    let tools = Agent::start(&server, &["--groups", "system"]).tools();
    assert_eq!(names(&tools), ["system_balance", "spent"]);
    let tools = Agent::start(&server, &["--deprecated"]).tools();
    let by_amount = description(&tools, "media_comments");
    assert!(
        by_amount.contains("Costs 1 unit for each call, and 1 unit more for every further 20 of `amount`."),
        "{by_amount}"
    );
    let old = description(&tools, "user_followers");
    assert!(old.contains("Deprecated. Use instead: `v2_user_followers`, "), "{old}");
}

#[test]
fn an_unknown_group_is_one_clear_line() {
    let server = Server::start_blocking();
    let refused = hiker(&server).args(["--groups", "users"]).output().expect("it runs");
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(message.starts_with("hiker: there is no group `users`; there are `"), "{message}");
    assert!(message.contains("`user`, `v2-hashtag`") && message.lines().count() == 1, "{message}");
}

#[test]
fn a_profile_is_a_row() {
    let server = Server::start_blocking();
    let mut agent = Agent::start(&server, &[]);
    for id in [json!("787132"), json!(787_132)] {
        let result = agent.call("user_by_id", &json!({"id": id}));
        assert_eq!((&result["row"]["pk"], &result["row"]["username"]), (&json!(787_132), &json!("natgeo")));
        assert_eq!(result["units"], 1);
    }
    assert_eq!(server.targets(), ["/v1/user/by/id?id=787132"; 2]);
}

#[test]
fn a_list_goes_on_with_its_checkpoint() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/followers/chunk").sample_items(60).page_size(25);
    let mut agent = Agent::start(&server, &[]);
    let first = agent.call("user_followers_chunk", &json!({"user_id": "787132"}));
    let rows = |result: &Value| result["rows"].as_array().expect("rows").clone();
    assert_eq!((rows(&first).len(), &first["units"]), (25, &json!(1)));
    let checkpoint = &first["checkpoint"];
    let rest =
        agent.call("user_followers_chunk", &json!({"user_id": "787132", "checkpoint": checkpoint, "max_pages": 9}));
    assert_eq!((rows(&rest).len(), &rest["units"], rest.get("checkpoint")), (35, &json!(2), None));
    let mut ids: Vec<_> = [rows(&first), rows(&rest)].concat().iter().map(|row| row["pk"].to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 60, "each row once");
    assert_eq!(server.units(), 3);
}

#[test]
fn a_wrong_checkpoint_is_refused() {
    let server = Server::start_blocking();
    let mut agent = Agent::start(&server, &[]);
    let first = agent.call("user_followers_chunk", &json!({"user_id": "787132"}));
    let other = json!({"user_id": "1", "checkpoint": first["checkpoint"]});
    let other = agent.failing("user_followers_chunk", &other);
    assert!(other["error"].as_str().is_some_and(|error| error.ends_with("with other arguments")), "{other}");
    let unknown = agent.failing("user_followers_chunk", &json!({"user_id": "787132", "checkpoint": "list-99"}));
    assert!(unknown["error"].as_str().is_some_and(|error| error.starts_with("there is no checkpoint")), "{unknown}");
    assert_eq!(server.units(), 1, "nothing is sent");
}

#[test]
fn rows_that_do_not_fit_come_with_the_next_call_and_cost_nothing() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/followers/chunk").sample_items(20).page_size(20);
    let mut agent = Agent::start(&server, &["--max-result-bytes", "2000"]);
    let (mut rows, mut calls, mut checkpoint) = (0, 0, Value::Null);
    loop {
        let arguments = json!({"user_id": "787132", "checkpoint": checkpoint});
        let result = agent.call("user_followers_chunk", &arguments);
        assert!(agent.bytes <= 2_000, "{} bytes: {result}", agent.bytes);
        rows += result["rows"].as_array().expect("rows").len();
        calls += 1;
        match result.get("checkpoint") {
            Some(next) => checkpoint = next.clone(),
            None => break,
        }
        let note = result["note"].as_str().unwrap_or_default();
        assert!(note.contains("fetched and paid for"), "{note}");
    }
    assert_eq!((rows, server.units()), (20, 1));
    assert!(calls > 1);
}

#[test]
fn a_row_that_is_larger_than_a_result_is_cut() {
    let server = Server::start_blocking();
    let mut agent = Agent::start(&server, &["--max-result-bytes", "2000"]);
    let list = agent.call("user_medias_chunk", &json!({"user_id": "787132"}));
    assert!(list["rows"][0].as_str().is_some_and(|row| row.starts_with(r#"{"pk":"#)), "{list}");
    assert!(list["note"].as_str().is_some_and(|note| note.contains("is cut after")), "{list}");
    assert!(agent.bytes <= 2_000, "{} bytes", agent.bytes);
}

#[test]
fn a_checkpoint_gives_the_same_rows_again() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/followers/chunk").sample_items(20).page_size(20);
    let mut agent = Agent::start(&server, &["--max-result-bytes", "2000"]);
    let first = agent.call("user_followers_chunk", &json!({"user_id": "787132"}));
    let again = json!({"user_id": "787132", "checkpoint": first["checkpoint"]});
    let (once, twice) = (agent.call("user_followers_chunk", &again), agent.call("user_followers_chunk", &again));
    assert_eq!(once["rows"], twice["rows"]);
    assert_eq!(server.units(), 1);
}

#[test]
fn the_budget_refuses_the_call_after_the_last_unit() {
    let server = Server::start_blocking();
    let mut agent = Agent::start(&server, &["--budget", "2"]);
    let by_id = json!({"id": "787132"});
    assert_eq!(agent.call("user_by_id", &by_id)["units_left"], 1);
    let dear = agent.failing("user_search_followers", &json!({"user_id": "787132", "query": "a"}));
    assert!(dear["error"].as_str().is_some_and(|error| error.contains("it costs 2, the budget has 1 left")), "{dear}");
    assert_eq!(agent.call("user_by_id", &by_id)["units_left"], 0);
    let refused = agent.failing("user_by_id", &by_id);
    assert_eq!((&refused["units"], &refused["units_left"]), (&json!(0), &json!(0)));
    let error = refused["error"].as_str().expect("an error");
    assert!(error.starts_with("budget exhausted: it costs 1, the budget has 0 left; it was not sent"), "{error}");
    assert_eq!(agent.call("spent", &json!({})), json!({"spent": 2, "left": 0}));
    assert_eq!((server.units(), server.requests().len()), (2, 2));
    assert!(agent.call("system_balance", &json!({})).get("row").is_some(), "what is free is never refused");
}

#[test]
fn the_budget_of_the_day_holds_across_sessions() {
    let server = Server::start_blocking();
    let folder = tempfile::tempdir().expect("a folder");
    let in_folder = |options: &[&str]| {
        let mut command = hiker(&server);
        command.args(options).env("HIKER_BUDGET_PER_DAY", "2").env("XDG_STATE_HOME", folder.path());
        Agent::of(command)
    };
    let by_id = json!({"id": "787132"});
    assert_eq!(in_folder(&[]).call("user_by_id", &by_id)["units_left"], 1);
    let mut second = in_folder(&[]);
    assert_eq!(second.call("spent", &json!({})), json!({"spent": 0, "left": 1}));
    second.call("user_by_id", &by_id);
    let mut third = in_folder(&["--budget", "50"]);
    let refused = third.failing("user_by_id", &by_id);
    assert!(refused["error"].as_str().is_some_and(|error| error.contains("the budget of")), "{refused}");
    assert_eq!(server.units(), 2);
}

#[test]
fn pages_that_were_paid_for_are_returned_where_the_next_one_is_refused() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/followers/chunk").sample_items(60).page_size(25);
    let mut agent = Agent::start(&server, &["--budget", "2"]);
    let result = agent.call("user_followers_chunk", &json!({"user_id": "787132", "max_pages": 3}));
    assert_eq!((result["rows"].as_array().map(Vec::len), &result["units"]), (Some(50), &json!(2)));
    let note = result["note"].as_str().expect("a note");
    assert!(note.starts_with("the list stops here: budget exhausted"), "{note}");
    assert!(result.get("checkpoint").is_some(), "{result}");
}

#[test]
fn errors_of_the_service_are_results_with_help() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/by/id").status(404, "UserNotFound");
    let mut agent = Agent::start(&server, &[]);
    let failed = agent.failing("user_by_id", &json!({"id": "1"}));
    let error = failed["error"].as_str().expect("an error");
    assert!(error.starts_with("not found: ") && error.contains("404 UserNotFound"), "{error}");
    assert!(failed["help"].as_str().is_some_and(|help| !help.is_empty()), "{failed}");
    assert_eq!(failed["units"], 1, "this service bills it");
}

#[test]
fn a_wrong_call_is_a_result_that_says_how_to_fix_it() {
    let server = Server::start_blocking();
    let mut agent = Agent::start(&server, &[]);
    for (arguments, expected) in [
        (json!({}), "the call needs `id`"),
        (
            json!({"id": "natgeo"}),
            "`natgeo` is not a valid value for `id`, which takes an id made of digits, such as 25",
        ),
        (json!({"id": "1", "name": "x"}), "there is no argument `name`; there are `id`"),
        (json!({"id": [1, 2]}), "`[1,2]` is not a valid value for `id`, which takes an id made of digits, such as 25"),
    ] {
        let refused = agent.failing("user_by_id", &arguments);
        assert_eq!(refused["error"], expected);
    }
    let unknown = agent.request("tools/call", &json!({"name": "user_by_ids", "arguments": {}}));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
    assert!(server.targets().is_empty(), "nothing is sent");
}

#[test]
fn the_key_and_values_are_in_no_output() {
    let server = Server::start_blocking();
    let key = server.key().to_owned();
    server.on_path("/v1/user/by/id").json(401, json!({"detail": format!("bad key {key}")}).to_string());
    let mut agent = Agent::start(&server, &[]);
    let failed = agent.failing("user_by_id", &json!({"id": "424242"}));
    assert!(!failed.to_string().contains(&key), "{failed}");
    let (code, log) = agent.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains(&key) && !log.contains("424242"), "{log}");
    assert!(log.ends_with("spent 0 units\n"), "{log}");
}

#[test]
fn a_client_that_says_nothing_is_one_clear_line() {
    let server = Server::start_blocking();
    let output = hiker(&server).stdin(Stdio::null()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = log.lines().last().unwrap_or_default();
    assert!(last.starts_with("hiker: no client has begun a session of MCP"), "{log}");
    assert!(output.stdout.is_empty());
}

#[test]
fn rows_that_are_paid_for_are_returned_when_the_day_is_exhausted() {
    let server = Server::start_blocking();
    server.on_path("/v1/user/followers/chunk").sample_items(60).page_size(20);
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = hiker(&server);
    command.args(["--max-result-bytes", "6000"]).env("HIKER_BUDGET_PER_DAY", "2");
    let mut agent = Agent::of({
        command.env("XDG_STATE_HOME", folder.path());
        command
    });
    let arguments = json!({"user_id": "787132", "max_pages": 3});
    let mut result = agent.call("user_followers_chunk", &arguments);
    let mut rows = 0;
    // Two of three pages fit in the day, and all their rows arrive.
    while rows < 40 {
        rows += result["rows"].as_array().map_or(0, Vec::len);
        if rows < 40 {
            let mut next = arguments.clone();
            next["checkpoint"] = result["checkpoint"].clone();
            result = agent.call("user_followers_chunk", &next);
        }
    }
    assert_eq!((rows, server.units()), (40, 2));
}
