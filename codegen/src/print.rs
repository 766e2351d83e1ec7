//! Prints Rust: prettyplease formats each item, and this module separates items and members by blank lines.

use proc_macro2::TokenStream;
use syn::{File, Item, Visibility};

use crate::macro_input;

/// Prints the items of a module, with a blank line between any two except neighbouring declarations.
pub(crate) fn print(items: Vec<TokenStream>) -> String {
    let mut text = String::new();
    let mut previous = None;
    for tokens in items {
        let file = syn::parse2::<File>(tokens).expect("emitters write whole items, which the goldens compile");
        for item in file.items {
            let kind = Kind::of(&item);
            if previous.is_some_and(|previous| previous != kind || kind == Kind::Other) {
                text.push('\n');
            }
            previous = Some(kind);
            print_item(&mut text, item);
        }
    }
    text
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Mod,
    Export,
    Use,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(_) => Self::Mod,
            Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => Self::Export,
            Item::Use(_) => Self::Use,
            _ => Self::Other,
        }
    }
}

fn print_item(text: &mut String, item: Item) {
    let unparse =
        |item| prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] });
    match item {
        Item::Macro(call) => macro_input::print(text, &call),
        Item::Impl(_) | Item::Trait(_) => separate_members(text, &unparse(item)),
        item => text.push_str(&unparse(item)),
    }
}

/// Copies a printed `impl` or `trait` and puts a blank line between any two members. A member ends where a line that is
/// indented once ends as items do, and the next line is indented once, too.
fn separate_members(text: &mut String, printed: &str) {
    let mut has_ended = false;
    for line in printed.split_inclusive('\n') {
        let member = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')).map(str::trim_end);
        if has_ended && member.is_some() {
            text.push('\n');
        }
        has_ended = member.is_some_and(|member| member.ends_with([';', '}']) && !member.starts_with("//"));
        text.push_str(line);
    }
}
