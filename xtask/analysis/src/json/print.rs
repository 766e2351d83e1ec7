//! JSON as fixtures are written: two spaces a step, numbers as they came.

use super::value::{Data, Member, Value};

/// The text of a file.
#[must_use]
pub fn print(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, value: &Value, depth: usize) {
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Data::Number(literal) => out.push_str(literal),
        Data::Text(text) => out.push_str(&quoted(text)),
        Data::List(items) if items.is_empty() => out.push_str("[]"),
        Data::Object(members) if members.is_empty() => out.push_str("{}"),
        Data::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                line(out, index, depth + 1);
                write(out, item, depth + 1);
            }
            close(out, ']', depth);
        }
        Data::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                line(out, index, depth + 1);
                out.push_str(&quoted(&member.name));
                out.push_str(": ");
                write(out, &member.value, depth + 1);
            }
            close(out, '}', depth);
        }
    }
}

/// The text without white space.
#[must_use]
pub fn print_densely(value: &Value) -> String {
    match &value.data {
        Data::List(items) => format!("[{}]", items.iter().map(print_densely).collect::<Vec<_>>().join(",")),
        Data::Object(members) => {
            let member = |member: &Member| format!("{}:{}", quoted(&member.name), print_densely(&member.value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
        _ => {
            let mut out = String::new();
            write(&mut out, value, 0);
            out
        }
    }
}

fn line(out: &mut String, index: usize, depth: usize) {
    out.push_str(if index == 0 { "\n" } else { ",\n" });
    out.push_str(&"  ".repeat(depth));
}

fn close(out: &mut String, bracket: char, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(bracket);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn what_is_printed_is_what_was_read() {
        let text = "{\n  \"a\": [\n    1.50,\n    -0,\n    {}\n  ],\n  \"b\\\"\": \"é\\n\",\n  \"c\": []\n}\n";
        assert_eq!(print(&parse(text).expect("JSON")), text);
        let dense = "{\"a\":[1.50,-0,{}],\"b\\\"\":\"é\\n\",\"c\":[]}";
        assert_eq!(print_densely(&parse(text).expect("JSON")), dense);
    }
}
