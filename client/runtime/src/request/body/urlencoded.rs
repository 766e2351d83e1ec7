//! A tree as the pairs of a form or a query: what is inside of a field has its place in brackets.

use super::tree::Tree;
use crate::service::ParamForm;

/// Adds the pairs of a field: `lines[0][item]=7`, `metadata[why]=late`. A list of scalars is as its form has it: repeated or
/// joined by commas. Null is an empty value, and a list or an object without content is no pair.
pub(in crate::request) fn field(
    name: &str,
    value: &Tree,
    form: Option<ParamForm>,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    if let Tree::List(items) = value
        && let Some(scalars) = items.iter().map(Tree::scalar).collect::<Option<Vec<_>>>()
    {
        match form {
            Some(ParamForm::Repeated(_)) => {
                pairs.extend(scalars.into_iter().map(|value| (name.to_owned(), value.to_owned())));
                return Ok(());
            }
            Some(ParamForm::Joined(_)) => {
                pairs.extend(joined(name, &scalars)?.map(|value| (name.to_owned(), value)));
                return Ok(());
            }
            _ => {}
        }
    }
    // The name of a list whose items have brackets: `lines[]`.
    let name = if value.scalar().is_none() { name.strip_suffix("[]").unwrap_or(name) } else { name };
    inside(name.to_owned(), value, pairs);
    Ok(())
}

/// The values of a list in one, separated by commas; `None` where it is empty.
pub(in crate::request) fn joined<T: AsRef<str>>(name: &str, values: &[T]) -> Result<Option<String>, String> {
    if values.iter().any(|value| value.as_ref().contains(',')) {
        return Err(format!(
            "`{name}` is a list whose values are separated by commas, and one of them contains a comma"
        ));
    }
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    Ok((!values.is_empty()).then(|| values.join(",")))
}

fn inside(name: String, value: &Tree, pairs: &mut Vec<(String, String)>) {
    match value {
        Tree::List(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| inside(format!("{name}[{index}]"), item, pairs));
        }
        Tree::Object(fields) => {
            fields.iter().for_each(|(field, value)| inside(format!("{name}[{field}]"), value, pairs));
        }
        _ => pairs.push((name, value.scalar().unwrap_or_default().to_owned())),
    }
}

/// The pairs as a body.
pub(super) fn write(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[track_caller]
    fn check(name: &str, value: &Value, form: ParamForm, expected: &str) {
        let mut pairs = Vec::new();
        field(name, &Tree::of(value).expect("a tree"), Some(form), &mut pairs).expect("pairs");
        let shown: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(shown.join("&"), expected);
    }

    const REPEATED: ParamForm = ParamForm::Repeated(&ParamForm::Text);
    const JOINED: ParamForm = ParamForm::Joined(&ParamForm::Text);

    #[test]
    fn what_is_inside_is_in_brackets() {
        check("amount", &json!(7), ParamForm::Integer, "amount=7");
        check("metadata", &json!({"by": null, "why": "late"}), ParamForm::Object, "metadata[by]=&metadata[why]=late");
        check(
            "lines",
            &json!([{"item": 7, "tags": ["a", "b"]}, {}]),
            ParamForm::Json,
            "lines[0][item]=7&lines[0][tags][0]=a&lines[0][tags][1]=b",
        );
        check("lines[]", &json!([{"item": 7}]), ParamForm::Repeated(&ParamForm::Object), "lines[0][item]=7");
    }

    #[test]
    fn a_list_of_scalars_is_as_its_form_has_it() {
        check("a", &json!(["x", true, 1.5]), REPEATED, "a=x&a=true&a=1.5");
        check("a[]", &json!(["x", "y"]), REPEATED, "a[]=x&a[]=y");
        check("a", &json!(["x", "y"]), JOINED, "a=x,y");
        check("a", &json!(["x", "y"]), ParamForm::Json, "a[0]=x&a[1]=y");
        for form in [REPEATED, JOINED, ParamForm::Json] {
            check("a", &json!([]), form, "");
        }
        let comma = Tree::of(&["x,y"]).expect("a tree");
        assert!(field("a", &comma, Some(JOINED), &mut Vec::new()).expect_err("a comma").contains("`a`"));
    }

    #[test]
    fn everything_but_letters_is_encoded() {
        let pairs = [("a[b]".to_owned(), "x&y=z \n é+".to_owned()), ("&".to_owned(), String::new())];
        assert_eq!(write(&pairs), "a%5Bb%5D=x%26y%3Dz+%0A+%C3%A9%2B&%26=");
    }
}
