//! Prints what decoding, requests and generation cost, each beside what it is compared with:
//! `cargo xtask bench`.

mod build;
mod calls;
mod crate_alone;
mod decode;
mod generator;
mod openapi_3_0;
mod rivals;
mod sampled;
mod used;
mod wire;

fn main() {
    let only = std::env::args().nth(1);
    if only.as_deref() == Some("processes") {
        return generator::processes();
    }
    let parts: [(&str, fn()); 5] = [
        ("decode", decode::run),
        ("wire", wire::run),
        ("generator", generator::run),
        ("build", build::run),
        ("rivals", rivals::run),
    ];
    match parts.into_iter().find(|(name, _)| only.as_deref() == Some(name)) {
        Some((_, run)) => run(),
        None => eprintln!("`cargo xtask bench` says which parts there are"),
    }
}
