//! What errors of a folder or a bucket mean.

use std::error::Error as StdError;
use std::io;

use object_store::Error as ObjectError;

use crate::error::{Error, ErrorKind};

/// The error of a file that cannot be written. It can be tried again unless the place refuses it.
pub(super) fn failed(what: &str, name: &str, error: ObjectError) -> Error {
    let (kind, help) = match &error {
        ObjectError::PermissionDenied { .. } | ObjectError::Unauthenticated { .. } => {
            (ErrorKind::Refused, "; check who may write there")
        }
        ObjectError::NotFound { .. } => (ErrorKind::Failed, "; check that the folder or the bucket is still there"),
        _ if is_full(&error) => (ErrorKind::Failed, "; free some space: nothing is lost, its items are in the store"),
        _ => (ErrorKind::Failed, "; its items are still in the store"),
    };
    Error::new(kind, format!("{what} `{name}`: {}{help}", shown(&error))).because(error)
}

/// The error of a place that cannot be used at all.
pub(super) fn refused(location: &str, error: ObjectError) -> Error {
    let why =
        format!("cannot write parts to `{location}`: {}; check that it exists, and who may write there", shown(&error));
    Error::new(ErrorKind::Refused, why).because(error)
}

/// The innermost cause, which says the most.
fn shown(error: &ObjectError) -> String {
    innermost(error).to_string().trim_end().to_owned()
}

fn innermost(error: &ObjectError) -> &(dyn StdError + 'static) {
    let mut innermost: &(dyn StdError + 'static) = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}

fn is_full(error: &ObjectError) -> bool {
    let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
    innermost(error).downcast_ref::<io::Error>().is_some_and(|error| full.contains(&error.kind()))
}
