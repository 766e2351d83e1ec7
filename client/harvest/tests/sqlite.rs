//! What is true of stores in a file: the facts of every store.
#![cfg(feature = "sqlite")]

mod facts;

use facts::Place;

async fn fresh() -> Option<Place> {
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("run.db").to_string_lossy().into_owned();
    Some(Place::new(path, folder))
}

facts::test_each!(super::fresh);
