//! The events of a row, as values that can be changed.

use hikerapi_runtime::rows::{CellWriter, DynamicCell};

/// What a writer of cells is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Id(u64),
    Text(String),
    Timestamp(i64),
    Date(i32),
    Json(String),
    BeginList,
    EndList,
    BeginMap,
    Key(String),
    EndMap,
    BeginObject,
    Field(String),
    EndObject,
}

/// A row, event by event.
#[derive(Debug, Clone, Default)]
pub struct Events(pub Vec<Event>);

impl Events {
    /// The events of a row.
    pub fn of(row: &dyn DynamicCell) -> Self {
        let mut events = Self::default();
        row.write(&mut events);
        events
    }
}

impl DynamicCell for Events {
    fn write(&self, to: &mut dyn CellWriter) {
        for event in &self.0 {
            match event {
                Event::Null => to.null(),
                Event::Boolean(value) => to.boolean(*value),
                Event::Integer(value) => to.integer(*value),
                Event::Number(value) => to.number(*value),
                Event::Id(value) => to.id(*value),
                Event::Text(value) => to.text(value),
                Event::Timestamp(value) => to.timestamp(*value),
                Event::Date(value) => to.date(*value),
                Event::Json(value) => to.json(value),
                Event::BeginList => to.begin_list(),
                Event::EndList => to.end_list(),
                Event::BeginMap => to.begin_map(),
                Event::Key(key) => to.key(key),
                Event::EndMap => to.end_map(),
                Event::BeginObject => to.begin_object(),
                Event::Field(name) => to.field(name),
                Event::EndObject => to.end_object(),
            }
        }
    }
}

impl CellWriter for Events {
    fn null(&mut self) {
        self.0.push(Event::Null);
    }

    fn boolean(&mut self, value: bool) {
        self.0.push(Event::Boolean(value));
    }

    fn integer(&mut self, value: i64) {
        self.0.push(Event::Integer(value));
    }

    fn number(&mut self, value: f64) {
        self.0.push(Event::Number(value));
    }

    fn id(&mut self, value: u64) {
        self.0.push(Event::Id(value));
    }

    fn text(&mut self, value: &str) {
        self.0.push(Event::Text(value.to_owned()));
    }

    fn timestamp(&mut self, micros: i64) {
        self.0.push(Event::Timestamp(micros));
    }

    fn date(&mut self, days: i32) {
        self.0.push(Event::Date(days));
    }

    fn json(&mut self, json: &str) {
        self.0.push(Event::Json(json.to_owned()));
    }

    fn begin_list(&mut self) {
        self.0.push(Event::BeginList);
    }

    fn end_list(&mut self) {
        self.0.push(Event::EndList);
    }

    fn begin_map(&mut self) {
        self.0.push(Event::BeginMap);
    }

    fn key(&mut self, key: &str) {
        self.0.push(Event::Key(key.to_owned()));
    }

    fn end_map(&mut self) {
        self.0.push(Event::EndMap);
    }

    fn begin_object(&mut self) {
        self.0.push(Event::BeginObject);
    }

    fn field(&mut self, name: &str) {
        self.0.push(Event::Field(name.to_owned()));
    }

    fn end_object(&mut self) {
        self.0.push(Event::EndObject);
    }
}
