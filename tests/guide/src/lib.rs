//! The pages of the guide and the README as docs, so that `cargo test` compiles their code, and runs it unless it says
//! `no_run`. `tests/pages.rs` checks that no page is forgotten.

macro_rules! pages {
    ($($name:ident: $file:literal,)*) => {
        $(
            #[cfg_attr(doctest, doc = include_str!(concat!("../../../", $file)))]
            #[cfg_attr(not(doctest), doc = concat!("`", $file, "`."))]
            pub mod $name {}
        )*

        /// The pages, as paths in this project.
        pub const PAGES: &[&str] = &[$($file),*];
    };
}

pages! {
    readme: "README.md",
    introduction: "docs/src/introduction.md",
    first_hour: "docs/src/first-hour.md",
    how_it_works: "docs/src/how-it-works.md",
    which_endpoint: "docs/src/which-endpoint.md",
    command_line: "docs/src/command-line.md",
    rows: "docs/src/rows.md",
    followers_to_csv: "docs/src/followers-to-csv.md",
    resume: "docs/src/resume.md",
    many_at_once: "docs/src/many-at-once.md",
    many_workers: "docs/src/many-workers.md",
    budgets: "docs/src/budgets.md",
    blocking: "docs/src/blocking.md",
    caching: "docs/src/caching.md",
    observing: "docs/src/observing.md",
    errors: "docs/src/errors.md",
    changes: "docs/src/changes.md",
    testing: "docs/src/testing.md",
    settings: "docs/src/settings.md",
    own_endpoints: "docs/src/own-endpoints.md",
    upgrading: "docs/src/upgrading.md",
    add_an_endpoint: "docs/src/add-an-endpoint.md",
    another_service: "docs/src/another-service.md",
    spec_language: "docs/src/spec-language.md",
}

/// Runs the code of a page on a server of its own, with its client: the hidden lines around the code call it.
#[macro_export]
macro_rules! on_server {
    (|$server:ident, $client:ident| $code:block) => {
        ::tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
            let $server = ::hikerapi_testing::Server::start().await;
            let $client = $server.client();
            let code = async { $code Ok::<(), Box<dyn std::error::Error>>(()) };
            code.await.expect("the code of the page");
            let _ = ($server, $client);
        })
    };
}
