//! What `tracing` is told: spans with their fields, and events.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A subscriber that keeps everything, for one thread.
#[derive(Debug, Clone, Default)]
pub struct Traces(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    spans: Vec<Span>,
    events: Vec<Recorded>,
    entered: Vec<usize>,
}

/// A span of one of the project's crates.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its fields, as they were recorded last.
    pub fields: BTreeMap<String, String>,
    /// The position of the span around it.
    pub parent: Option<usize>,
    /// Whether it has ended.
    pub is_closed: bool,
    is_ours: bool,
    handles: usize,
}

/// An event of one of the project's crates.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// The position of the span that it is in.
    pub span: Option<usize>,
    is_ours: bool,
}

impl Traces {
    /// The project's own spans, in the order in which they began.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.kept().spans.iter().filter(|span| span.is_ours).cloned().collect()
    }

    /// The project's own events.
    #[must_use]
    pub fn events(&self) -> Vec<Recorded> {
        self.kept().events.iter().filter(|event| event.is_ours).cloned().collect()
    }

    /// Everything, of all crates, as text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:?}", self.kept())
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("hikerapi")
}

fn position(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap_or_default() - 1
}

impl Subscriber for Traces {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        let mut kept = self.kept();
        let parent = kept.entered.last().copied().filter(|_| attributes.is_contextual());
        let parent = attributes.parent().map(position).or(parent);
        let is_ours = is_ours(attributes.metadata());
        kept.spans.push(Span { fields, parent, is_closed: false, is_ours, handles: 1 });
        Id::from_u64(kept.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.kept().spans[position(id)].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        let mut kept = self.kept();
        let span = kept.entered.last().copied();
        kept.events.push(Recorded { fields, span, is_ours: is_ours(event.metadata()) });
    }

    fn enter(&self, id: &Id) {
        self.kept().entered.push(position(id));
    }

    fn exit(&self, id: &Id) {
        let mut kept = self.kept();
        if let Some(last) = kept.entered.iter().rposition(|entered| *entered == position(id)) {
            kept.entered.remove(last);
        }
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.kept().spans[position(id)].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let span = &mut self.kept().spans[position(&id)];
        span.handles -= 1;
        span.is_closed = span.handles == 0;
        span.is_closed
    }
}
