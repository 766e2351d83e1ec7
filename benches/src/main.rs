//! Prints what decoding, requests, the generator and builds cost, each beside its rivals:
//! `cargo xtask bench`.

mod build;
mod calls;
mod decode;
mod features;
mod generator;
mod incremental;
mod openapi_3_0;
mod rivals;
mod rows;
mod sampled;
mod sizes;
mod standalone;
mod used;
mod wire;

fn main() {
    // Bare reqwest has no cryptography of its own here.
    drop(rustls::crypto::ring::default_provider().install_default());
    let only = std::env::args().nth(1);
    if only.as_deref() == Some("processes") {
        return generator::processes();
    }
    let root = hikerapi_tests::project::root();
    let parts: [(&str, &dyn Fn()); 8] = [
        ("decode", &decode::run),
        ("wire", &wire::run),
        ("generator", &generator::run),
        ("build", &build::run),
        ("rivals", &rivals::run),
        // Tables of `build` alone.
        ("features", &|| features::run(&root)),
        ("sizes", &|| sizes::run(&root)),
        ("incremental", &|| incremental::run(&root)),
    ];
    match parts.into_iter().find(|(name, _)| only.as_deref() == Some(name)) {
        Some((_, run)) => run(),
        None => eprintln!("unknown part: `cargo xtask bench --help` lists the parts"),
    }
}
