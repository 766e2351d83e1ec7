//! The charts of BENCHMARKS.md: which figures of its tables they show.

use analysis::chart::{self, Chart, Part};

use crate::failure::Failure;
use crate::images;

const CHARTS: &[Chart<'_>] = &[
    Chart {
        file: "bench-decoding.svg",
        title: "Decoding a response",
        unit: "Throughput; hand-written structs with serde_json are 1. Longer is faster.",
        heading: "### Decoding",
        tables: &[
            Part {
                table: 0,
                name: "",
                rows: &["user/medias_chunk", "user/followers_chunk", "user/by_id", "the media page, repeated"],
            },
            Part { table: 1, name: "uncut", rows: &["user/medias_chunk", "user/by_id"] },
            Part {
                table: 2,
                name: "",
                rows: &["user/medias_chunk, alphabetical", "user/medias_chunk, each object shuffled"],
            },
        ],
        series: &[
            ("ratio of the client", "this client"),
            ("of `serde_json::Value`", "serde_json::Value"),
            ("of simd-json", "simd-json"),
            ("of sonic-rs", "sonic-rs"),
        ],
        mark: Some(1.0),
    },
    Chart {
        file: "bench-wire.svg",
        title: "A request to a local server",
        unit: "µs. Shorter is faster.",
        heading: "### Wire",
        tables: &[
            Part { table: 0, name: "one after another", rows: &[] },
            Part { table: 1, name: "64 at a time", rows: &[] },
        ],
        series: &[("µs per request", "µs per request")],
        mark: None,
    },
    Chart {
        file: "bench-build.svg",
        title: "A cold build of the client, beside those of other generators",
        unit: "CPU seconds of all crates, each with the same transport. Shorter is faster.",
        heading: "### Builds of other generators' clients",
        tables: &[Part {
            table: 0,
            name: "",
            rows: &[
                "this one",
                "progenitor 0.15",
                "openapi-generator 7.26, reqwest",
                "oas3-gen 0.29",
                "openapi-to-rust 0.23",
            ],
        }],
        series: &[("with our transport, CPU s", "all crates"), ("without reqwest", "without reqwest")],
        mark: None,
    },
];

/// The charts by the names of their files, from the tables of the page.
pub(super) fn drawn(page: &str) -> Result<Vec<images::Image>, Failure> {
    let draw = |chart: &Chart<'_>| Ok(images::Image { file: chart.file.to_owned(), svg: chart::svg(chart, page)? });
    CHARTS.iter().map(draw).collect()
}
