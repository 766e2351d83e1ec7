//! What generated code states about one endpoint.

/// The facts of one endpoint.
#[derive(Debug)]
pub struct Operation {
    /// The group: `user`.
    pub group: &'static str,
    /// The method: `by_username`.
    pub name: &'static str,
    /// The path, with `{name}` in the place of a parameter.
    pub path: &'static str,
    /// The units that a request costs.
    pub units: u32,
    /// Other prices, each while a parameter is true.
    pub units_when: &'static [UnitsWhen],
    /// The parameters, in the order of the method's arguments; optional ones after them.
    pub params: &'static [Param],
    /// How one page leads to the next, where the endpoint has pages.
    pub paging: Option<&'static Paging>,
    /// How long a response may be cached, if it may be.
    pub cache: Option<Caching>,
}

impl Operation {
    /// Returns the units that a request costs, by the values of its parameters on the wire.
    pub fn price<'a>(&self, value: impl Fn(&'static str) -> Option<&'a str>) -> u64 {
        let exception = self.units_when.iter().find(|when| value(when.param) == Some("true"));
        exception.map_or(self.units, |when| when.units).into()
    }
}

/// A parameter of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether a request needs it.
    pub is_required: bool,
    /// Which values it takes.
    pub form: ParamForm,
}

impl Param {
    /// A parameter that a request needs.
    #[must_use]
    pub const fn required(name: &'static str, form: ParamForm) -> Self {
        Self { name, is_required: true, form }
    }

    /// A parameter that a request may have.
    #[must_use]
    pub const fn optional(name: &'static str, form: ParamForm) -> Self {
        Self { name, is_required: false, form }
    }
}

/// The values that a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamForm {
    /// Any text.
    Text,
    /// The digits of an id.
    Digits,
    /// A whole number.
    Integer,
    /// A number, which may have a fraction.
    Number,
    /// `true` or `false`.
    Boolean,
    /// The cursor of a page.
    Cursor,
    /// One of these texts. The service may know others, newer than the spec.
    OneOf(&'static [&'static str]),
    /// One of these numbers. The service may know others, newer than the spec.
    OneOfNumbers(&'static [i64]),
}

/// How long a response may be cached.
#[derive(Debug, Clone, Copy)]
pub struct Caching {
    /// The seconds from its arrival.
    pub seconds: u32,
    /// The requests that it answers besides its own.
    pub also: &'static [Answers],
}

/// A request to another endpoint that a response answers, too.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    /// The path of the endpoint.
    pub path: &'static str,
    /// Its parameters, each with the JSON pointer to the value in the response: `("id", "/pk")`.
    pub params: &'static [(&'static str, &'static str)],
}

/// The price while a parameter is true.
#[derive(Debug)]
pub struct UnitsWhen {
    /// The parameter.
    pub param: &'static str,
    /// The units.
    pub units: u32,
}

/// How one page leads to the next.
#[derive(Debug)]
pub struct Paging {
    /// The parameter that takes the cursor.
    pub cursor: &'static str,
    /// The cursors that mean the end of the list. An absent cursor always does.
    pub end: &'static [End],
    /// The JSON path of the list of items: `$[0]`, `$.items`.
    pub items: &'static str,
    /// The JSON path, in an item, of the field that identifies it: `$.pk`.
    pub key: Option<&'static str>,
    /// The JSON path of the next cursor: `$[1]`, `$.next_page_id`.
    pub next: &'static str,
    /// The most pages in a row without a new item, after which a list ends with an error.
    pub max_stale_pages: u32,
}

/// A cursor that means the end of the list.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// Null, or no cursor at all.
    Null,
    /// `false`.
    False,
    /// This text.
    Text(&'static str),
}
