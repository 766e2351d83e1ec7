//! One part, from the store to its files.

use std::time::{Duration, Instant};

use super::encoder::{Counts, Encoder, Made};
use super::file::NewFile;
use super::{Parts, WrittenPart};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{BeginPart, PartRecord, Store};

/// The items that are read from the store at once.
const READ: u32 = 1_000;

/// The files of a part that are being written.
struct Files<'a> {
    parquet: Option<NewFile<'a>>,
    /// It is begun with the first item that is no row.
    json_lines: Option<NewFile<'a>>,
}

impl Parts {
    /// Writes the next part, where the store has enough items for it. `None` where it does not. The names of its files are those of the
    /// methods of endpoints; a part that was begun before keeps its name.
    ///
    /// # Errors
    /// Where the store is away, or a file cannot be written: nothing is lost, and the next call writes the same part. An error of the
    /// kind [`Refused`](ErrorKind::Refused) needs a user.
    pub async fn write(&self, store: &dyn Store, begin: &BeginPart) -> Result<Option<WrittenPart>> {
        let _one = self.is_writing.lock().await;
        let begin = BeginPart { names: self.names(), ..begin.clone() };
        while let Some(part) = store.begin_part(&begin).await? {
            let written = self.write_part(store, &begin, &part).await?;
            if written.is_some() {
                return Ok(written);
            }
        }
        Ok(None)
    }

    /// Writes a part; `None` where another process has it, or has finished it.
    async fn write_part(&self, store: &dyn Store, begin: &BeginPart, part: &PartRecord) -> Result<Option<WrittenPart>> {
        let name = part.name.clone();
        let mut files = Files { parquet: None, json_lines: None };
        let encoded = self.encode(store, begin, part, &mut files).await;
        let counts = match encoded {
            Ok(counts) if is_whole(part, counts) => counts,
            stopped => {
                files.abort().await;
                let stopped = stopped.err().unwrap_or_else(|| incomplete(part));
                return if is_finished(store, part, &stopped).await? { Ok(None) } else { Err(stopped) };
            }
        };
        let has_lines = files.json_lines.is_some();
        let has_rows = files.parquet.is_some();
        let bytes = match files.complete().await {
            Ok(bytes) => bytes,
            Err(stopped) => return if is_finished(store, part, &stopped).await? { Ok(None) } else { Err(stopped) },
        };
        if !has_lines {
            // An earlier version of this program may have written it, and been killed then.
            self.place.remove(&format!("{name}.jsonl")).await?;
        }
        store.finish_part(part.id, i64::try_from(bytes).unwrap_or(i64::MAX)).await?;
        for file in [format!("{name}.parquet"), format!("{name}.jsonl")] {
            self.place.sweep(&file).await;
        }
        Ok(Some(WrittenPart {
            id: part.id,
            endpoint: part.endpoint.clone(),
            parquet: has_rows.then(|| format!("{name}.parquet")),
            json_lines: has_lines.then(|| format!("{name}.jsonl")),
            rows: counts.rows,
            rejected: counts.rejected,
            mismatches: counts.mismatches,
            bytes,
        }))
    }

    /// Reads the items of a part, and writes all that its files have.
    async fn encode<'a>(
        &'a self,
        store: &dyn Store,
        begin: &BeginPart,
        part: &PartRecord,
        files: &mut Files<'a>,
    ) -> Result<Counts> {
        let name = &part.name;
        let third = Duration::from_micros(u64::try_from(begin.lease / 3).unwrap_or_default());
        let mut leased = Instant::now();
        let mut encoder = Encoder::new(self.endpoint(&part.endpoint))?;
        if encoder.has_rows() {
            files.parquet = Some(NewFile::create(&self.place, format!("{name}.parquet")).await?);
        }
        let mut after = None;
        loop {
            let items = store.part_items(part.id, after, READ).await?;
            let Some(last) = items.last() else { break };
            after = Some(last.id);
            // Rows take processor time, which requests and their permits must not wait for.
            let added = tokio::task::spawn_blocking(move || encoder.add(&items).map(|made| (encoder, made)));
            let (next, made) = added.await.map_err(stopped)??;
            encoder = next;
            self.write_made(name, files, &made).await?;
            if leased.elapsed() >= third {
                leased = Instant::now();
                keep(store, begin, part).await?;
            }
        }
        let (made, counts) = tokio::task::spawn_blocking(move || encoder.finish()).await.map_err(stopped)??;
        self.write_made(name, files, &made).await?;
        Ok(counts)
    }

    async fn write_made<'a>(&'a self, name: &str, files: &mut Files<'a>, made: &Made) -> Result<()> {
        if let Some(parquet) = &mut files.parquet {
            parquet.write(&made.parquet).await?;
        }
        if made.json_lines.is_empty() {
            return Ok(());
        }
        if files.json_lines.is_none() {
            files.json_lines = Some(NewFile::create(&self.place, format!("{name}.jsonl")).await?);
        }
        match &mut files.json_lines {
            Some(file) => file.write(&made.json_lines).await,
            None => Ok(()),
        }
    }
}

impl Files<'_> {
    async fn complete(self) -> Result<u64> {
        let mut completed = Ok(0);
        for file in [self.json_lines, self.parquet].into_iter().flatten() {
            match completed {
                Ok(bytes) => completed = file.complete().await.map(|more| bytes + more),
                Err(_) => file.abort().await,
            }
        }
        completed
    }

    async fn abort(self) {
        for file in [self.json_lines, self.parquet].into_iter().flatten() {
            file.abort().await;
        }
    }
}

/// Extends the lease of a part that is being written.
async fn keep(store: &dyn Store, begin: &BeginPart, part: &PartRecord) -> Result<()> {
    // One that has begun instead is returned again by the next call.
    match store.begin_part(begin).await? {
        Some(own) if own.id == part.id => Ok(()),
        _ => Err(Error::new(ErrorKind::Fenced, format!("part {} is written by another process", part.id))),
    }
}

/// Whether all items of a part were there: they leave the store where another process finishes it.
fn is_whole(part: &PartRecord, counts: Counts) -> bool {
    i64::try_from(counts.rows + counts.rejected) == Ok(part.items)
}

/// Whether a part could not be written, since another process has it, or has written it.
async fn is_finished(store: &dyn Store, part: &PartRecord, stopped: &Error) -> Result<bool> {
    if stopped.kind() == ErrorKind::Fenced {
        return Ok(true);
    }
    if stopped.is_unavailable() {
        return Ok(false);
    }
    Ok(store.parts().await?.iter().any(|known| known.id == part.id && known.bytes.is_some()))
}

fn incomplete(part: &PartRecord) -> Error {
    let why = format!("part {} has {} items, and not all of them are in the store", part.id, part.items);
    Error::new(ErrorKind::Corrupt, why)
}

fn stopped(error: tokio::task::JoinError) -> Error {
    Error::new(ErrorKind::Failed, "the encoding of a part was stopped: the program ends").because(error)
}
