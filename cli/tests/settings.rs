//! Settings of the binary: where the key, the server and the limits come from.

mod run_support;

use std::process::Command;

use run_support::{Bench, ended};

/// The binary without a key and a server, with this configuration file.
fn hiker(bench: &Bench, config: &str, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
    let config = bench.file("config.toml", config);
    command.env_clear().env("HOME", bench.folder.path()).env("HIKER_CONFIG", config);
    command.current_dir(bench.folder.path()).args(arguments.split_whitespace());
    command
}

#[test]
fn without_a_key_nothing_is_done() {
    let bench = Bench::new();
    let server = format!("server = \"{}\"\n", bench.server.url());
    let run = ended(&hiker(&bench, &server, "user by-id 25 --out a.csv").output().expect("it runs"));
    run.says(2, &["no key is set: set HIKERAPI_TOKEN in the environment, or `key_file` in "]);
    assert_eq!(run.messages.lines().count(), 1, "{}", run.messages);
    assert_eq!(bench.server.requests().len(), 0);
    assert!(!bench.path("a.csv").exists());
    // What sends nothing needs none.
    ended(&hiker(&bench, &server, "schema UserShort").output().expect("it runs")).says(0, &[]);
}

#[cfg(unix)]
#[test]
fn the_file_says_the_server_and_where_the_key_is() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let key = bench.file("key", &format!("{}\n", bench.server.key()));
    let config = format!("server = \"{}\"\nkey_file = \"key\"\n", bench.server.url());
    let run = || ended(&hiker(&bench, &config, "user by-id 25").output().expect("it runs"));
    let mode = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).expect("it can be set");
    mode(0o644);
    run().says(2, &["other users can read the key file `", "run `chmod 600 '"]);
    mode(0o600);
    assert_eq!(run().says(0, &[]).rows.len(), 1);
}

#[test]
fn a_key_is_in_no_message() {
    let bench = Bench::new();
    let config = format!("server = \"{}\"\ntoken = \"hush-hush\"\n", bench.server.url());
    let run = ended(&hiker(&bench, &config, "user by-id 25").output().expect("it runs"));
    run.says(2, &["config.toml:2:1: `token` cannot be a setting", "set HIKERAPI_TOKEN"]);
    assert!(!run.messages.contains("hush"), "{}", run.messages);
    let config = format!("server = \"{}\"\n", bench.server.url());
    let wrong = hiker(&bench, &config, "user by-id 25").env("HIKERAPI_TOKEN", "hush-hush").output().expect("it runs");
    let run = ended(&wrong);
    run.says(1, &["unauthorized"]);
    assert!(!run.messages.contains("hush"), "{}", run.messages);
}

#[test]
fn the_command_line_is_before_the_environment_and_that_before_the_file() {
    let bench = Bench::new();
    let nowhere = "server = \"http://127.0.0.1:1\"\n";
    let mut by_environment = hiker(&bench, nowhere, "user by-id 25");
    by_environment.env("HIKERAPI_TOKEN", bench.server.key()).env("HIKER_SERVER", bench.server.url());
    ended(&by_environment.output().expect("it runs")).says(0, &[]);
    let mut by_line = hiker(&bench, nowhere, &format!("user by-id 25 --server {}", bench.server.url()));
    by_line.env("HIKERAPI_TOKEN", bench.server.key()).env("HIKER_SERVER", "http://127.0.0.1:1");
    ended(&by_line.output().expect("it runs")).says(0, &[]);
    assert_eq!(bench.server.requests().len(), 2);
}

#[test]
fn a_budget_of_a_day_counts_all_runs() {
    let bench = Bench::new();
    let config = format!("server = \"{}\"\nbudget_per_day = 2\n", bench.server.url());
    let run = || {
        let mut command = hiker(&bench, &config, "user by-id 25");
        ended(&command.env("HIKERAPI_TOKEN", bench.server.key()).output().expect("it runs"))
    };
    run().says(0, &[]);
    run().says(0, &[]);
    assert_eq!(run().code, Some(3));
    assert_eq!(bench.server.units(), 2);
}

#[cfg(not(feature = "keyring"))]
#[test]
fn without_the_feature_the_keyring_is_a_clear_error() {
    let bench = Bench::new();
    let run = ended(&hiker(&bench, "keyring = true\n", "user by-id 25").output().expect("it runs"));
    run.says(2, &["this build cannot use the keyring: install it with `--features keyring`"]);
}
