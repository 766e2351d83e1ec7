//! Makes a module of the code of each page that shows tests: rustdoc compiles no function that is a test.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guide = root.join("docs/src");
    let entries = fs::read_dir(&guide).expect("the guide").map(|entry| entry.expect("a page").path());
    let entries = entries.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut pages: Vec<_> = entries.chain([root.join("README.md")]).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();

    let mut tests = String::new();
    for page in pages {
        println!("cargo::rerun-if-changed={}", page.display());
        let name = page.file_stem().expect("a name").to_string_lossy().to_lowercase().replace('-', "_");
        module(&mut tests, &name, &fs::read_to_string(&page).expect("a page"));
    }
    println!("cargo::rerun-if-changed={}", guide.display());
    let out = env::var_os("OUT_DIR").expect("set by Cargo");
    fs::write(Path::new(&out).join("tests.rs"), tests).expect("a file for the tests");
}

/// The code of a page, where some of it is a test. Each test and each `main` is in a module of its own, below what the page
/// defines.
fn module(tests: &mut String, name: &str, page: &str) {
    let is_test = |code: &str| code.contains("#[tokio::test]");
    let blocks: Vec<_> = blocks(page).collect();
    if !blocks.iter().any(|block| is_test(&block.code)) {
        return;
    }
    writeln!(tests, "mod {name} {{").expect("text");
    for Block { line, is_doctest, code } in &blocks {
        if is_test(code) || code.contains("async fn main") {
            writeln!(tests, "mod line_{line} {{\nuse super::*;\n{code}}}").expect("text");
        } else if *is_doctest && !code.contains("on_server!") && !code.contains("fn main") {
            writeln!(tests, "{code}").expect("text");
        }
    }
    writeln!(tests, "}}").expect("text");
}

struct Block {
    /// The number of its first line.
    line: usize,
    /// Whether rustdoc runs it.
    is_doctest: bool,
    code: String,
}

/// The blocks of Rust.
fn blocks(page: &str) -> impl Iterator<Item = Block> {
    let mut lines = page.lines().zip(1..);
    std::iter::from_fn(move || {
        let (fence, number) = lines.find(|(line, _)| line.starts_with("```rust"))?;
        let code = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```");
        // The book does not show lines that begin with `# `.
        let code = code.map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n");
        Some(Block { line: number + 1, is_doctest: fence == "```rust", code: code.collect() })
    })
}
