//! Requests that are repeated with their idempotency key: they are answered as before, and done once.

use std::collections::HashMap;

use bytes::Bytes;

use crate::answer::Answer;
use crate::recorded::RecordedRequest;

/// The answers that were given, by endpoint and key.
#[derive(Default)]
pub(crate) struct Replays(HashMap<(String, String), Given>);

struct Given {
    body: Bytes,
    answer: Answer,
}

/// What is known of a request with a key.
pub(crate) enum Replay {
    /// It is the first one with its key, or has none.
    First,
    /// It was answered before.
    Again(Answer),
    /// Its key was used for another request.
    Misused,
}

impl Replays {
    /// Looks for the answer to a request that was answered before. It is charged once more at most: where the first one was
    /// not, because nothing was sent.
    pub(crate) fn find(&mut self, request: &RecordedRequest) -> Replay {
        match place(request).and_then(|place| self.0.get_mut(&place)) {
            None => Replay::First,
            Some(given) if given.body == request.body => {
                let answer = given.answer.clone();
                given.answer.units = Some(0);
                Replay::Again(answer)
            }
            Some(_) => Replay::Misused,
        }
    }

    /// Remembers an answer. Errors are not remembered by the caller: a request that failed may be processed again.
    pub(crate) fn remember(&mut self, request: &RecordedRequest, answer: Answer) {
        if let Some(place) = place(request) {
            self.0.insert(place, Given { body: request.body.clone(), answer });
        }
    }
}

fn place(request: &RecordedRequest) -> Option<(String, String)> {
    let name = request.idempotency_key()?.to_owned();
    // The path as it was sent: another order is another request.
    Some((format!("{} {}", request.operation?.key(), request.path), name))
}
