//! Printing: items one by one, since prettyplease puts no blank line between them.

use std::fmt::Write;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{File, Item as Parsed, Visibility};

use crate::module::{Call, Definition, Item, Part};

/// The items as text, a blank line between any two but neighbouring declarations.
pub(crate) fn print(items: Vec<Item>) -> String {
    let mut text = String::new();
    let mut previous = None;
    for item in items {
        match item {
            Item::Code(tokens) => {
                let file = syn::parse2::<File>(tokens).expect("emitters write whole items, which the goldens compile");
                for item in file.items {
                    begin(&mut text, &mut previous, Kind::of(&item));
                    let has_members = matches!(item, Parsed::Impl(_) | Parsed::Trait(_));
                    let one = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
                    let printed = prettyplease::unparse(&one);
                    if has_members { apart(&mut text, &printed) } else { text.push_str(&printed) }
                }
            }
            Item::Definition(definition) => {
                begin(&mut text, &mut previous, Kind::Other);
                print_definition(&mut text, &definition);
            }
            Item::Call(call) => {
                begin(&mut text, &mut previous, Kind::Other);
                print_call(&mut text, &call);
            }
        }
    }
    text
}

/// Members with a blank line between any two. One ends where a line that is indented once ends as items do, and the next
/// line is indented once, too.
fn apart(text: &mut String, printed: &str) {
    let mut ended = false;
    for line in printed.split_inclusive('\n') {
        let member = line.strip_prefix(INDENT).filter(|rest| !rest.starts_with(' ')).map(str::trim_end);
        if ended && member.is_some() {
            text.push('\n');
        }
        ended = member.is_some_and(|member| member.ends_with([';', '}']) && !member.starts_with("//"));
        text.push_str(line);
    }
}

fn begin(text: &mut String, previous: &mut Option<Kind>, kind: Kind) {
    if previous.is_some_and(|previous| previous != kind || kind == Kind::Other) {
        text.push('\n');
    }
    *previous = Some(kind);
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Mod,
    Export,
    Use,
    Other,
}

impl Kind {
    fn of(item: &Parsed) -> Self {
        match item {
            Parsed::Mod(_) => Self::Mod,
            Parsed::Use(item) if matches!(item.vis, Visibility::Public(_)) => Self::Export,
            Parsed::Use(_) => Self::Use,
            _ => Self::Other,
        }
    }
}

fn print_definition(text: &mut String, definition: &Definition) {
    let Definition { doc, attributes, head, parts } = definition;
    doc.print(text, "");
    for line in attributes {
        write_input(text, line.clone());
        text.push('\n');
    }
    write_input(text, head.clone());
    text.push_str(" {\n");
    for Part { doc, code } in parts {
        doc.print(text, INDENT);
        text.push_str(INDENT);
        write_input(text, code.clone());
        text.push_str(",\n");
    }
    text.push_str("}\n");
}

const INDENT: &str = "    ";

fn print_call(text: &mut String, call: &Call) {
    let Call { name, head, entries } = call;
    let head = input(head);
    let _ = match entries {
        None => writeln!(text, "{name}!({head});"),
        Some(entries) => {
            let lines: String = entries.iter().map(|entry| format!("        {},\n", input(entry))).collect();
            writeln!(text, "{name}! {{\n    {head} {{\n{lines}    }}\n}}")
        }
    };
}

/// Names, texts, types and attributes as one writes them: spaces between words and after marks, none in paths and brackets.
fn input(tokens: &TokenStream) -> String {
    let mut text = String::new();
    write_input(&mut text, tokens.clone());
    text
}

fn write_input(text: &mut String, tokens: TokenStream) {
    for token in tokens {
        let is_after_word = text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"');
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_input(text, group.stream());
                text.push_str(close);
            }
            TokenTree::Punct(mark) if mark.as_char() == '=' => text.push_str(" = "),
            TokenTree::Punct(mark) => {
                text.push(mark.as_char());
                // A colon on its own is no part of a path.
                let is_path =
                    mark.as_char() == ':' && (text.ends_with("::") || mark.spacing() == proc_macro2::Spacing::Joint);
                if mark.as_char() == ',' || (mark.as_char() == ':' && !is_path) {
                    text.push(' ');
                }
            }
            word => {
                if is_after_word {
                    text.push(' ');
                }
                let _ = write!(text, "{word}");
            }
        }
    }
}
