//! The reader on small crates.

use crate::{Sources, circles, imports, mistakes, tree, upward};

/// The crate of `("lib.rs", "text"), ..`.
fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    files.iter().for_each(|(path, text)| sources.add(path, (*text).to_owned()));
    sources
}

/// Compares the imports of a crate, written `a.rs -> b.rs Item`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let tree = tree(&sources(files)).expect("a crate");
    let found: Vec<String> = imports(&tree).iter().map(|i| format!("{} -> {} {}", i.file, i.from, i.item)).collect();
    assert_eq!(found, expected);
}

/// The crate in which `a` has the code, and `b` and `b/c.rs` have items.
#[track_caller]
fn check_in_a(code: &str, expected: &[&str]) {
    let files = [
        ("lib.rs", "mod a; mod b; pub use b::Far as Near; pub struct Root; pub type Result<T> = T;"),
        ("a.rs", code),
        (
            "b/mod.rs",
            "pub mod c; pub use c::Deep; pub struct Far; pub fn far() {} pub(crate) mod inline { pub struct In; }",
        ),
        ("b/c.rs", "pub struct Deep; pub enum Kind { One } #[macro_export] macro_rules! made { () => {} }"),
    ];
    check(&files, expected);
}

#[test]
fn a_use_imports_the_item_from_the_file_that_defines_it() {
    check_in_a("use crate::b::Far;", &["a.rs -> b/mod.rs Far"]);
    check_in_a("use crate::b::Deep;", &["a.rs -> b/c.rs Deep"]);
    check_in_a("use super::Root;", &["a.rs -> lib.rs Root"]);
    check_in_a("use crate::b::inline::In;", &["a.rs -> b/mod.rs In"]);
    check_in_a("use self::super::b::Deep;", &["a.rs -> b/c.rs Deep"]);
    check_in_a("use crate::b::c::Kind::*;", &["a.rs -> b/c.rs Kind"]);
}

#[test]
fn a_path_goes_through_the_module_where_a_function_has_its_name() {
    let files =
        [("lib.rs", "mod a; mod b; pub fn b() {}"), ("a.rs", "use crate::b::far;"), ("b.rs", "pub fn far() {}")];
    check(&files, &["a.rs -> b.rs far"]);
}

#[test]
fn re_exports_at_the_root_are_followed() {
    check_in_a("use crate::Near;", &["a.rs -> b/mod.rs Far"]);
    check_in_a("fn f() -> crate::Result<crate::Near> { todo() }", &["a.rs -> b/mod.rs Far", "a.rs -> lib.rs Result"]);
}

#[test]
fn nested_trees_and_renames_are_read() {
    check_in_a(
        "pub use crate::{Root as R, b::{self as bee, c::{Kind, self}, Deep as _}}; fn f() { bee::far(); c::Kind::One; }",
        &["a.rs -> b/c.rs Deep", "a.rs -> b/c.rs Kind", "a.rs -> b/mod.rs far", "a.rs -> lib.rs Root"],
    );
}

#[test]
fn a_module_alone_imports_nothing_and_paths_through_it_do() {
    check_in_a("use crate::b;", &[]);
    check_in_a("use crate::b; fn f() { b::far(); }", &["a.rs -> b/mod.rs far"]);
    check_in_a("use crate::b as bee; type T = bee::c::Deep;", &["a.rs -> b/c.rs Deep"]);
}

#[test]
fn globs_import_the_names_that_are_mentioned() {
    check_in_a("use crate::b::*; fn f(deep: Deep) {}", &["a.rs -> b/c.rs Deep"]);
    check_in_a("use super::*; fn f(near: Near) {}", &["a.rs -> b/mod.rs Far"]);
    check_in_a("pub use crate::b::*;", &["a.rs -> b/c.rs Deep", "a.rs -> b/mod.rs Far", "a.rs -> b/mod.rs far"]);
}

