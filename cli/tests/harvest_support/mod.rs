//! Processes of the binary on one store, a faulty server on localhost, and a killer.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

mod checks;
mod log;
mod plan;

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{NewJob, State};
use hikerapi_harvest::store::{self, JobFilter, Open};
use hikerapi_testing::{Fault, Faults, Server};
use tempfile::TempDir;

pub use log::Log;
pub use plan::Plan;

const PROFILE: &str = "/v1/user/by/id";
const FOLLOWERS: &str = "/v1/user/followers/chunk";

/// How long a part of a storm may take.
const LONGEST: Duration = Duration::from_secs(900);

/// Many processes that are killed while they do the jobs of a store.
pub struct Storm {
    pub plan: Plan,
    pub server: Server,
    pub log: Log,
    /// The location of the store.
    pub location: String,
    /// The processes that were killed.
    pub kills: u64,
    /// The processes that were started.
    pub starts: u64,
    runtime: tokio::runtime::Runtime,
    folder: TempDir,
}

impl Storm {
    /// A storm on a new store, whose location may be in a folder. The account has this credit.
    pub fn new(plan: Plan, credit: u64, location: impl FnOnce(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::default();
        let seen = log.clone();
        let server = Server::builder().follow_parameters().forget_requests().credit(credit).latency(plan.latency);
        let server = server.observe(move |served| seen.note(served)).start_blocking();
        // Those after which a retry can help, and none that makes all requests slower.
        let faults =
            [Fault::Status(503), Fault::Html(502), Fault::Reset, Fault::Close, Fault::CutBody, Fault::CloseNext];
        server.faults(Faults::seeded(7).rate(plan.fault_rate).kinds(faults));
        let location = location(folder.path());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let storm = Self { plan, server, log, location, kills: 0, starts: 0, runtime, folder };
        storm.add_jobs();
        storm
    }

    fn add_jobs(&self) {
        let store = self.open(Open::Create);
        let profiles = (1..=self.plan.profiles).map(|id| job(PROFILE, "id", id));
        let lists = (1..=self.plan.lists).map(|id| job(FOLLOWERS, "user_id", 1_000_000 + id));
        let jobs: Vec<_> = profiles.chain(lists).collect();
        for jobs in jobs.chunks(1_000) {
            self.runtime.block_on(store.add(jobs.to_vec())).expect("jobs are added");
        }
    }

    /// Runs the processes until each has ended by itself, and kills one of them every second. Returns the exit codes. `meanwhile` is
    /// called every second, with the number of seconds.
    pub fn run(&mut self, budget: u64, mut meanwhile: impl FnMut(u64)) -> Vec<Option<i32>> {
        let start = Instant::now();
        let mut running: Vec<Option<Child>> = (0..self.plan.processes).map(|_| Some(self.start(budget))).collect();
        let mut codes = Vec::new();
        let mut seconds = 0;
        while running.iter().any(Option::is_some) {
            sleep(Duration::from_millis(20));
            assert!(start.elapsed() < LONGEST, "the storm does not end: see {}", self.folder.path().display());
            for process in &mut running {
                if let Some(status) = process.as_mut().and_then(|child| child.try_wait().expect("its status")) {
                    codes.push(status.code());
                    *process = None;
                }
            }
            if start.elapsed() >= self.plan.kill_every * u32::try_from(seconds + 1).unwrap_or(u32::MAX) {
                seconds += 1;
                meanwhile(seconds);
                self.hurry();
                let victim = usize::try_from(seconds).unwrap_or_default() % running.len();
                if let Some(mut child) = running[victim].take() {
                    self.kill(&mut child);
                    running[victim] = Some(self.start(budget));
                }
            }
        }
        codes
    }

    /// Lets jobs be claimed at once that wait after a failure: half a minute at least, which is too long for a test.
    fn hurry(&self) {
        let delayed = JobFilter { states: vec![State::Delayed], ..JobFilter::default() };
        self.runtime.block_on(async {
            // It can be away just now.
            if let Ok(store) = store::open(&self.location, Open::Existing).await {
                let _ = store.retry(&delayed).await;
            }
        });
    }

    fn kill(&mut self, child: &mut Child) {
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
        self.kills += 1;
    }

    /// Starts a process. What it says is in a file.
    fn start(&mut self, budget: u64) -> Child {
        self.starts += 1;
        let messages = File::create(self.folder.path().join(format!("process-{}.txt", self.starts))).expect("a file");
        let Plan { workers, rate, lease, .. } = &self.plan;
        let mut command = self.hiker();
        command.args(["harvest", "run", "--yes", "--store", &self.location]);
        command.args(["--workers", &workers.to_string(), "--rate", &rate.to_string()]);
        command.args(["--lease", &format!("{}ms", lease.as_millis()), "--budget", &budget.to_string()]);
        command.stdout(Stdio::null()).stderr(messages).spawn().expect("the binary runs")
    }

    /// The binary, in a home without settings.
    fn hiker(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
        command.env_clear().env("HOME", self.folder.path()).env("HIKERAPI_TOKEN", self.server.key());
        command.current_dir(self.folder.path()).arg("--server").arg(self.server.url()).stdin(Stdio::null());
        command
    }

    /// What the last processes have said.
    pub fn messages(&self) -> String {
        let last = self.starts.saturating_sub(4)..=self.starts;
        last.filter_map(|number| std::fs::read_to_string(self.folder.path().join(format!("process-{number}.txt"))).ok())
            .collect()
    }

    fn open(&self, open: Open) -> Arc<dyn Store> {
        self.runtime.block_on(store::open(&self.location, open)).expect("a store")
    }
}

fn job(endpoint: &str, param: &str, id: u64) -> NewJob {
    NewJob { arguments: vec![(param.to_owned(), vec![id.to_string()])], ..NewJob::new(endpoint) }
}
