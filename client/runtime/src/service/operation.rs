//! What generated code states about one endpoint.

use std::borrow::Cow;

use super::paging::Paging;

/// The facts of one endpoint.
#[derive(Debug)]
pub struct Operation {
    /// The group: `user`.
    pub group: &'static str,
    /// The method: `by_username`.
    pub name: &'static str,
    /// The method of HTTP.
    pub method: Method,
    /// The path, with `{name}` in the place of a parameter.
    pub path: &'static str,
    /// Its base URL, where that is not the service's.
    pub server: Option<&'static str>,
    /// Headers that every request has, by name and value, in addition to those of the service.
    pub headers: &'static [(&'static str, &'static str)],
    /// The units that a request costs.
    pub units: u32,
    /// Other prices, each while a parameter is true.
    pub units_when: &'static [UnitsWhen],
    /// The units that a large amount adds.
    pub units_more: Option<UnitsMore>,
    /// Whether the service states no exact price, so that a response can cost more or less.
    pub is_estimate: bool,
    /// The parameters and the fields of the body, in the order of the method's arguments; optional ones after them.
    pub params: &'static [Param],
    /// How the body is written, where a request has one.
    pub body: Option<BodyFormat>,
    /// The header with the key by which the service recognizes a repeated request.
    pub idempotency: Option<&'static str>,
    /// Whether a request changes nothing, whatever its method, and so can be sent again.
    pub is_safe: bool,
    /// What a response contains.
    pub returns: Returned,
    /// How one page leads to the next, where the endpoint has pages.
    pub paging: Option<&'static Paging>,
    /// How long a response may be cached, if it may be.
    pub cache: Option<Caching>,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Returns the word of HTTP: `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFormat {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`, with brackets for what is inside of a field.
    Form,
    /// `multipart/form-data`.
    Upload,
    /// The bytes alone.
    Bytes,
}

/// What a response contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// JSON.
    Json,
    /// JSON, or nothing.
    JsonOrNothing,
    /// Nothing that is read.
    Nothing,
    /// Bytes of any kind.
    Bytes,
}

impl Operation {
    /// A GET endpoint without a name, a path, parameters and pages, which costs one unit.
    pub const DEFAULT: Self = Self {
        group: "",
        name: "",
        method: Method::Get,
        path: "",
        server: None,
        headers: &[],
        units: 1,
        units_when: &[],
        units_more: None,
        is_estimate: false,
        params: &[],
        body: None,
        idempotency: None,
        is_safe: false,
        returns: Returned::Json,
        paging: None,
        cache: None,
    };

    /// Returns the key of the endpoint in a spec: `/orders`, `POST /orders`.
    #[must_use]
    pub fn key(&self) -> Cow<'static, str> {
        match self.method {
            Method::Get => Cow::Borrowed(self.path),
            method => Cow::Owned(format!("{} {}", method.as_str(), self.path)),
        }
    }

    /// Returns whether both are the same endpoint.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.method == other.method && self.path == other.path
    }

    /// Returns the units that a request costs, by the values of its parameters on the wire.
    pub fn price<'a>(&self, value: impl Fn(&'static str) -> Option<&'a str>) -> u64 {
        let exception = self.units_when.iter().find(|when| value(when.param) == Some("true"));
        let units = exception.map_or(self.units, |when| when.units);
        let more = self.units_more.map_or(0, |more| more.of(value(more.param)));
        u64::from(units).saturating_add(more)
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
    /// Where a request has it.
    pub place: Place,
    /// Whether null can be sent in its place, in a body.
    pub is_nullable: bool,
}

/// Where a request has a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path, if its name is there in braces, else in the query.
    Url,
    /// In the header of this name.
    Header(&'static str),
    /// In a field of the body.
    Field,
    /// It is the whole body.
    Body,
}

impl Param {
    /// A parameter that a request needs.
    #[must_use]
    pub const fn required(name: &'static str, form: ParamForm) -> Self {
        Self { name, is_required: true, form, place: Place::Url, is_nullable: false }
    }

    /// A parameter that a request may have.
    #[must_use]
    pub const fn optional(name: &'static str, form: ParamForm) -> Self {
        Self { name, is_required: false, form, place: Place::Url, is_nullable: false }
    }

    /// Puts it elsewhere than in the URL.
    #[must_use]
    pub const fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Lets null be sent in its place.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { is_nullable: true, ..self }
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
    /// A timestamp in the form of RFC 3339.
    Timestamp,
    /// A date: `2026-01-31`.
    Date,
    /// A list of such values, each in a parameter of its own.
    Repeated(&'static ParamForm),
    /// A list of such values in one parameter, separated by commas.
    Joined(&'static ParamForm),
    /// An object: `created[gte]=1&created[lt]=2`.
    Object,
    /// Any JSON, in a body.
    Json,
    /// A file or other bytes, in a body.
    Bytes,
}

impl ParamForm {
    /// Returns whether it is a list, which takes any number of values.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(self, Self::Repeated(_) | Self::Joined(_))
    }
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

/// Units in addition, the more of something is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitsMore {
    /// How many each further step costs.
    pub units: u32,
    /// The length of a step. The first one is in the price already.
    pub every: u32,
    /// The parameter with the amount.
    pub param: &'static str,
    /// The amount where the parameter is not sent.
    pub default: i64,
}

impl UnitsMore {
    /// The units for an amount, as it is on the wire.
    fn of(self, amount: Option<&str>) -> u64 {
        let amount = amount.and_then(|amount| amount.parse().ok()).unwrap_or(self.default);
        let further = u64::try_from(amount).unwrap_or_default().saturating_sub(1) / u64::from(self.every.max(1));
        further.saturating_mul(self.units.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_its_method_and_its_path() {
        let get = Operation { path: "/orders", ..Operation::DEFAULT };
        let post = Operation { method: Method::Post, path: "/orders", ..Operation::DEFAULT };
        assert_eq!((&*get.key(), &*post.key()), ("/orders", "POST /orders"));
        assert!(get.is(&Operation { units: 2, path: "/orders", ..Operation::DEFAULT }));
        assert!(!get.is(&post) && !get.is(&Operation::DEFAULT));
    }

    #[test]
    fn an_amount_costs_a_unit_for_each_step_that_is_begun() {
        let more = UnitsMore { units: 1, every: 20, param: "amount", default: 20 };
        let comments = Operation { units_more: Some(more), ..Operation::DEFAULT };
        let price = |amount| comments.price(|name| Some(name).filter(|name| *name == "amount").and(amount));
        assert_eq!([None, Some("1"), Some("20"), Some("21"), Some("40"), Some("100")].map(price), [1, 1, 1, 2, 2, 5]);
        assert_eq!([Some("0"), Some("-7"), Some(""), Some("many")].map(price), [1; 4], "at least one is sent");
        let largest = i64::MAX.to_string();
        assert_eq!(price(Some(&largest)), 1 + (i64::MAX as u64 - 1) / 20);
        let dear =
            Operation { units: 2, units_more: Some(UnitsMore { units: u32::MAX, every: 1, ..more }), ..comments };
        assert_eq!(dear.price(|_| Some(&largest)), u64::MAX);
        assert_eq!(dear.price(|_| None), 2 + 19 * u64::from(u32::MAX));
    }
}
