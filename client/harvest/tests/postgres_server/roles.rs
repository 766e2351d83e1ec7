//! Roles, their grants and passwords; schemas and their versions.

use hikerapi_harvest::ErrorKind;
use hikerapi_harvest::store::{self, Open};

use super::{failed, job, open, refused, shared};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_needs_the_right_to_create_and_no_more() {
    let Some(server) = shared().await else { return };
    let _ = server.sql("postgres", "CREATE ROLE plain LOGIN");
    let _ = server.sql("postgres", "CREATE DATABASE plain_run");
    let url = server.url_of("plain", "plain_run");
    assert!(refused(&url).await.contains("GRANT CREATE ON DATABASE"));
    let _ = server.sql("postgres", "GRANT CREATE ON DATABASE plain_run TO plain");
    let store = open(&url).await;
    store.add(vec![job(1)]).await.unwrap();
    assert_eq!(open(&url).await.status().await.unwrap().jobs[0].jobs, 1);

    let _ = server.sql("postgres", "CREATE ROLE stranger LOGIN");
    assert!(refused(&server.url_of("stranger", "plain_run")).await.contains("all processes of a store use one role"));
    let _ = server.sql("plain_run", "CREATE SCHEMA given AUTHORIZATION stranger");
    open(&format!("{}?schema=given", server.url_of("stranger", "plain_run"))).await.add(vec![job(1)]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_refused_and_never_shown() {
    let Some(server) = shared().await else { return };
    let _ = server.sql("postgres", "CREATE ROLE with_password LOGIN SUPERUSER PASSWORD 'hunter2'");
    let right = server.url_of("with_password:hunter2", "postgres");
    let store = open(&format!("{right}?schema=with_password")).await;
    assert!(!format!("{store:?} {}", store.location()).contains("hunter2"));
    let wrong = server.url_of("with_password:hunter3", "postgres");
    let error = store::open(&wrong, Open::Create).await.map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(!format!("{error} {error:?}").contains("hunter"), "{error:?}");
    assert!(error.to_string().contains("PGPASSWORD"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_reached_now_is_unavailable_and_what_is_not_there_is_refused() {
    let Some(server) = shared().await else { return };
    assert!(refused(&server.url("nowhere")).await.contains("createdb"));
    failed("postgres://postgres@%2Ftmp%2Fno-such-folder/postgres", ErrorKind::Unavailable).await;
    failed("postgres://postgres@127.0.0.1:1/postgres", ErrorKind::Unavailable).await;
    let _ = server.sql("postgres", "CREATE ROLE many LOGIN CONNECTION LIMIT 0");
    failed(&server.url_of("many", "postgres"), ErrorKind::Unavailable).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_must_exist_is_not_created() {
    let Some(server) = shared().await else { return };
    let url = format!("{}?schema=not_yet", server.url("postgres"));
    let error = store::open(&url, Open::Existing).await.map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(server.sql("postgres", "SELECT count(*) FROM pg_namespace WHERE nspname = 'not_yet'"), "0");
    open(&url).await;
    store::open(&url, Open::Existing).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_store_and_tables_of_something_else_are_refused_as_they_are() {
    let Some(server) = shared().await else { return };
    let url = format!("{}?schema=newer", server.url("postgres"));
    open(&url).await;
    let _ = server.sql("postgres", "INSERT INTO newer.version (number) VALUES (1000)");
    assert!(refused(&url).await.contains("the store is of version 1000"));

    let _ = server.sql("postgres", "CREATE SCHEMA others; CREATE TABLE others.job (theirs integer)");
    assert!(refused(&format!("{}?schema=others", server.url("postgres"))).await.contains("?schema=name"));
    let tables = "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = 'others'::regnamespace";
    assert_eq!(server.sql("postgres", tables), "job");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_create_a_store_once() {
    let Some(server) = shared().await else { return };
    let url = format!("{}?schema=once-for-all", server.url("postgres"));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { open(&url).await.register("one").await.unwrap() })
        })
        .collect();
    let mut processes = Vec::new();
    for task in tasks {
        processes.push(task.await.unwrap().0);
    }
    processes.sort_unstable();
    assert_eq!(processes, [1, 2, 3, 4, 5, 6, 7, 8]);
}
