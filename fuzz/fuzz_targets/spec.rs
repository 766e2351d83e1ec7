//! Reads any text as a spec: the result is problems or generated code, never a panic. Form feeds separate files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use spec::{Color, Source};

fuzz_target!(|text: &str| {
    let paths = ["spec/api.yaml", "spec/one.yaml", "spec/two.yaml"];
    let files = paths.iter().zip(text.split('\u{c}'));
    let sources: Vec<_> = files.map(|(path, text)| Source { path: (*path).to_owned(), text: text.to_owned() }).collect();
    match spec::read(&sources) {
        Ok(api) => assert!(!codegen::generate(&api).is_empty()),
        Err(problems) => assert!(!spec::render(&problems, &sources, Color::Plain).is_empty()),
    }
});
