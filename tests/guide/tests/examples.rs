//! The examples of the client, run on a local server.

use std::fs;
use std::path::Path;
use std::time::Duration;

use hikerapi::Budget;
use hikerapi::types::UserPk;
use hikerapi_testing::{BlockingServer, Server};

macro_rules! examples {
    ($($name:ident: $file:literal,)*) => {
        $(
            #[allow(dead_code, unreachable_pub, reason = "a program: its `main` needs a key")]
            #[path = $file]
            mod $name;
        )*

        const EXAMPLES: &[&str] = &[$(stringify!($name)),*];
    };
}

examples! {
    blocking_script: "../../../client/examples/blocking_script.rs",
    budget_per_tenant: "../../../client/examples/budget_per_tenant.rs",
    followers_to_csv: "../../../client/examples/followers_to_csv.rs",
    handle_errors: "../../../client/examples/handle_errors.rs",
    many_profiles: "../../../client/examples/many_profiles.rs",
    resume_after_a_crash: "../../../client/examples/resume_after_a_crash.rs",
}

const ACCOUNT: UserPk = UserPk::new(787_132);

#[tokio::test]
async fn followers_become_rows() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().followers_chunk(ACCOUNT)).sample_items(60).page_size(25);

    let mut out = Vec::new();
    let summary = followers_to_csv::write_followers(&client, "natgeo", &mut out).await.unwrap();
    let mut csv = csv::Reader::from_reader(out.as_slice());
    assert_eq!(csv.headers().unwrap(), ["pk", "username", "full_name", "is_private", "is_verified"].as_slice());
    let rows: Vec<_> = csv.records().collect::<Result<_, _>>().unwrap();
    assert_eq!((rows.len(), summary.items, summary.pages), (60, 60, 3));
    assert!(rows.iter().all(|row| row[0].parse::<u64>().is_ok() && !row[1].is_empty()), "{:?}", rows[0]);
    assert_eq!(server.units(), 4, "the profile and three pages");
}

#[tokio::test]
async fn a_list_is_resumed_and_no_stored_page_is_paid_for_again() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().medias_chunk(ACCOUNT)).sample_items(40).page_size(10);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("posts.jsonl");

    // Stopped after two pages of four.
    let poor = client.with_budget(Budget::units(2));
    let error = resume_after_a_crash::store_posts(&poor, ACCOUNT, &file).await.unwrap_err();
    assert!(error.downcast::<hikerapi::Error>().unwrap().is_budget_exhausted());

    // Killed while it wrote the next line, inside of a character.
    let mut stored = fs::read(&file).unwrap();
    stored.extend_from_slice(b"{\"checkpoint\":{\"endpoint\":\"\xf0\x9f");
    fs::write(&file, stored).unwrap();

    let summary = resume_after_a_crash::store_posts(&client, ACCOUNT, &file).await.unwrap();
    assert_eq!((summary.items, summary.pages, server.units()), (40, 4, 4));
    let lines = fs::read_to_string(&file).unwrap();
    let pages = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let items: Vec<_> = pages.flat_map(|page| page["items"].as_array().unwrap().clone()).collect();
    assert_eq!(items.len(), 40);

    // A list that has ended is not requested again.
    resume_after_a_crash::store_posts(&client, ACCOUNT, &file).await.unwrap();
    assert_eq!((server.units(), fs::read_to_string(&file).unwrap()), (4, lines));
}

#[tokio::test]
async fn profiles_that_exist_are_printed() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().by_username("nobody")).status(404, "UserNotFound");
    let names = ["natgeo", "nobody", "instagram"].map(str::to_owned);

    let mut out = Vec::new();
    assert_eq!(many_profiles::print_profiles(&client, &names, &mut out).await.unwrap(), 2);
    let lines = String::from_utf8(out).unwrap();
    let profiles: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(profiles.len() == 2 && profiles.iter().all(|profile| profile["pk"].is_u64()));
    assert_eq!(server.units(), 3);

    server.on(client.user().by_username("natgeo")).status(402, "InsufficientFunds");
    let error = many_profiles::print_profiles(&client, &names, Vec::new()).await.unwrap_err();
    assert!(error.downcast::<hikerapi::Error>().unwrap().is_out_of_credit());
}

#[tokio::test]
async fn each_tenant_spends_its_own_budget() {
    let server = Server::start().await;
    let tenants = budget_per_tenant::Tenants::new(&server.client(), [("acme", 2), ("globex", 1)]);
    tenants.profile("acme", "natgeo").await.unwrap();
    tenants.profile("globex", "natgeo").await.unwrap();
    assert!(tenants.profile("globex", "instagram").await.unwrap_err().is_budget_exhausted());
    tenants.profile("acme", "instagram").await.unwrap();
    assert_eq!(tenants.bill(), "acme: 2 units spent, 0 remaining\nglobex: 1 units spent, 0 remaining");

    tenants.budget("globex").unwrap().add(1);
    tenants.profile("globex", "instagram").await.unwrap();
    assert_eq!(server.units(), 4);
}

#[tokio::test]
async fn every_error_has_its_outcome() {
    use handle_errors::{Outcome, profile};

    let server = Server::start().await;
    let client = server.client();
    assert!(matches!(profile(&client, "natgeo").await, Ok(Outcome::Found(_))));

    for (status, code) in [(404, "UserNotFound"), (403, "PrivateAccount"), (422, "ValidationError")] {
        server.on(client.user().by_username("skipped")).status(status, code);
        let outcome = profile(&client, "skipped").await;
        assert!(matches!(&outcome, Ok(Outcome::Skip(reason)) if !reason.is_empty()), "{status}: {outcome:?}");
    }
    for (status, code) in [(401, "Unauthorized"), (402, "InsufficientFunds"), (410, "EndpointDeprecated")] {
        server.on(client.user().by_username("stops")).status(status, code);
        assert_eq!(profile(&client, "stops").await.unwrap_err().status(), Some(status));
    }
    server.on(client.user().by_username("later")).fault(hikerapi_testing::Fault::Reset);
    assert!(matches!(profile(&client, "later").await, Ok(Outcome::Later(pause)) if pause == Duration::from_secs(60)));
}

#[test]
fn the_script_without_async_prints_a_list() {
    let server = BlockingServer::start_blocking();
    let client = server.client();
    let mut out = Vec::new();
    blocking_script::print_following(&client, "natgeo", &mut out).unwrap();
    let lines = String::from_utf8(out).unwrap();
    assert!(lines.starts_with("natgeo: ") && lines.lines().count() > 1, "{lines}");
}

/// The crates that the examples may use, with the version that their headers name.
const CRATES: [(&str, &str); 5] =
    [("hikerapi", "0.1"), ("csv", "1"), ("futures-util", "0.3"), ("serde_json", "1"), ("tokio", "1")];

#[test]
fn every_example_is_run_and_names_the_crates_that_it_uses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../client/examples");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.iter().map(|file| file.file_stem().unwrap().to_str().unwrap()).collect::<Vec<_>>(), EXAMPLES);

    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (header, code) = text.split_once("\n\n").expect("a header");
        for (name, version) in CRATES {
            let is_used = code.contains(&format!("{}::", name.replace('-', "_")));
            let lines =
                header.lines().filter_map(|line| line.strip_prefix("//! ")?.strip_prefix(name)?.strip_prefix(" = "));
            let named: Vec<_> = lines.map(|rest| rest.contains(&format!("\"{version}\""))).collect();
            assert_eq!(named, if is_used { vec![true] } else { vec![] }, "{}: {name} {version}", file.display());
        }
    }
}
