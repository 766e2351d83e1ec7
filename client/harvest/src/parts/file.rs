//! A file that is written: it has its name once all of it is there.

use hmac_sha256::Hash;
use object_store::path::Path;
use object_store::{ObjectStoreExt, WriteMultipart};

use super::failure::failed;
use super::place::Place;
use crate::error::{Error, ErrorKind, Result};

/// The size of what is sent at once, and how much of it may be under way.
const CHUNK: usize = 8 << 20;
const AT_ONCE: usize = 2;

/// A file that is being written.
pub(super) struct NewFile<'a> {
    place: &'a Place,
    name: String,
    path: Path,
    bytes: u64,
    to: To,
}

enum To {
    Upload(Box<WriteMultipart>),
    /// The file is there already: a process was killed after it had written it. Its content must be what would be written.
    Known {
        size: u64,
        hash: Box<Hash>,
    },
}

impl<'a> NewFile<'a> {
    pub(super) async fn create(place: &'a Place, name: String) -> Result<Self> {
        let path = place.path(&name);
        let to = match place.store.head(&path).await {
            Ok(known) => To::Known { size: known.size, hash: Box::new(Hash::new()) },
            Err(object_store::Error::NotFound { .. }) => {
                let upload = place.store.put_multipart(&path).await;
                let upload = upload.map_err(|error| failed("cannot write", &place.shown(&name), error))?;
                To::Upload(Box::new(WriteMultipart::new_with_chunk_size(upload, CHUNK)))
            }
            Err(error) => return Err(failed("cannot look for", &place.shown(&name), error)),
        };
        Ok(Self { place, name, path, bytes: 0, to })
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        match &mut self.to {
            To::Known { hash, .. } => hash.update(bytes),
            To::Upload(upload) => {
                let has_capacity = upload.wait_for_capacity(AT_ONCE).await;
                has_capacity.map_err(|error| failed("cannot write", &self.place.shown(&self.name), error))?;
                upload.write(bytes);
            }
        }
        Ok(())
    }

    /// Gives it its name, and returns its bytes.
    pub(super) async fn complete(self) -> Result<u64> {
        let Self { place, name, path, bytes, to } = self;
        match to {
            To::Upload(upload) => {
                let finished = upload.finish().await;
                finished.map_err(|error| failed("cannot write", &place.shown(&name), error))?;
                Ok(bytes)
            }
            To::Known { size, hash } => {
                let is_same = size == bytes && content(place, &name, &path, size).await? == hash.finalize();
                if is_same { Ok(bytes) } else { Err(taken(&place.shown(&name))) }
            }
        }
    }

    /// Takes back what was written.
    pub(super) async fn abort(self) {
        if let To::Upload(upload) = self.to
            && let Err(error) = upload.abort().await
        {
            tracing::debug!(%error, name = self.name, "an upload cannot be taken back");
        }
    }
}

/// The hash of a file.
async fn content(place: &Place, name: &str, path: &Path, size: u64) -> Result<[u8; 32]> {
    let mut hash = Hash::new();
    let mut at = 0;
    while at < size {
        let end = size.min(at + CHUNK as u64);
        let range = place.store.get_range(path, at..end).await;
        hash.update(range.map_err(|error| failed("cannot read", &place.shown(name), error))?);
        at = end;
    }
    Ok(hash.finalize())
}

fn taken(name: &str) -> Error {
    let why = format!(
        "`{name}` is there, and is another file: each store needs a folder of its own for its parts; name another one, or move the \
         file away"
    );
    Error::new(ErrorKind::Refused, why)
}
