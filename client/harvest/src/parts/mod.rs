//! Parts: items of a store as files of Parquet, in a folder or in object storage.
//!
//! Items are in the store first, so that nothing is paid twice. A part takes some of them: it is named in a transaction before it is
//! written, and its items leave the store in another one, after the file is complete. A process that is killed in between leaves no half
//! file: the part is written again, by whatever process, under the same name.
//!
//! The columns are those of the parameters, `input_user_id`, and those of the type of the rows. A value that does not match its type is
//! null where it may be. An item that cannot be a row is a line of a file beside the part, with the same name and the ending
//! `.jsonl`.

// From the top down: each module imports only from those below it.
mod follow;
mod write;

mod encoder;
mod file;

mod columns;
mod place;

#[cfg(feature = "s3")]
mod s3;

mod failure;

use std::fmt;

use hikerapi_runtime::dynamic::EndpointDescription;
use tokio::sync::Mutex;

use crate::error::Result;
use place::Place;

pub use follow::{FollowOptions, PartEvent};

/// Writes parts to one place. It belongs to one store: two stores need two places.
///
/// Clones are not needed: any number of tasks can use one by reference, and one part is written at a time.
pub struct Parts {
    place: Place,
    endpoints: Vec<&'static EndpointDescription>,
    /// A process writes one part at a time.
    is_writing: Mutex<()>,
}

/// A part that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrittenPart {
    /// Its number.
    pub id: i64,
    /// The key of the endpoint of its items.
    pub endpoint: String,
    /// The name of the file of Parquet; `None` where the client does not know the rows of the endpoint.
    pub parquet: Option<String>,
    /// The name of the file of JSON Lines with the items that are no rows, where there are any.
    pub json_lines: Option<String>,
    /// The rows.
    pub rows: u64,
    /// The items that are no rows.
    pub rejected: u64,
    /// The values that do not match the types of their columns, and were left out of rows.
    pub mismatches: u64,
    /// The bytes of its files.
    pub bytes: u64,
}

impl Parts {
    /// Opens a folder, which is created where it is missing, or `s3://BUCKET/PREFIX` with the feature `s3`. The key and the region of a
    /// bucket come from the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, and `AWS_ENDPOINT` for another
    /// service than AWS.
    ///
    /// The endpoints say what the rows of items are. Items of an endpoint that is not among them are written as JSON Lines.
    ///
    /// # Errors
    /// Where the place cannot be used.
    pub async fn open(
        location: &str,
        endpoints: impl IntoIterator<Item = &'static EndpointDescription>,
    ) -> Result<Self> {
        Ok(Self::at(Place::open(location).await?, endpoints))
    }

    fn at(place: Place, endpoints: impl IntoIterator<Item = &'static EndpointDescription>) -> Self {
        Self { place, endpoints: endpoints.into_iter().collect(), is_writing: Mutex::default() }
    }

    fn endpoint(&self, key: &str) -> Option<&'static EndpointDescription> {
        self.endpoints.iter().copied().find(|endpoint| endpoint.operation.key() == key)
    }

    /// What the names of files begin with, by the keys of endpoints. The group is always there: two groups can have methods of one
    /// name, and an endpoint that a later version adds must not rename the files of this one.
    fn names(&self) -> Vec<(String, String)> {
        let operations = self.endpoints.iter().map(|endpoint| endpoint.operation);
        operations.map(|it| (it.key().into_owned(), format!("{}_{}", it.group, it.name))).collect()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Parts").field("place", &self.place).finish_non_exhaustive()
    }
}
