//! The requests of a process that wait to be admitted.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::refused::Refused;
use super::slot::Slot;

/// What is answered to a request.
pub(super) type Admitted = Result<Slot, Refused>;

/// Requests in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<Waiting>>,
}

/// A request that waits. One that is dropped has closed its channel.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) units: i64,
    pub(super) answer: oneshot::Sender<Admitted>,
}

impl Queue {
    /// Adds a request, and returns where its answer comes.
    pub(super) fn add(&self, units: i64) -> oneshot::Receiver<Admitted> {
        let (answer, receiver) = oneshot::channel();
        self.lock().push_back(Waiting { units, answer });
        receiver
    }

    /// Puts requests back at the front, in their order.
    pub(super) fn put_back(&self, requests: Vec<Waiting>) {
        let mut waiting = self.lock();
        requests.into_iter().rev().for_each(|request| waiting.push_front(request));
    }

    /// Takes at most so many requests that still wait.
    pub(super) fn take(&self, most: usize) -> Vec<Waiting> {
        let mut waiting = self.lock();
        let mut taken = Vec::new();
        while taken.len() < most {
            let Some(request) = waiting.pop_front() else { break };
            if !request.answer.is_closed() {
                taken.push(request);
            }
        }
        taken
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        // Nothing panics while it is locked.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_keep_their_order_and_dropped_ones_are_left_out() {
        let queue = Queue::default();
        let waiters: Vec<_> = (1..=5).map(|units| queue.add(units)).collect();
        let taken = queue.take(2);
        queue.put_back(taken);
        drop(waiters.into_iter().nth(2));
        let units = |most| queue.take(most).iter().map(|request| request.units).collect::<Vec<_>>();
        // `nth` has dropped the first two, and the rest went with the iterator.
        assert_eq!(units(9), Vec::<i64>::new());
        let _kept: Vec<_> = (1..=3).map(|units| queue.add(units)).collect();
        let taken = queue.take(2);
        queue.put_back(taken);
        assert_eq!((units(2), units(9)), (vec![1, 2], vec![3]));
        assert!(queue.is_empty());
    }
}
