//! Compiles every case. `TRYBUILD=overwrite cargo test -p hikerapi-ui-tests` writes what the
//! compiler says anew.

#[test]
fn cases() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
    // What only warns is denied in these, so that the warning is seen.
    cases.compile_fail("warn/*.rs");
}

#[test]
fn every_case_says_what_it_shows_and_has_its_message() {
    for folder in ["pass", "fail", "warn"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(path).expect("the cases") {
            let path = entry.expect("an entry").path();
            let is_case = path.extension().is_some_and(|ending| ending == "rs");
            if is_case {
                let text = std::fs::read_to_string(&path).expect("a case");
                assert!(text.starts_with("//! "), "{} does not say what it shows", path.display());
            }
            let partner = path.with_extension(if is_case { "stderr" } else { "rs" });
            assert!(folder == "pass" || partner.is_file(), "{} has no partner", path.display());
        }
    }
}