#[test]
fn paths_in_code_and_types_are_read() {
    check_in_a("fn f(x: Vec<crate::b::Deep>) {}", &["a.rs -> b/c.rs Deep"]);
    check_in_a("impl Into<()> for crate::b::Far { fn into(self) {} }", &["a.rs -> b/mod.rs Far"]);
    check_in_a("fn f() { let _ = <u8 as Into<crate::Root>>::into; }", &["a.rs -> lib.rs Root"]);
    check_in_a("fn f() { use crate::b::far; far() }", &["a.rs -> b/mod.rs far"]);
    check_in_a("#[doc = \"crate::Root\"] pub(in crate::b) fn f() {} // crate::Root", &[]);
    check_in_a("use std::fmt; fn f() { fmt::Debug; ::b::far(); }", &[]);
}

#[test]
fn macro_arguments_are_read_but_not_those_of_quote() {
    check_in_a("fn f() { println!(\"{}\", x.y(crate::b::far())); }", &["a.rs -> b/mod.rs far"]);
    check_in_a("fn f() { vec![Vec::<super::b::Deep>::new()]; }", &["a.rs -> b/c.rs Deep"]);
    check_in_a("use crate::b; fn f() { assert!(b::far()); }", &["a.rs -> b/mod.rs far"]);
    check_in_a("fn f() { quote! { crate::b::Far } }", &[]);
    check_in_a("use crate::b; fn f() { assert!(x.b::<u8>(), 1..b::far()); }", &["a.rs -> b/mod.rs far"]);
}

#[test]
fn macro_definitions_are_read() {
    check_in_a("macro_rules! m { ($x:ident) => { $crate::b::far(); $x::b::far(); } }", &["a.rs -> b/mod.rs far"]);
    check_in_a(
        "macro_rules! m { () => { use $crate::b::{Deep as Far, c::{Kind}}; } }",
        &["a.rs -> b/c.rs Deep", "a.rs -> b/c.rs Kind"],
    );
    check_in_a("macro_rules! m { ($x:ident) => { $crate::b::$x } }", &["a.rs -> b/mod.rs *"]);
    check_in_a("crate::made! {}", &["a.rs -> b/c.rs made"]);
}

#[test]
fn items_that_a_macro_call_defines_belong_to_the_module_of_the_call() {
    let b = "macro_rules! words { ($n:ident) => { pub struct $n; } } words! { Word }";
    check(&[("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::Word;"), ("b.rs", b)], &["a.rs -> b.rs Word"]);
}

#[test]
fn super_follows_modules_and_not_folders() {
    let files = [
        ("lib.rs", "mod a; pub struct Root;"),
        ("a.rs", "mod b; struct A; mod inline { use super::super::Root; use super::A; }"),
        ("a/b.rs", "mod c; use super::A;"),
        ("a/b/c.rs", "use super::super::A; use super::super::super::Root;"),
    ];
    let expected = ["a.rs -> lib.rs Root", "a/b.rs -> a.rs A", "a/b/c.rs -> a.rs A", "a/b/c.rs -> lib.rs Root"];
    check(&files, &expected);
}

#[test]
fn the_own_name_of_the_crate_is_its_root() {
    let lib = "extern crate self as own; mod a; mod b;";
    let b = ("b.rs", "pub struct B;");
    check(&[("lib.rs", lib), ("a.rs", "use own::b::B;"), b], &["a.rs -> b.rs B"]);
    check(&[("lib.rs", lib), ("a.rs", "use ::own::b::B;"), b], &["a.rs -> b.rs B"]);
}

#[test]
fn tests_and_generated_files_are_left_out() {
    let files = [
        ("lib.rs", "mod a; mod b; mod made; pub use made::*; #[cfg(test)] mod far;"),
        ("a.rs", "#[cfg(test)] use crate::b::B; #[cfg(all(test, unix))] fn f(b: crate::b::B) {} use crate::Other;"),
        (
            "b.rs",
            "pub struct B; #[cfg(test)] mod tests { use crate::a::A; } impl B { #[cfg(test)] fn f() { crate::a::f() } }",
        ),
        ("made/mod.rs", "// @generated by a command\nuse crate::b::B;"),
        ("far.rs", "use crate::b::B;"),
    ];
    check(&files, &[]);
    check_in_a("#[cfg(feature = \"test\")] use crate::Root;", &["a.rs -> lib.rs Root"]);
}

