//! Prints what decoding, requests and generation cost, each beside what it is compared with:
//! `cargo xtask bench`.

mod build;
mod calls;
mod crate_alone;
mod decode;
mod generator;
mod sampled;
mod used;
mod wire;

fn main() {
    let only = std::env::args().nth(1);
    if only.as_deref() == Some("processes") {
        return generator::processes();
    }
    let parts: [(&str, fn()); 4] =
        [("decode", decode::run), ("wire", wire::run), ("generator", generator::run), ("build", build::run)];
    for (name, run) in parts {
        if only.as_deref().is_none_or(|only| only == name) {
            run();
        }
    }
}
