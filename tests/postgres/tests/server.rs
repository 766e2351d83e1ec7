//! What servers for tests do.
#![cfg(unix)]

use hikerapi_test_postgres::Postgres;

#[test]
fn a_server_keeps_what_it_has_until_it_is_dropped() {
    let Some(server) = Postgres::start() else { return };
    let _ = server.sql("postgres", "CREATE TABLE kept (number integer); INSERT INTO kept VALUES (1), (2)");
    server.stop();
    server.start_again();
    server.stop_immediately();
    server.start_again();
    assert_eq!(server.sql("postgres", "SELECT sum(number), count(*) FROM kept"), "3|2");
    let data = server.sql("postgres", "SHOW data_directory");
    drop(server);
    assert!(!std::path::Path::new(&data).exists());
}

#[test]
fn a_shared_server_is_one() {
    let Some(server) = Postgres::shared() else { return };
    let other = Postgres::shared().expect("it is installed");
    assert_eq!(server.url("postgres"), other.url("postgres"));
}
