//! Sample arguments as Rust, for examples.

use spec::{Api, Field, IdForm, Param, Scalar, Struct, Type, Values};

use crate::ident::bare;
use crate::rust_type::path;

/// The most objects in one another: more would be no example.
const DEEPEST: usize = 2;

/// An argument for a parameter: its sample, or any value of its type; `None` where its type has no short one.
pub(super) fn literal(api: &Api, param: &Param) -> Option<String> {
    let sample = param.sample.as_ref().and_then(|sample| sampled(api, &param.ty, sample));
    sample.or_else(|| nested(api, &param.ty, &param.rust, 0))
}

/// The sample of a spec as a value of that type.
fn sampled(api: &Api, ty: &Type, sample: &str) -> Option<String> {
    let text = || format!("{sample:?}");
    Some(match ty {
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => digits(sample)?,
        Type::External(_) => digits(sample).unwrap_or_else(text),
        Type::Scalar(Scalar::String | Scalar::Url | Scalar::Cursor) | Type::Id(_) => text(),
        Type::Scalar(Scalar::Boolean | Scalar::Integer | Scalar::Number) => sample.to_owned(),
        Type::Enum(index) => match &api.enums[*index].values {
            Values::Text(_) => text(),
            Values::Integer(_) => sample.to_owned(),
        },
        Type::List(item) => format!("[{}]", sampled(api, item, sample)?),
        _ => return None,
    })
}

fn digits(sample: &str) -> Option<String> {
    sample.parse::<u64>().ok().map(|number| number.to_string())
}

fn nested(api: &Api, ty: &Type, name: &str, depth: usize) -> Option<String> {
    Some(match ty {
        Type::Scalar(scalar) => self::scalar(*scalar, name)?,
        Type::Id(index) => sampled(api, ty, api.ids[*index].sample.as_deref().unwrap_or("7"))?,
        Type::Enum(index) => match &api.enums[*index].values {
            Values::Text(values) => format!("{:?}", values.first()?.wire),
            Values::Integer(values) => values.first()?.wire.to_string(),
        },
        Type::List(item) => format!("[{}]", nested(api, item, name, depth)?),
        Type::Map(value) => format!("[(\"key\", {})]", nested(api, value, name, depth)?),
        Type::Nullable(_) => "None".to_owned(),
        Type::Struct(index) if depth < DEEPEST => object(api, ty, &api.types[*index], depth + 1)?,
        Type::Struct(_) | Type::Union(_) | Type::External(_) | Type::Tuple(_) => return None,
    })
}

fn scalar(scalar: Scalar, name: &str) -> Option<String> {
    Some(match scalar {
        Scalar::Boolean => "true".to_owned(),
        Scalar::Integer => "10".to_owned(),
        Scalar::Number => "1.5".to_owned(),
        Scalar::String => format!("\"{}\"", bare(name)),
        Scalar::Url => "\"https://example.com\"".to_owned(),
        Scalar::Cursor => "\"cursor\"".to_owned(),
        Scalar::Bytes => "b\"content\".to_vec()".to_owned(),
        _ => return None,
    })
}

/// `shop::types::Line::new(7, 10)`.
fn object(api: &Api, ty: &Type, definition: &Struct, depth: usize) -> Option<String> {
    let required = definition.fields.iter().filter(|field| !field.optional);
    let argument = |field: &Field| match field.nullable {
        true => Some("None".to_owned()),
        false => nested(api, &field.ty, &field.rust, depth),
    };
    let arguments = required.map(argument).collect::<Option<Vec<_>>>()?;
    let path = path(api, ty).to_string().replace(' ', "");
    Some(format!("{}::{path}::new({})", api.client_crate, arguments.join(", ")))
}
