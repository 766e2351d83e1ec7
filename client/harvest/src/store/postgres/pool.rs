//! The connections of a process.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::{Config, NoTls};

use super::location::Trust;
use super::tls;
use crate::error::{Error, ErrorKind, Result};

/// The most connections of a process: operations are short, and a server has some hundred connections for all.
const MOST: usize = 8;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// Makes a pool. Its connections are made when they are needed.
pub(super) fn pool(config: Config, trust: &Trust) -> Result<Pool> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match trust {
        Trust::Plain => Manager::from_config(config, NoTls, recycling),
        Trust::System => Manager::from_config(config, tls::of_system()?, recycling),
        Trust::File(path) => Manager::from_config(config, tls::of_file(path)?, recycling),
    };
    let timeouts = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) };
    let pool = Pool::builder(manager).max_size(MOST).runtime(Runtime::Tokio1).timeouts(timeouts).build();
    pool.map_err(|error| Error::new(ErrorKind::Failed, "there is no runtime for connections").because(error))
}
