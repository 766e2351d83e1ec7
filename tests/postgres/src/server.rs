//! A server: started, stopped, and started again.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::binaries;
use crate::owner::Owner;

/// Who may connect how: by the socket, the role `with_password` with its password; by TCP, with TLS alone.
const HBA: &str = "local all with_password scram-sha-256\nlocal all all trust\nhostssl all all 127.0.0.1/32 trust\n";

/// How long a start or a stop may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server of PostgreSQL in a folder of its own. Both are gone when it is dropped.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    binaries: PathBuf,
    owner: Owner,
    process: Mutex<Option<Child>>,
}

impl Postgres {
    /// Starts a server; `None` where PostgreSQL is not installed, which is printed.
    ///
    /// # Panics
    /// Where it is installed and does not start.
    #[must_use]
    pub fn start() -> Option<Self> {
        let binaries = binaries::folder()?;
        let server = Self::prepare(binaries).unwrap_or_else(|error| panic!("PostgreSQL cannot be prepared: {error}"));
        server.start_again();
        Some(server)
    }

    /// Returns the server that the tests of this process share. It is gone with the last one that has it.
    #[must_use]
    pub fn shared() -> Option<Arc<Self>> {
        static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = shared.upgrade() {
            return Some(server);
        }
        let server = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&server);
        Some(server)
    }

    fn prepare(binaries: PathBuf) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("hikerpg").tempdir()?;
        let owner = Owner::find();
        owner.give(folder.path())?;
        let server = Self { folder, binaries, owner, process: Mutex::new(None) };
        let data = server.data();
        let mut initdb = server.command("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        checked(initdb.arg(&data).output()?);
        fs::write(data.join("pg_hba.conf"), HBA)?;
        Ok(server)
    }

    /// Starts it again, and returns when it accepts connections.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn start_again(&self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let log = File::options().create(true).append(true).open(self.folder.path().join("log"));
        let log = log.unwrap_or_else(|error| panic!("the log cannot be opened: {error}"));
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        for setting in ["max_connections=200", "shared_buffers=64MB", "max_wal_size=1GB"] {
            postgres.args(["-c", setting]);
        }
        // The end of the process loses nothing without `fsync`: that is for the end of the machine.
        for (name, value) in [("fsync", "off"), ("listen_addresses", "")] {
            if !self.has_setting(name) {
                postgres.args(["-c", &format!("{name}={value}")]);
            }
        }
        let started = postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        *process = Some(started.unwrap_or_else(|error| panic!("PostgreSQL does not start: {error}")));
        let deadline = Instant::now() + PATIENCE;
        while !self.is_ready() {
            let ended = process.as_mut().and_then(|process| process.try_wait().ok().flatten());
            assert!(ended.is_none() && Instant::now() < deadline, "PostgreSQL does not start:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops it: transactions are taken back, and connections end.
    pub fn stop(&self) {
        self.end(Signal::SIGINT);
    }

    /// Stops it at once, as if it had crashed: it recovers when it is started again.
    pub fn stop_immediately(&self) {
        self.end(Signal::SIGQUIT);
    }

    fn end(&self, signal: Signal) {
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut process) = process else { return };
        if let Ok(id) = i32::try_from(process.id()) {
            // Where it has ended already there is nothing to signal.
            let _ = kill(Pid::from_raw(id), signal);
        }
        let _ = process.wait();
    }

    /// Returns the URL of a database for its superuser: `postgres` is always there.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// Returns the URL of a database for a role.
    #[must_use]
    pub fn url_of(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@{}/{database}", self.folder.path().display().to_string().replace('/', "%2F"))
    }

    /// Runs SQL as the superuser, by `psql`, and returns what it prints: rows without a header, with `|` between columns.
    ///
    /// # Panics
    /// Where it fails.
    #[must_use]
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let mut psql = self.command("psql");
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", sql]);
        let output = psql.arg("-h").arg(self.folder.path()).output();
        checked(output.unwrap_or_else(|error| panic!("psql does not start: {error}")))
    }

    /// Changes a setting, from the next start on.
    ///
    /// # Panics
    /// Where the file of settings cannot be written.
    pub fn set(&self, name: &str, value: &str) {
        let file = OpenOptions::new().append(true).open(self.data().join("postgresql.auto.conf"));
        file.and_then(|mut file| writeln!(file, "{name} = '{value}'")).expect("the settings can be written");
    }

    /// Writes a file that the server alone can read, and returns its path.
    ///
    /// # Panics
    /// Where it cannot be written.
    #[must_use]
    pub fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        let written = fs::write(&path, content)
            .and_then(|()| fs::set_permissions(&path, Permissions::from_mode(0o600)))
            .and_then(|()| self.owner.give(&path));
        written.expect("the file can be written");
        path
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn has_setting(&self, name: &str) -> bool {
        fs::read_to_string(self.data().join("postgresql.auto.conf")).is_ok_and(|settings| settings.contains(name))
    }

    fn command(&self, program: &str) -> Command {
        let in_folder = self.binaries.join(program);
        let mut command = self.owner.command(if in_folder.is_file() { &in_folder } else { Path::new(program) });
        // What the user of the tests has set must not change the server.
        command.current_dir(self.folder.path()).env("LC_ALL", "C").env_remove("PGPASSWORD").env_remove("PGHOST");
        command
    }

    fn is_ready(&self) -> bool {
        let state = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        state.lines().nth(7).is_some_and(|line| line.trim() == "ready")
    }

    /// Returns what the server has logged.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop_immediately();
    }
}

fn checked(output: Output) -> String {
    let Output { status, stdout, stderr } = output;
    assert!(status.success(), "{status}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).trim_end().to_owned()
}
