//! The queue of the rate limit: who asked first, and who is there.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Notify;

/// How many requests are woken where those at the front may go earlier. The others have timers of their own, and the first
/// ones may not be polled.
const WOKEN: usize = 8;

/// The requests that wait, without those that were passed over because they were not polled.
#[derive(Default)]
pub(super) struct Queue {
    present: VecDeque<Ticket>,
    tickets: u64,
    first_tickets: u64,
}

/// A place in the order.
#[derive(Clone)]
pub(super) struct Ticket {
    /// Requests that go ahead of all others have `false`.
    order: (bool, u64),
    notify: Arc<Notify>,
}

impl Ticket {
    /// Waits until the request may go earlier than it knows.
    pub(super) async fn woken(&self) {
        self.notify.notified().await;
    }
}

impl Queue {
    /// A ticket behind all others.
    pub(super) fn last(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket { order: (true, self.tickets), notify: Arc::default() }
    }

    /// A ticket ahead of all others but those of this kind.
    pub(super) fn first(&mut self) -> Ticket {
        self.first_tickets += 1;
        Ticket { order: (false, self.first_tickets), notify: Arc::default() }
    }

    /// How many are ahead. A request that is not in the queue enters it in its old order.
    pub(super) fn position(&mut self, ticket: &Ticket) -> u32 {
        let position = match self.find(ticket) {
            Ok(position) => position,
            Err(position) => {
                self.present.insert(position, ticket.clone());
                position
            }
        };
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Takes out a request that goes, and those ahead of it, which are not polled.
    pub(super) fn leave(&mut self, ticket: &Ticket, ahead: u32) {
        let ahead = usize::try_from(ahead).unwrap_or(usize::MAX).min(self.present.len());
        self.present.drain(..ahead);
        self.remove(ticket);
    }

    /// Takes out a request. Those at the front may go earlier.
    pub(super) fn remove(&mut self, ticket: &Ticket) {
        if let Ok(position) = self.find(ticket) {
            self.present.remove(position);
        }
        self.wake_first();
    }

    pub(super) fn wake_first(&self) {
        self.present.iter().take(WOKEN).for_each(|ticket| ticket.notify.notify_one());
    }

    pub(super) fn wake_all(&self) {
        self.present.iter().for_each(|ticket| ticket.notify.notify_one());
    }

    fn find(&self, ticket: &Ticket) -> Result<usize, usize> {
        self.present.binary_search_by_key(&ticket.order, |present| present.order)
    }
}
