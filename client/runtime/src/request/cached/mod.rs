//! Responses from the cache, and responses for it. Without the feature there are none.

#[cfg(not(feature = "cache"))]
mod off;
#[cfg(feature = "cache")]
mod on;

#[cfg(not(feature = "cache"))]
pub(super) use off::{find, forget, keep};
#[cfg(feature = "cache")]
pub(super) use on::{find, forget, keep};
