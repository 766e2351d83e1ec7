//! The engine takes the values that the client decodes, and no others: the cases are those of the
//! client's own tests of its types.

use analysis::fit::{Fit, fit};
use analysis::json;

use spec::{Scalar, Type};

use crate::shop::Shop;

#[track_caller]
fn check(ty: &Type, fits: &[&str], others: &[&str]) {
    let api = Shop::new().api();
    let of = |text: &str| fit(&api, ty, &json::parse(text).expect("JSON"));
    for text in fits {
        assert_eq!(of(text), Fit::Good, "{text} as {ty:?}");
    }
    for text in others {
        assert_ne!(of(text), Fit::Good, "{text} as {ty:?}");
    }
}

#[test]
fn ids_of_digits() {
    let fits = ["787132", "\"787132\"", "0", "\"0\"", "18446744073709551615", "\"18446744073709551615\""];
    let others = ["\"\"", "\"007\"", "\"+7\"", "\" 7\"", "-1", "1.5", "1e3", "\"x\"", "18446744073709551616", "null"];
    check(&Type::Id(0), &fits, &others);
}

#[test]
fn ids_of_text() {
    let fits = ["\"38_7\"", "\"\"", "\"007\"", "113671860027320", "-1", "18446744073709551615"];
    check(&Type::Id(1), &fits, &["1.5", "true", "null", "{}", "[]", "18446744073709551616"]);
}

#[test]
fn cursors() {
    let fits = ["\"25\"", "25", "9223372036854775809", "-1", "\"QVFB/w==\"", "\"\"", "false"];
    check(&Type::Scalar(Scalar::Cursor), &fits, &["true", "1.5", "{}", "[]", "null"]);
}

#[test]
fn timestamps() {
    let fits = ["1775048403", "-1", "\"2026-04-01T13:00:03Z\"", "\"2026-04-01 13:00:03-00:00\"", "1.5", "\"7\""];
    let others = ["\"\"", "\"2026-04-01\"", "\"November 2010\"", "1e9", "null", "true", "1775048403000"];
    check(&Type::Scalar(Scalar::Timestamp), &fits, &others);
}

#[test]
fn numbers_and_texts() {
    check(
        &Type::Scalar(Scalar::Integer),
        &["1", "-9223372036854775808"],
        &["1.0", "1e3", "9223372036854775808", "\"1\""],
    );
    check(&Type::Scalar(Scalar::Number), &["1", "1.5", "-1e-3", "18446744073709551616"], &["1e999", "\"1\"", "true"]);
    check(&Type::Scalar(Scalar::String), &["\"\"", "\"é\""], &["1", "null", "true"]);
    check(&Type::Scalar(Scalar::Boolean), &["true", "false"], &["0", "\"true\"", "null"]);
    check(&Type::Scalar(Scalar::Json), &["null", "{}", "1e999", "[]"], &[]);
}

#[test]
fn values_of_enums() {
    check(&Type::Enum(0), &["\"red\"", "\"blue\""], &["\"pink\"", "1", "null"]);
    check(&Type::Enum(1), &["1", "2"], &["3", "1.0", "\"1\"", "9223372036854775808"]);
}
