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
    present: VecDeque<Waiting>,
    tickets: u64,
    first_tickets: u64,
}

/// A place in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ticket {
    /// Requests that go ahead of all others have `false`.
    is_last: bool,
    number: u64,
}

struct Waiting {
    ticket: Ticket,
    notify: Arc<Notify>,
}

impl Queue {
    /// A ticket behind all others.
    pub(super) fn last(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket { is_last: true, number: self.tickets }
    }

    /// A ticket ahead of all others but those of this kind.
    pub(super) fn first(&mut self) -> Ticket {
        self.first_tickets += 1;
        Ticket { is_last: false, number: self.first_tickets }
    }

    /// How many are ahead.
    pub(super) fn ahead(&self, ticket: Ticket) -> u32 {
        let (Ok(position) | Err(position)) = self.find(ticket);
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Lets a request wait in its order, to which one returns that was passed over. It is notified where it may go earlier
    /// than it knows.
    pub(super) fn enter(&mut self, ticket: Ticket) -> Arc<Notify> {
        match self.find(ticket) {
            Ok(position) => Arc::clone(&self.present[position].notify),
            Err(position) => {
                let notify = Arc::<Notify>::default();
                self.present.insert(position, Waiting { ticket, notify: Arc::clone(&notify) });
                notify
            }
        }
    }

    /// Takes out a request that goes, and those ahead of it, which are not polled.
    pub(super) fn leave(&mut self, ticket: Ticket, ahead: u32) {
        let ahead = usize::try_from(ahead).unwrap_or(usize::MAX).min(self.present.len());
        self.present.drain(..ahead);
        self.remove(ticket);
    }

    /// Takes out a request. Those at the front may go earlier.
    pub(super) fn remove(&mut self, ticket: Ticket) {
        if let Ok(position) = self.find(ticket) {
            self.present.remove(position);
        }
        self.wake_first();
    }

    pub(super) fn wake_first(&self) {
        self.present.iter().take(WOKEN).for_each(|waiting| waiting.notify.notify_one());
    }

    pub(super) fn wake_all(&self) {
        self.present.iter().for_each(|waiting| waiting.notify.notify_one());
    }

    fn find(&self, ticket: Ticket) -> Result<usize, usize> {
        self.present.binary_search_by_key(&ticket, |waiting| waiting.ticket)
    }
}
