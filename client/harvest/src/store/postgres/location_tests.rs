//! What URLs say, and what is shown of them.

use super::*;

const SECRET: &str = "hunter2";

#[allow(clippy::needless_pass_by_value, reason = "a case is written as it is")]
#[track_caller]
fn check(url: &str, shown: &str, trust: &Trust) {
    let location = Location::parse(url).unwrap();
    assert_eq!((location.shown.as_str(), &location.trust), (shown, trust));
    assert!(!location.shown.contains(SECRET) && !format!("{:?}", location.config).contains(SECRET));
}

#[test]
fn what_is_shown_has_no_secrets() {
    let system = Trust::System;
    check("postgres://ann:hunter2@db.example/run", "postgres://db.example/run", &system);
    check("postgresql://db.example/run?password=hunter2&user=ann", "postgres://db.example/run", &system);
    check("postgres://db.example:6432/run?schema=mine", "postgres://db.example/run?schema=mine", &system);
    check("postgres://ann:hunter2@%2Ftmp%2Fsocket/run", "postgres:///run?host=/tmp/socket", &Trust::Plain);
}

#[test]
fn hosts_elsewhere_need_tls() {
    for mode in
        ["", "?sslmode=prefer", "?sslmode=allow", "?sslmode=require", "?sslmode=verify-full", "?sslrootcert=system"]
    {
        check(&format!("postgres://db.example/run{mode}"), "postgres://db.example/run", &Trust::System);
    }
    check("postgres://db.example/run?sslmode=disable", "postgres://db.example/run", &Trust::Plain);
    check(
        "postgres://db.example/run?sslrootcert=%2Fown.pem",
        "postgres://db.example/run",
        &Trust::File("/own.pem".into()),
    );
    check("postgres://localhost,db.example/run", "postgres://localhost,db.example/run", &Trust::System);
    check("postgres://localhost/run?hostaddr=192.0.2.1", "postgres://localhost/run", &Trust::System);
}

#[test]
fn hosts_here_need_none() {
    check("postgres://localhost/run", "postgres://localhost/run", &Trust::Plain);
    check("postgres://127.0.0.1:5433/run", "postgres://127.0.0.1/run", &Trust::Plain);
    check("postgres://localhost/run?sslmode=require", "postgres://localhost/run", &Trust::System);
}

#[test]
fn a_wrong_url_is_refused_without_its_secrets() {
    let wrong = [
        "postgres://ann:hunter2@host:port/run",
        "postgres://ann:hunter2@host/run?hunter2=1",
        "postgres://ann:hunter2@host/run?sslmode=hunter2",
        "postgres://ann:hunter2@host/run?schema=",
        "postgres://ann:hunter2@host/run?schema=a%22b",
        "postgres://ann:hunter2@host/run?schema=%FF",
        "postgres://ann:12/hunter2@host/run",
        "postgres://ann:1?hunter2@host/run",
        "postgres://ann:a@hunter2@host/run",
        "postgres://ann:hunter2@host/run?connect_timeout=hunter2",
    ];
    for url in wrong {
        let Err(error) = Location::parse(url) else { continue };
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
    }
    assert!(wrong.iter().filter(|url| Location::parse(url).is_err()).count() >= 8);
}
