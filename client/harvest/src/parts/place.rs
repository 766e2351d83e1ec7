//! Where parts are: a folder, or a bucket.

use std::fmt;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

use super::failure::{failed, refused};
use crate::error::{Error, ErrorKind, Result};

/// A place for files.
pub(super) struct Place {
    pub(super) store: Arc<dyn ObjectStore>,
    prefix: Path,
    /// Where it is a folder.
    folder: Option<PathBuf>,
    location: String,
}

impl Place {
    /// A folder, which is made where it is missing, or `s3://bucket/prefix`.
    pub(super) async fn open(location: &str) -> Result<Self> {
        match location.split_once("://") {
            // A key in it would be shown by each message. No bucket has a name with such a character.
            Some(("s3", rest)) if rest.split('/').next().unwrap_or_default().contains(['@', ':']) => {
                let why = "the location of parts is `s3://BUCKET/PREFIX`, without a key: set AWS_ACCESS_KEY_ID and \
                           AWS_SECRET_ACCESS_KEY in the environment";
                Err(Error::new(ErrorKind::Refused, why))
            }
            Some(("s3", rest)) => bucket(location, rest).await,
            Some((scheme, _)) => {
                let why = format!("parts cannot be written to `{scheme}://`: name a folder, or `s3://BUCKET/PREFIX`");
                Err(Error::new(ErrorKind::Refused, why))
            }
            None => folder(FilePath::new(location)),
        }
    }

    /// The place in a store of objects.
    #[cfg(feature = "s3")]
    pub(super) fn of(store: Arc<dyn ObjectStore>, prefix: &str, location: &str) -> Self {
        Self { store, prefix: Path::from(prefix), folder: None, location: location.to_owned() }
    }

    /// The path of a file.
    pub(super) fn path(&self, name: &str) -> Path {
        self.prefix.clone().join(name)
    }

    /// The name of a file with its place, for messages.
    pub(super) fn shown(&self, name: &str) -> String {
        format!("{}/{name}", self.location.trim_end_matches('/'))
    }

    /// Deletes a file, where it is there.
    pub(super) async fn remove(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        match self.store.head(&path).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(()),
            found => found.map_err(|error| failed("cannot look for", &self.shown(name), error))?,
        };
        self.store.delete(&path).await.map_err(|error| failed("cannot delete", &self.shown(name), error))
    }

    /// Deletes what was left of a file by processes that were killed while they wrote it: `NAME#1`, which no reader of `*.parquet` sees.
    pub(super) async fn sweep(&self, name: &str) {
        let Some(folder) = self.folder.clone() else { return };
        let begin = format!("{name}#");
        let swept = tokio::task::spawn_blocking(move || {
            for entry in std::fs::read_dir(folder)?.flatten() {
                if entry.file_name().to_string_lossy().starts_with(&begin) {
                    std::fs::remove_file(entry.path())?;
                }
            }
            std::io::Result::Ok(())
        });
        // They take disk space, and do no other harm.
        if let Ok(Err(error)) = swept.await {
            tracing::debug!(%error, "what was left of a part cannot be deleted");
        }
    }
}

fn folder(path: &FilePath) -> Result<Place> {
    let shown = path.display().to_string();
    let cannot = |error: std::io::Error| {
        let why = format!("cannot write parts to the folder `{shown}`: {error}; name a folder that can be written");
        Error::new(ErrorKind::Refused, why).because(error)
    };
    std::fs::create_dir_all(path).map_err(cannot)?;
    let absolute = path.canonicalize().map_err(cannot)?;
    // Items leave the store once they are in a part: it must be on the disk then.
    let store = LocalFileSystem::new_with_prefix(&absolute).map_err(|error| refused(&shown, error))?.with_fsync(true);
    Ok(Place { store: Arc::new(store), prefix: Path::default(), folder: Some(absolute), location: shown })
}

#[cfg(feature = "s3")]
async fn bucket(location: &str, rest: &str) -> Result<Place> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let place = Place::of(super::s3::bucket(bucket, location)?, prefix, location);
    // A bucket that is missing, or a key that is wrong, is reported now and not after the first rows.
    place.store.list_with_delimiter(Some(&place.prefix)).await.map_err(|error| refused(location, error))?;
    Ok(place)
}

#[cfg(not(feature = "s3"))]
#[allow(clippy::unused_async, reason = "as with the feature")]
async fn bucket(_location: &str, _rest: &str) -> Result<Place> {
    let why = "this build cannot write parts to `s3://`: build it with the feature `s3`, or name a folder";
    Err(Error::new(ErrorKind::Refused, why))
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Place").field(&self.location).finish()
    }
}
