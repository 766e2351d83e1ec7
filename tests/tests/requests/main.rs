//! What requests send, what they cost, and what comes of them: retries, limits, the cache, errors.
//!
//! One program, so that it is linked once and its tests run side by side.

mod attempts;
mod blocking;
mod cache;
mod cancelled;
mod dropped;
mod endpoints;
mod errors;
mod every_endpoint;
mod extension;
mod limits;
mod odd_bytes;
mod trial_key;
