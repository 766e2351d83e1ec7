//! Prints what decoding, requests, the generator and builds cost, each beside its rivals:
//! `cargo xtask bench`.

mod build;
mod calls;
mod decode;
mod generator;
mod openapi_3_0;
mod rivals;
mod rows;
mod sampled;
mod standalone;
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
        None => eprintln!("unknown part: `cargo xtask bench --help` lists the parts"),
    }
}
