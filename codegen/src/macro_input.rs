//! Prints macro calls: prettyplease does not know how a macro reads its input, and fills lines with it.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprLit, ItemMacro, Lit, MacroDelimiter, MetaNameValue};

const INDENT: &str = "    ";

/// Prints `name!(..);` on one line, or `name! { .. }` with a line for each doc comment and each entry up to its comma.
pub(crate) fn print(text: &mut String, call: &ItemMacro) {
    for attribute in &call.attrs {
        write_line(text, attribute.to_token_stream());
        text.push('\n');
    }
    let call = &call.mac;
    write_line(text, call.path.to_token_stream());
    text.push('!');
    let tokens = call.tokens.clone();
    match call.delimiter {
        MacroDelimiter::Brace(_) => {
            text.push(' ');
            write_block(text, tokens, 0);
        }
        _ => {
            text.push('(');
            write_line(text, tokens);
            text.push_str(");");
        }
    }
    text.push('\n');
}

fn write_block(text: &mut String, tokens: TokenStream, depth: usize) {
    text.push('{');
    let mut begins_line = true;
    // Of the angle brackets that are open.
    let mut generics = 0_usize;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if begins_line {
            begin_line(text, depth + 1);
        }
        if let Some(line) = tokens.peek().and_then(|next| doc_line(&token, next)) {
            tokens.next();
            text.extend(["///", &line]);
            begins_line = true;
            continue;
        }
        if let Some(attribute) = tokens.next_if(|next| is_attribute(&token, next)) {
            write_token(text, token);
            write_token(text, attribute);
            begins_line = true;
            continue;
        }
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == '<' => generics += 1,
            TokenTree::Punct(mark) if mark.as_char() == '>' => generics = generics.saturating_sub(1),
            _ => {}
        }
        begins_line = generics == 0 && matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
        match token {
            TokenTree::Punct(_) if begins_line => text.push(','),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push(' ');
                write_block(text, group.stream(), depth + 1);
                // A blank line before the next entry.
                if tokens.peek().is_some() {
                    text.push('\n');
                    begins_line = true;
                }
            }
            token => write_token(text, token),
        }
    }
    begin_line(text, depth);
    text.push('}');
}

fn begin_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.push_str(&INDENT.repeat(depth));
}

/// Whether two tokens are an attribute.
fn is_attribute(mark: &TokenTree, brackets: &TokenTree) -> bool {
    matches!(mark, TokenTree::Punct(mark) if mark.as_char() == '#')
        && matches!(brackets, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

/// Returns the text of `#[doc = "text"]`.
fn doc_line(mark: &TokenTree, brackets: &TokenTree) -> Option<String> {
    let (TokenTree::Punct(mark), TokenTree::Group(group)) = (mark, brackets) else { return None };
    let meta = syn::parse2::<MetaNameValue>(group.stream()).ok().filter(|_| mark.as_char() == '#')?;
    match meta.value {
        Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) if meta.path.is_ident("doc") => Some(line.value()),
        _ => None,
    }
}

fn write_line(text: &mut String, tokens: TokenStream) {
    for token in tokens {
        write_token(text, token);
    }
}

/// Writes a token with the spaces of names, types and literals: between words, around `=`, and after commas and single
/// colons.
fn write_token(text: &mut String, token: TokenTree) {
    match token {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            text.push_str(open);
            write_line(text, group.stream());
            text.push_str(close);
        }
        TokenTree::Punct(mark) if mark.as_char() == '=' && !text.ends_with("..") => text.push_str(" = "),
        TokenTree::Punct(mark) => {
            text.push(mark.as_char());
            let is_path = mark.as_char() == ':' && (text.ends_with("::") || mark.spacing() == Spacing::Joint);
            if mark.as_char() == ',' || (mark.as_char() == ':' && !is_path) {
                text.push(' ');
            }
        }
        word => {
            if text.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '"' | ']')) {
                text.push(' ');
            }
            let _ = write!(text, "{word}");
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[track_caller]
    fn check(tokens: TokenStream, expected: &str) {
        let mut text = String::new();
        print(&mut text, &syn::parse2(tokens).expect("a macro call"));
        assert_eq!(text, expected);
    }

    #[test]
    fn parentheses_stay_on_one_line() {
        check(
            quote! { request!(ByIdRequest: (Vec<types::User>, Option<::shop::Cursor>)); },
            "request!(ByIdRequest: (Vec<types::User>, Option<::shop::Cursor>));\n",
        );
    }

    #[test]
    fn braces_have_one_entry_a_line() {
        check(
            quote! { object! { User { pk: "pk", r#type: "type" or absent, } } },
            "object! {\n    User {\n        pk: \"pk\",\n        r#type: \"type\" or absent,\n    }\n}\n",
        );
    }

    #[test]
    fn an_entry_ends_after_its_type() {
        check(
            quote! { union! { Value { Map(object): BTreeMap<String, Vec<i64>>, Text(text, number): Text, } } },
            "union! {\n    Value {\n        Map(object): BTreeMap<String, Vec<i64>>,\n        Text(text, number): Text,\n    }\n}\n",
        );
    }

    #[test]
    fn an_entry_after_a_block_has_a_line_of_its_own() {
        check(
            quote! { client! { Client: service { user: UserApi, } #[doc = " Blocks."] mod blocking; } },
            "client! {\n    Client: service {\n        user: UserApi,\n    }\n\n    /// Blocks.\n    mod blocking;\n}\n",
        );
    }

    #[test]
    fn a_text_after_a_list_has_a_space_before_it() {
        check(
            quote! { endpoints! { by_id { deprecated ["/v2/by/id"] "Slow.", } } },
            "endpoints! {\n    by_id {\n        deprecated[\"/v2/by/id\"] \"Slow.\",\n    }\n}\n",
        );
    }

    #[test]
    fn docs_are_comments() {
        check(
            quote! { client! { #[doc = " One \"line\"."] #[doc = ""] Client: SERVICE } },
            "client! {\n    /// One \"line\".\n    ///\n    Client: SERVICE\n}\n",
        );
    }
}