#[test]
fn a_module_that_re_exports_its_children_is_in_no_circle_with_them() {
    let child = ("a/b.rs", "pub struct B; use super::A;");
    let face = [("lib.rs", "mod a;"), ("a/mod.rs", "mod b; pub use b::B; pub struct A;"), child];
    check(&face, &["a/b.rs -> a/mod.rs A"]);
    let used = [("lib.rs", "mod a;"), ("a/mod.rs", "mod b; pub use b::B; pub struct A(B);"), child];
    check(&used, &["a/b.rs -> a/mod.rs A", "a/mod.rs -> a/b.rs B"]);
}

#[test]
fn circles_are_found_with_a_proof() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "pub struct A(crate::b::B);"),
        ("b.rs", "\nuse crate::c::C; pub struct B;"),
        ("c.rs", "pub struct C; use crate::a::A;"),
        ("d.rs", "use crate::a::A;"),
    ];
    let imports = imports(&tree(&sources(&files)).expect("a crate"));
    let [(group, proof)] = circles(&imports).try_into().expect("one circle");
    assert_eq!(group.into_iter().collect::<Vec<_>>(), ["a.rs", "b.rs", "c.rs"]);
    let proof: Vec<_> = proof.iter().map(|import| (import.file.as_str(), import.line, import.path.as_str())).collect();
    assert_eq!(proof, [("a.rs", 1, "crate::b::B"), ("b.rs", 2, "crate::c::C"), ("c.rs", 1, "crate::a::A")]);
}

#[test]
fn imports_of_the_same_or_a_higher_layer_run_upward() {
    let files = [
        ("lib.rs", "mod top; mod left; mod right; mod low; use top::T; pub struct Root;"),
        ("top.rs", "pub struct T; use crate::low::L;"),
        ("left/mod.rs", "mod inner; pub struct Left; use crate::low::L;"),
        ("left/inner.rs", "use super::Left; use crate::top::T;"),
        ("right.rs", "use crate::left::Left;"),
        ("low.rs", "pub struct L; use crate::Root;"),
    ];
    let tree = tree(&sources(&files)).expect("a crate");
    let imports = imports(&tree);
    let layers: &[&[&str]] = &[&["top"], &["left", "right"], &["low"]];
    assert_eq!(mistakes(&tree, layers), [""; 0]);
    let found: Vec<_> = upward(&imports, layers).iter().map(|up| (up.import.file.clone(), up.reason.clone())).collect();
    let expected = [
        (
            "left/inner.rs",
            "`top` (layer 1) is in a layer above `left` (layer 2): move `T` to layer 3 or below, or this code above layer 1",
        ),
        ("low.rs", "`Root` is defined at the root of the crate: move it to a module below `low`"),
        (
            "right.rs",
            "`left` (layer 2) is in the same layer as `right` (layer 2): move `Left` to layer 3 or below, or this code above layer 2",
        ),
    ];
    assert_eq!(found, expected.map(|(file, reason)| (file.to_owned(), reason.to_owned())));
}

#[test]
fn layers_name_every_module_once_and_nothing_else() {
    let tree = tree(&sources(&[("lib.rs", "mod a; mod b;"), ("a.rs", ""), ("b.rs", "")])).expect("a crate");
    let expected = [
        "module `b` is in no layer: add it to the table of layers",
        "the layers name `c`, which is no module of the crate: remove it",
        "module `a` is in two layers: remove one",
    ];
    assert_eq!(mistakes(&tree, &[&["a"], &["c", "a"]]), expected);
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    let missing = tree(&sources(&[("lib.rs", "\nmod a;")])).expect_err("no file");
    assert_eq!(missing, "lib.rs:2: module `a` has no file a.rs or a/mod.rs");
    let path = tree(&sources(&[("lib.rs", "#[path = \"b.rs\"]\nmod a;")])).expect_err("a path");
    assert!(path.starts_with("lib.rs:1: `#[path]` of module `a` is not supported"), "{path}");
    let broken = tree(&sources(&[("lib.rs", "mod a;"), ("a.rs", "\nfn")])).expect_err("not Rust");
    assert!(broken.starts_with("a.rs:"), "{broken}");
}
