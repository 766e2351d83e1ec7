//! A build without a cache.

use tokio::time::Instant;

use crate::error::Result;
use crate::raw::RawResponse;
use crate::request::call::Call;

pub(in crate::request) async fn find(_: &Call, _: Instant) -> Option<Result<RawResponse>> {
    None
}

pub(in crate::request) async fn keep(_: &Call, _: &Result<RawResponse>) {}

pub(in crate::request) fn forget(_: &Call, _: &RawResponse) {}
