//! The command tree: help, wrong input, the tool's own commands, and specs that are read at run time.
#![cfg(feature = "hikerapi")]

mod commands_support;

use std::fs;
use std::path::{Path, PathBuf};

use commands_support::{Done, hiker};
use expect_test::{Expect, expect};
use hikerapi::Client;
use hikerapi::dynamic::Described;
use hikerapi_runtime::rt::SampleResponse;
use hikerapi_runtime::service::{End, Operation, Paging, Param, ParamForm, Way};
use hikerapi_testing::Server;

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[track_caller]
fn check_help(line: &[&str], expected: &Expect) {
    let done = hiker(home().path(), line);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let without_spaces: Vec<&str> = done.out.lines().map(str::trim_end).collect();
    expected.assert_eq(&(without_spaces.join("\n") + "\n"));
}

/// One line on standard error, nothing on standard output, and the exit code of a wrong command line.
#[track_caller]
fn check_refused(line: &[&str], expected: &Expect) {
    let Done { code, out, err } = hiker(home().path(), line);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    expected.assert_eq(&err);
}

/// With the default features: others add and remove commands.
#[cfg(all(feature = "mock", feature = "mcp", not(feature = "keyring")))]
#[test]
#[allow(clippy::too_many_lines, reason = "a text of many lines")]
fn the_help_of_the_tool() {
    check_help(
        &["--help"],
        &expect![[r#"
            Public Instagram data over HTTPS: profiles, lists of accounts, posts and reels

            Usage: hiker [OPTIONS] <COMMAND>

            Groups:
              hashtag       Hashtags and the posts and reels that have them
              highlight     Highlights, which are collections of stories that an account keeps, by their URL or
                            id
              location      Places, the posts and reels that are tagged with them, and the guides about them
              media         Posts by id, code or URL, their comments, likers, insights and embed codes
              search        Search for accounts, hashtags, places and music
              share         What a share link of a story, a highlight or a reel leads to
              story         Stories by their id or URL, and their files
              system        The account that owns the key
              user          Profiles, posts, reels, stories and highlights, and the lists of followers and
                            followed accounts, with search
              v2-hashtag    Hashtags and their posts, as Instagram's own objects
              v2-highlight  Highlights by their id, as Instagram's own objects
              v2-media      Posts with their comments and likes, as Instagram's own objects
              v2-search     Search for accounts, places, reels, hashtags and music, as Instagram's own objects
              v2-story      Stories by their id or URL, as Instagram's own objects
              v2-track      Sounds and the reels that use them, as Instagram's own objects
              v2-user       Profiles, posts, stories and lists of accounts, as Instagram's own objects
              v3-search     Search for accounts and for places; its searches for posts and reels are deprecated
              gql-comment   Comments of a post, replies to a comment, and the accounts that like a comment, from
                            Instagram's GraphQL
              gql-media     The accounts that like a post, and those that are tagged in it, from Instagram's
                            GraphQL
              gql-search    What the app shows first for a text: accounts, and the answer of its AI, from
                            Instagram's GraphQL
              gql-user      Posts, reels, reposts, followers and profiles of accounts, from Instagram's GraphQL
              g2-user       The followers of an account, and the accounts that it follows
              a2-user       The profile of an account with its first posts, as Instagram's website has it

            Commands:
              endpoints    List the endpoints with their prices
              balance      Print what the account has left (free)
              schema       List the types, or the columns of a type or of an endpoint's rows
              harvest      Run jobs by many workers with one key, from a store that keeps all they bring
              mock         Run a local server that answers as the service does, for tests in any language
              mcp          Offer the endpoints that only read as tools for agents (MCP), with a hard budget
              completions  Print completions for a shell
              man          Write a manual page for each command

            Options:
                  --server <URL>   Send requests to this server
                  --proxy <URL>    Send requests through this proxy
                  --config <FILE>  Read the settings from FILE
                  --spec <FILE>    Add the endpoints of the spec in FILE; can be repeated
              -q, --quiet          Print only errors
              -h, --help           Print help (-h: in short)
              -V, --version        Print version

            Environment:
              HIKERAPI_TOKEN        The key of HikerAPI
              HIKER_SERVER          The base URL of the server
              HIKER_PROXY           The URL of a proxy
              HIKER_BUDGET_PER_DAY  The most units that all runs of a day (UTC) may spend
              HIKER_CONFIRM_ABOVE   The units above which a run asks before it spends
              HIKER_STORE           The store of jobs for many workers
              HIKER_CONFIG          The configuration file [default: ~/hiker/config.toml]

            Limits:
              15 requests per second

            Exit codes:
              0    Success
              1    Something failed; what was fetched is written
              2    The command line or the settings are wrong; nothing was sent
              3    A budget is exhausted, or the price was not confirmed
              4    The account has no credit left
              130  Interrupted

            Examples:
              hiker hashtag by-name NAME
              hiker hashtag medias-clips-chunk NAME --max-items 1000 --budget 100 --out medias-clips-chunk.csv
              hiker hashtag medias-clips-chunk - --all --budget 500 < names.txt > medias-clips-chunk.jsonl
        "#]],
    );
}

#[test]
fn the_short_help_of_a_list() {
    check_help(
        &["user", "followers-chunk", "-h"],
        &expect![[r#"
            One page of the accounts that follow an account

            Usage: hiker user followers-chunk [OPTIONS] <USER_ID>

            Parameters:
              <USER_ID>                 The account whose followers to list
                  --max-id <MAX_ID>     The cursor of the previous page, unchanged; none for the first
                  --input-field <NAME>  Inputs are objects of JSON, with the value in this field

            List:
                  --all            Read the list to its end
                  --max-items <N>  Read at most N items
                  --max-pages <N>  Read at most N pages
                  --unique         Leave out items that an earlier page had

            Run:
                  --concurrency <N>  Send the requests of at most N inputs at once, 1 to 64 [default: 8]
                  --resume <FILE>    Keep the progress in FILE, to go on from there if the run is killed
                  --retry-failed     Try inputs again that failed for good in an earlier run

            Money:
                  --budget <N>         Spend at most N units; confirms a price up to it
              -y, --yes                Confirm the price
                  --dry-run            Print the price and send nothing
                  --confirm-above <N>  Ask for confirmation where the price can be above N units

            Output:
                  --format <FORMAT>   table, jsonl, csv or parquet; by default that of FILE, else a table on a
                                      terminal and jsonl in a pipe
              -o, --out <FILE>        Write to FILE in place of standard output
                  --select <COLUMNS>  Only these columns, in this order: `a,b.c`
                  --raw               Write items as the service sent them, in place of rows (jsonl)

            Connection:
                  --server <URL>   Send requests to this server
                  --proxy <URL>    Send requests through this proxy
                  --config <FILE>  Read the settings from FILE

            General:
                  --spec <FILE>  Add the endpoints of the spec in FILE; can be repeated
              -q, --quiet        Print only errors
              -h, --help         Print help (-h: in short)
        "#]],
    );
}

#[test]
fn the_whole_help_says_prices_and_commands_for_keys() {
    let done = hiker(home().path(), &["user", "search-followers", "--help"]);
    let (before_parameters, _) = done.out.split_once("\nParameters:").expect("a list of parameters");
    expect![[r#"
        The followers of an account that match a text.

        One list without pages. `force` skips the check whether the account is private, which saves a unit.
        A 404 with the code `NotFoundError` means that nothing matches, or that the list is hidden. A 403
        with the code `PrivateAccount` means that the account is private, or that the list is hidden.

        Price: 2 units; 1 unit with --force
        Rows: UserShort; `hiker schema UserShort` lists the columns
        Limit: 15 requests per second
        Endpoint: GET /v1/user/search/followers

        Usage: hiker user search-followers [OPTIONS] <USER_ID> <QUERY>
    "#]]
    .assert_eq(before_parameters);
}

#[test]
fn the_help_of_a_deprecated_endpoint_begins_with_its_replacement() {
    let done = hiker(home().path(), &["user", "followers", "--help"]);
    let (before_parameters, _) = done.out.split_once("\nParameters:").expect("a list of parameters");
    expect![[r#"
        Deprecated: use `hiker v2-user followers` or `hiker g2-user followers` or `hiker user
        followers-chunk`.

        The first page of the accounts that follow an account.

        It has no cursor for the other pages.

        Price: 1 unit
        Rows: UserShort; `hiker schema UserShort` lists the columns
        Limit: 15 requests per second
        Endpoint: GET /v1/user/followers

        Usage: hiker user followers [OPTIONS] <USER_ID>
    "#]]
    .assert_eq(before_parameters);
}

#[test]
fn wrong_input_is_refused_by_one_line() {
    check_refused(
        &["usr"],
        &expect![[r#"
        hiker: there is no command `usr`: did you mean `user`? `hiker --help` lists the commands
    "#]],
    );
    check_refused(
        &["user", "folowers-chunk", "1"],
        &expect![[r#"
        hiker: there is no command `folowers-chunk`: did you mean `followers-chunk`? `hiker user --help` lists the commands
    "#]],
    );
    check_refused(
        &["user", "by-id", "natgeo"],
        &expect![[r#"
        hiker: `natgeo` is not a valid value for `id`, which takes an id made of digits, such as 25
    "#]],
    );
    check_refused(
        &["user", "by-id"],
        &expect![[r#"
        hiker: <ID> is missing; see `hiker user by-id --help`
    "#]],
    );
    check_refused(
        &["user", "by-id", "1", "--foo"],
        &expect![[r#"
            hiker: there is no argument `--foo`; `hiker user by-id --help` lists the arguments
        "#]],
    );
    check_refused(
        &["user", "by-id", "-5"],
        &expect![[r#"
            hiker: there is no argument `-5`; write `--` before values that begin with a minus; `hiker user by-id --help` lists the arguments
        "#]],
    );
    check_refused(
        &["user", "search-followers", "-", "@names"],
        &expect![[r#"
        hiker: `user_id` and `query` are both read from inputs: give a value for one of them
    "#]],
    );
}

#[test]
fn options_that_are_wrong_are_refused_by_one_line() {
    check_refused(
        &["user", "by-id", "1", "--input-field", "pk"],
        &expect![[r#"
        hiker: `--input-field` is for inputs: give `-` or `@FILE` for a required value
    "#]],
    );
    check_refused(
        &["user", "followers-chunk", "1", "--max-itms", "7"],
        &expect![[r#"
            hiker: there is no argument `--max-itms`: did you mean `--max-items`? `hiker user followers-chunk --help` lists the arguments
        "#]],
    );
    check_refused(
        &["user", "followers-chunk", "1", "--max-items", "many"],
        &expect![[r#"
            hiker: `many` is not a valid value for `--max-items`, which takes a whole number, such as 200; see `hiker user followers-chunk --help`
        "#]],
    );
    check_refused(
        &["user", "followers-chunk", "1", "--concurrency", "65"],
        &expect![[r#"
        hiker: `65` is not a valid value for `--concurrency`, which takes a whole number from 1 to 64; see `hiker user followers-chunk --help`
    "#]],
    );
    check_refused(
        &["user", "by-id", "1", "--all"],
        &expect![[r#"
            hiker: there is no argument `--all`; `hiker user by-id --help` lists the arguments
        "#]],
    );
    check_refused(
        &["user", "by-id", "1", "--format", "xml"],
        &expect![[r#"
        hiker: `xml` is not a valid value for `--format`, which takes table, jsonl, csv, parquet; see `hiker user by-id --help`
    "#]],
    );
}

#[test]
fn outputs_and_names_that_are_wrong_are_refused_by_one_line() {
    check_refused(
        &["user", "by-id", "1", "--raw", "--select", "pk"],
        &expect![[r#"
        hiker: `--raw` cannot be used with `--select`; see `hiker user by-id --help`
    "#]],
    );
    check_refused(
        &["user", "by-id", "1", "--raw", "--out", "a.csv"],
        &expect![[r#"
        hiker: `--raw` cannot be written as csv: items as they came have no columns; leave out `--raw`, or use `--format jsonl`
    "#]],
    );
    check_refused(
        &["user", "medias-pinned", "1", "--amount", "x"],
        &expect![[r#"
        hiker: `x` is not a valid value for `amount`, which takes a whole number
    "#]],
    );
    check_refused(
        &["schema", "UserShrt"],
        &expect![[r#"
            hiker: there is no type `UserShrt`: did you mean `UserShort`?
        "#]],
    );
    check_refused(
        &["schema", "user", "by-idd"],
        &expect![[r#"
            hiker: there is no command `hiker user by-idd`: did you mean `hiker user by-id`?
        "#]],
    );
    check_refused(
        &["endpoints", "--group", "users"],
        &expect![[r#"
            hiker: there is no group `users`; there are `hashtag`, `highlight`, `location`, `media`, `search`, `share`, `story`, `system`, `user`, `v2-hashtag`, `v2-highlight`, `v2-media`, `v2-search`, `v2-story`, `v2-track`, `v2-user`, `v3-search`, `gql-comment`, `gql-media`, `gql-search`, `gql-user`, `g2-user`, `a2-user`
        "#]],
    );
    check_refused(
        &["completions", "tcsh"],
        &expect![[r#"
        hiker: `tcsh` is not a valid value for `<SHELL>`, which takes bash, elvish, fish, powershell, zsh; see `hiker completions --help`
    "#]],
    );
    check_refused(
        &["--spec", "none.yaml", "user", "by-id", "1"],
        &expect![[r#"
        hiker: cannot read the spec none.yaml: No such file or directory (os error 2); `--spec` takes a YAML file
    "#]],
    );
}

#[test]
fn endpoints_are_listed_with_their_prices() {
    let done = hiker(home().path(), &["endpoints", "--group", "system"]);
    expect![[r#"
        {"command":"hiker system balance","endpoint":"/sys/balance","units":0,"price":"free","pages":false,"deprecated":false,"description":"The units and the money that the account has left, and its own rate limit"}
    "#]].assert_eq(&done.out);
    let all = hiker(home().path(), &["endpoints"]);
    let count: usize = Client::GROUPS.iter().map(|group| group.endpoints.len()).sum();
    assert_eq!(all.out.lines().count(), count);
    let deprecated = all.out.lines().find(|line| line.contains("hiker user clips\"")).expect("a deprecated endpoint");
    assert!(deprecated.contains(r#""deprecated":true,"replacements":["hiker user clips-chunk"]"#), "{deprecated}");
    let price = |command: &str| {
        let line = all.out.lines().find(|line| line.contains(&format!("\"{command}\""))).expect(command);
        line.split_once("\"price\":\"").and_then(|(_, rest)| rest.split_once('"')).expect("a price").0
    };
    assert_eq!(price("hiker user search-followers"), "2 units; 1 unit with --force");
    assert_eq!(price("hiker media comments"), "1 unit for every 20 of --amount");
    assert_eq!(price("hiker gql-user followers"), "2 units; 1 more for every further 46 of --amount (an estimate)");
}

#[test]
fn the_columns_of_a_type_are_listed() {
    let of_type = hiker(home().path(), &["schema", "Balance"]);
    expect![[r#"
        {"name":"requests","type":"integer","null":false,"doc":"Units left. Live: it falls with every billed request."}
        {"name":"rate","type":"integer","null":true,"doc":"Requests per second that this account may send."}
        {"name":"currency","type":"text","null":true,"doc":"The currency of `amount`, such as `USD`."}
        {"name":"amount","type":"number","null":true,"doc":"Money left. It is updated once an hour, so it lags behind `requests`."}
    "#]].assert_eq(&of_type.out);
    let of_endpoint = hiker(home().path(), &["schema", "system", "balance"]);
    assert_eq!((of_endpoint.code, of_endpoint.out), (0, of_type.out));
    let table = hiker(home().path(), &["schema", "Balance", "--format", "table"]);
    expect![[r#"
         name      type     null  doc
         requests  integer        Units left. Live: it falls with every billed request.
         rate      integer  null  Requests per second that this account may send.
         currency  text     null  The currency of `amount`, such as `USD`.
         amount    number   null  Money left. It is updated once an hour, so it lags behind `requests`.
    "#]]
    .assert_eq(&table.out);
}

#[test]
fn the_types_of_all_rows_are_listed() {
    let done = hiker(home().path(), &["schema"]);
    for name in ["User", "UserShort", "Media", "Location", "VideoVersion"] {
        assert!(done.out.contains(&format!("{{\"name\":\"{name}\",")), "{name} is not in\n{}", done.out);
    }
}

#[test]
fn the_balance_is_free() {
    let server = Server::start_blocking();
    let done = hiker(home().path(), &["balance", "--server", server.url()]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("{\"requests\":"), "{}", done.out);
    assert_eq!((server.targets(), server.units()), (vec!["/sys/balance".to_owned()], 0));
}

/// The names of all commands: `user by-id`.
fn commands() -> Vec<String> {
    let kebab = |name: &str| name.replace('_', "-");
    let endpoints = Client::GROUPS.iter().flat_map(|group| group.endpoints);
    endpoints.map(|it| format!("{} {}", kebab(it.operation.group), kebab(it.operation.name))).collect()
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let done = hiker(home().path(), &["completions", shell]);
        assert_eq!(done.code, 0, "{}", done.err);
        for command in commands() {
            let method = command.split(' ').next_back().expect("a name");
            assert!(done.out.contains(method), "{command} for {shell}");
        }
        assert!(done.out.contains("max-items") && done.out.contains("schema"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let home = home();
    let done = hiker(home.path(), &["man", "pages/man1"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let pages = names_in(&home.path().join("pages/man1"));
    for command in commands() {
        let page = format!("hiker-{}.1", command.replace(' ', "-"));
        assert!(pages.contains(&page), "{page} in {pages:?}");
    }
    for page in ["hiker.1", "hiker-user.1", "hiker-schema.1", "hiker-man.1"] {
        assert!(pages.contains(&page.to_owned()), "{page} in {pages:?}");
    }
    let page = fs::read_to_string(home.path().join("pages/man1/hiker-user-followers-chunk.1")).expect("a page");
    assert!(page.contains("Price: 1 unit") && page.contains("hiker user search\\-followers"), "{page}");
}

#[test]
fn manual_pages_are_written_all_or_none() {
    let home = home();
    fs::write(home.path().join("file"), "mine").expect("a file");
    let done = hiker(home.path(), &["man", "file"]);
    assert_eq!((done.code, done.err.lines().count()), (1, 1), "{}", done.err);
    // The name of a page is taken by a folder.
    fs::create_dir_all(home.path().join("pages/hiker-user.1")).expect("a folder");
    let done = hiker(home.path(), &["man", "pages"]);
    assert_eq!((done.code, done.err.lines().count()), (1, 1), "{}", done.err);
    assert_eq!(names_in(&home.path().join("pages")), ["hiker-user.1"]);
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// The endpoint of `examples/media` that has pages.
static COMMENTS: Operation = Operation {
    group: "posts",
    name: "comments_chunk",
    path: "/v1/media/comments/chunk",
    params: &[Param::required("id", ParamForm::Text), Param::optional("max_id", ParamForm::Cursor)],
    paging: Some(&Paging {
        way: Way::Token { parameter: "max_id", next: "$[1]", end: &[End::Null, End::Text("")] },
        items: "$[0]",
        ..Paging::DEFAULT
    }),
    ..Operation::DEFAULT
};

static SAMPLES: &[&[SampleResponse]] = &[&[SampleResponse::new(&COMMENTS, || {
    r#"[[{"pk":1,"text":"one"},{"pk":2,"text":"two"},{"pk":3,"text":"three"}],null]"#.to_owned()
})]];

fn media_spec() -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "examples", "media", "spec", "posts.yaml"].iter().collect();
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn endpoints_of_a_spec_file_are_called_and_paged() {
    let server = Server::builder().endpoints(SAMPLES).start_blocking();
    let spec = media_spec();
    let line = ["posts", "comments-chunk", "7_787132", "--spec", &spec, "--server", server.url()];
    let first = hiker(home().path(), &line);
    assert_eq!((first.code, first.out.as_str()), (0, "{\"pk\":1,\"text\":\"one\"}\n"), "{}", first.err);
    let all = hiker(home().path(), &[&line[..], &["--all", "--yes"]].concat());
    let expected = "{\"pk\":1,\"text\":\"one\"}\n{\"pk\":2,\"text\":\"two\"}\n{\"pk\":3,\"text\":\"three\"}\n";
    assert_eq!((all.code, all.out.as_str()), (0, expected), "{}", all.err);
    assert_eq!(server.units(), 4);
}

#[test]
fn endpoints_of_a_spec_file_are_in_help_and_lists() {
    let spec = media_spec();
    let help = hiker(home().path(), &["--spec", &spec, "posts", "comments-chunk", "--help"]);
    let (before_parameters, _) = help.out.split_once("\nParameters:").expect("a list of parameters");
    expect![[r#"
        One page of the comments on a post.

        Price: 1 unit
        Pages: one is read, that at --max-id; --all, --max-items and --max-pages read on, a request for each
        Limit: 15 requests per second
        Endpoint: GET /v1/media/comments/chunk

        Usage: hiker posts comments-chunk [OPTIONS] <ID>
    "#]]
    .assert_eq(before_parameters);
    let list = hiker(home().path(), &["endpoints", "--group", "posts", "--spec", &spec]);
    assert_eq!(list.out.lines().count(), 2, "{}", list.err);
}

#[test]
fn a_type_that_a_spec_file_only_names_takes_what_the_built_in_one_takes() {
    let home = home();
    let text = "uses: [UserPk]\ngroup: { doc: Notes., base: /v1/note }\nendpoints:\n  /v1/note/list:\n    doc: Notes.\n    \
                params: { user: UserPk, all?: boolean }\n    returns: [string]\n";
    fs::write(home.path().join("note.yaml"), text).expect("a file");
    let done = hiker(home.path(), &["--spec", "note.yaml", "note", "list", "natgeo", "--param-all"]);
    assert_eq!(done.code, 2);
    expect![[r#"
        hiker: `natgeo` is not a valid value for `user`, which takes an id made of digits, such as 25
    "#]]
    .assert_eq(&done.err);
}

#[test]
fn a_spec_file_replaces_and_adds_endpoints_of_a_group() {
    let home = home();
    let text = "group: { doc: More., base: /v1/user }\nendpoints:\n  /v1/user/by/id:\n    doc: Another.\n    \
                params: { id: string }\n    returns: json\n  /v1/user/new:\n    doc: A new one.\n    returns: json\n";
    fs::write(home.path().join("user.yaml"), text).expect("a file");
    let done = hiker(home.path(), &["--spec=user.yaml", "endpoints", "--group", "user"]);
    let lines = |words: &str| done.out.lines().filter(|line| line.contains(words)).count();
    let counts = (lines("hiker user new"), lines("\"hiker user by-id\""), lines("\"description\":\"Another\""));
    assert_eq!(counts, (1, 1, 1), "{}", done.out);
    assert!(done.out.lines().count() > 10);
    expect![[r#"
        note: the spec of `--spec` is used for `/v1/user/by/id`, in place of the built-in one
    "#]]
    .assert_eq(&done.err);
    assert_eq!(hiker(home.path(), &["--spec=user.yaml", "endpoints", "--quiet"]).err, "");
}

#[test]
fn a_broken_spec_file_is_shown_with_its_problems() {
    let home = home();
    let text = "group: { doc: More., base: /v1/more }\nendpoints:\n  /v1/more/x:\n    doc: X.\n    returns: Strng\n";
    fs::write(home.path().join("more.yaml"), text).expect("a file");
    let done = hiker(home.path(), &["--spec", "more.yaml", "more", "x"]);
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    expect![[r#"
        hiker: there is 1 problem in the spec more.yaml; nothing was sent
        error: `Strng` is not a type of this spec
         --> more.yaml:5:14
          |
        5 |     returns: Strng
          |              ^^^^^ did you mean `string`?
          |
          = help: if the client's crate defines it, name it under `uses`: `uses: [Strng]`
    "#]]
    .assert_eq(&done.err);
}

#[test]
fn the_spec_of_another_service_is_refused() {
    let shop = ["api", "orders", "user"].map(|name| {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "tests", "golden", "shop", "spec"].iter().collect();
        path.join(format!("{name}.yaml")).to_str().expect("UTF-8").to_owned()
    });
    let [api, orders, user] = &shop;
    let line = ["--spec", api, "--spec", orders, "--spec", user, "orders", "by-id", "1"];
    check_refused(
        &line,
        &expect![[r#"
        hiker: `--spec` describes Shop, and `hiker` is for HikerAPI: give a spec of that service, or one without an `api` section
    "#]],
    );
}
