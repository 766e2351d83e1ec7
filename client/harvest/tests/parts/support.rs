//! A store with items, and what its parts have.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use hikerapi::dynamic::{Described, EndpointDescription};
use hikerapi_harvest::job::{Commit, CommitPage, Ending, NewJob, Spent, State};
use hikerapi_harvest::parts::Parts;
use hikerapi_harvest::store::{self, Open, ProcessId, Store};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

pub(crate) const FOLLOWERS: &str = "/v1/user/followers/chunk";
pub(crate) const PROFILE: &str = "/v1/user/by/id";

/// A store and a folder for its parts.
pub(crate) struct Run {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) process: ProcessId,
    pub(crate) folder: PathBuf,
    file: PathBuf,
    _home: tempfile::TempDir,
}

impl Run {
    pub(crate) async fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("parts");
        Self::with(home, folder).await
    }

    /// Another store with the same folder for its parts.
    pub(crate) async fn in_folder(folder: &Path) -> Self {
        Self::with(tempfile::tempdir().expect("a folder"), folder.to_owned()).await
    }

    async fn with(home: tempfile::TempDir, folder: PathBuf) -> Self {
        let file = home.path().join("run.db");
        let store = store::open(&file.to_string_lossy(), Open::Create).await.expect("a store");
        let process = store.register("test").await.expect("a process");
        Self { store, process, folder, file, _home: home }
    }

    /// The store, opened as another process would.
    pub(crate) async fn again(&self) -> Arc<dyn Store> {
        store::open(&self.file.to_string_lossy(), Open::Existing).await.expect("a store")
    }

    pub(crate) async fn parts(&self) -> Parts {
        Parts::open(&self.folder.to_string_lossy(), endpoints()).await.expect("a folder")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Adds a job that has brought these items.
    pub(crate) async fn job(&self, endpoint: &str, arguments: &[(&str, &str)], items: &[&str]) {
        let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]));
        let job = NewJob { arguments: arguments.collect(), ..NewJob::new(endpoint) };
        self.store.add(vec![job]).await.expect("added");
        let claimed = self.store.claim(self.process, 1, 60_000_000).await.expect("claimed");
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        let commit = Commit {
            claim: claimed.jobs[0].claim,
            page: Some(CommitPage { after: 0, items, checkpoint: None }),
            spent: Spent { units: 1, requests: 1 },
            ending: Some(Ending::Final(State::Done, None)),
        };
        self.store.commit(commit).await.expect("committed");
    }

    /// Accounts with these ids, of one job each hundred.
    pub(crate) async fn followers(&self, first: u64, last: u64) {
        let accounts: Vec<_> = (first..=last).map(account).collect();
        for (job, accounts) in accounts.chunks(100).enumerate() {
            let accounts: Vec<_> = accounts.iter().map(String::as_str).collect();
            self.job(FOLLOWERS, &[("user_id", &(first * 1_000_000 + job as u64).to_string())], &accounts).await;
        }
    }

    /// The items that are in the store.
    pub(crate) async fn stored(&self) -> i64 {
        self.store.status().await.expect("a status").stored_items
    }

    /// The ids of all rows that a reader of the folder finds, in their order.
    pub(crate) fn written_ids(&self) -> Vec<u64> {
        let files = names(&self.folder).into_iter().filter(|name| name.ends_with(".parquet"));
        let mut ids: Vec<_> = files
            .flat_map(|name| read(&self.file(&name))["pk"].as_primitive::<UInt64Type>().values().to_vec())
            .collect();
        ids.sort_unstable();
        ids
    }
}

pub(crate) fn endpoints() -> impl Iterator<Item = &'static EndpointDescription> {
    hikerapi::Client::GROUPS.iter().flat_map(|group| group.endpoints)
}

pub(crate) fn account(id: u64) -> String {
    format!(r#"{{"pk":"{id}","username":"user.{id}","full_name":"User {id}","is_private":false}}"#)
}

/// The names of the files in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// All rows of a file.
pub(crate) fn read(path: &Path) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).expect("a file")).expect("Parquet");
    let schema = Arc::clone(reader.schema());
    let batches: Vec<_> =
        reader.with_batch_size(1 << 20).build().expect("a reader").collect::<Result<_, _>>().expect("rows");
    match batches.as_slice() {
        [batch] => batch.clone(),
        [] => RecordBatch::new_empty(schema),
        _ => panic!("more rows than a test has"),
    }
}
