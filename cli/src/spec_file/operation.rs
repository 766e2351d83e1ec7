//! The facts of an endpoint for the runtime.

use hikerapi_runtime::dynamic::ParamDescription;
use hikerapi_runtime::service::{
    BodyFormat, Method, Operation, Param, ParamForm, Place, Returned, UnitsMore, UnitsWhen,
};
use spec::{Api, Endpoint, Enum, Group, IdForm, ListForm, More, Returns, Scalar, Type, Values};

use super::leak::leak;
use super::paging::paging;
use crate::tool::Tool;

/// What the tool knows of the types that a spec only names.
pub(super) struct Known<'a> {
    tool: &'a Tool,
    api: &'a Api,
}

impl<'a> Known<'a> {
    pub(super) fn new(tool: &'a Tool, api: &'a Api) -> Self {
        Self { tool, api }
    }

    /// Returns what a parameter of this type takes in the tool's own endpoints; any text, where none has one.
    fn form(&self, ty: &Type) -> ParamForm {
        self.find(ty).map_or(ParamForm::Text, |(param, _)| param.form)
    }

    /// Returns what the tool's own spec says of a parameter of this type.
    pub(super) fn doc(&self, ty: &Type) -> Option<&'static str> {
        self.find(ty).map(|(_, description)| description.doc)
    }

    fn find(&self, ty: &Type) -> Option<(&'static Param, &'static ParamDescription)> {
        let name = self.api.name_of(ty)?;
        let endpoints = self.tool.endpoints().map(|(_, endpoint)| endpoint);
        let mut params = endpoints.flat_map(|endpoint| endpoint.operation.params.iter().zip(endpoint.params));
        params.find(|(_, description)| description.ty == name)
    }
}

/// Returns the facts of an endpoint.
pub(super) fn operation(api: &Api, known: &Known<'_>, group: &Group, endpoint: &Endpoint) -> Operation {
    let server = endpoint.server.as_ref().and_then(|name| api.service.as_ref()?.server_named(name));
    let headers = endpoint.headers.iter().map(|(name, value)| (leak(name), leak(value)));
    let exceptions = endpoint.cost.when.iter().map(|(param, units)| UnitsWhen { param: leak(param), units: *units });
    let params = endpoint.params.iter().map(|param| self::param(api, known, endpoint, param));
    Operation {
        group: leak(bare(&group.name)),
        name: leak(bare(&endpoint.name)),
        method: method(endpoint.method),
        path: leak(&endpoint.path),
        server: server.map(|server| leak(&server.url)),
        headers: Vec::leak(headers.collect()),
        units: endpoint.cost.units,
        units_when: Vec::leak(exceptions.collect()),
        units_more: endpoint.cost.more.as_ref().map(|More { units, every, of, default }| UnitsMore {
            units: *units,
            every: *every,
            param: leak(of),
            default: *default,
        }),
        is_estimate: endpoint.cost.is_estimate,
        params: Vec::leak(params.collect()),
        body: endpoint.body.map(body),
        idempotency: endpoint.idempotency.as_deref().map(leak),
        is_safe: endpoint.is_safe,
        returns: returned(&endpoint.returns),
        paging: endpoint.pages.as_ref().map(|pages| &*Box::leak(Box::new(paging(pages)))),
        // The command line has no cache.
        cache: None,
    }
}

/// A name without the mark that Rust needs: `type` of `r#type`.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn method(method: spec::Method) -> Method {
    match method {
        spec::Method::Get => Method::Get,
        spec::Method::Post => Method::Post,
        spec::Method::Put => Method::Put,
        spec::Method::Patch => Method::Patch,
        spec::Method::Delete => Method::Delete,
    }
}

fn body(format: spec::BodyFormat) -> BodyFormat {
    match format {
        spec::BodyFormat::Json => BodyFormat::Json,
        spec::BodyFormat::Form => BodyFormat::Form,
        spec::BodyFormat::Upload => BodyFormat::Upload,
        spec::BodyFormat::Bytes => BodyFormat::Bytes,
    }
}

fn returned(returns: &Returns) -> Returned {
    match returns {
        Returns::Json(Type::Nullable(_)) => Returned::JsonOrNothing,
        Returns::Json(_) => Returned::Json,
        Returns::Nothing => Returned::Nothing,
        Returns::Bytes => Returned::Bytes,
    }
}

fn param(api: &Api, known: &Known<'_>, endpoint: &Endpoint, param: &spec::Param) -> Param {
    let form = match (&param.place, &param.ty, param.listed(endpoint.body)) {
        (_, _, Some(item)) => {
            let item = &*Box::leak(Box::new(form(api, known, item)));
            match param.list {
                ListForm::Comma => ParamForm::Joined(item),
                ListForm::Repeat | ListForm::Brackets => ParamForm::Repeated(item),
            }
        }
        (spec::Place::Body, Type::Scalar(Scalar::Bytes), _) => ParamForm::Bytes,
        (spec::Place::Body, ..) | (spec::Place::Field, Type::Struct(_), _) => ParamForm::Json,
        (_, ty, None) => form(api, known, ty),
    };
    let place = match &param.place {
        spec::Place::Url => Place::Url,
        spec::Place::Header(header) => Place::Header(leak(header)),
        spec::Place::Field => Place::Field,
        spec::Place::Body => Place::Body,
    };
    let is_in_body = matches!(place, Place::Field | Place::Body);
    Param {
        name: leak(&param.sent_name(endpoint.body)),
        is_required: param.required,
        form,
        place,
        is_nullable: is_in_body && matches!(param.ty, Type::Nullable(_)),
    }
}

fn form(api: &Api, known: &Known<'_>, ty: &Type) -> ParamForm {
    match ty {
        Type::Scalar(Scalar::Boolean) => ParamForm::Boolean,
        Type::Scalar(Scalar::Integer) => ParamForm::Integer,
        Type::Scalar(Scalar::Number) => ParamForm::Number,
        Type::Scalar(Scalar::Cursor) => ParamForm::Cursor,
        Type::Scalar(Scalar::Timestamp) => ParamForm::Timestamp,
        Type::Scalar(Scalar::Date) => ParamForm::Date,
        Type::Scalar(Scalar::Bytes) => ParamForm::Bytes,
        Type::Id(index) if api.ids.get(*index).is_some_and(|id| id.form == IdForm::Digits) => ParamForm::Digits,
        Type::Enum(index) => api.enums.get(*index).map_or(ParamForm::Text, one_of),
        Type::Nullable(inner) => form(api, known, inner),
        Type::Struct(_) => ParamForm::Object,
        Type::Scalar(Scalar::Json) | Type::Union(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) => ParamForm::Json,
        Type::External(_) => known.form(ty),
        Type::Scalar(_) | Type::Id(_) => ParamForm::Text,
    }
}

fn one_of(definition: &Enum) -> ParamForm {
    match &definition.values {
        Values::Text(values) => ParamForm::OneOf(Vec::leak(values.iter().map(|value| leak(&value.wire)).collect())),
        Values::Integer(values) => ParamForm::OneOfNumbers(Vec::leak(values.iter().map(|value| value.wire).collect())),
    }
}
