//! Prints what decoding, requests and generation cost, each beside what it is compared with:
//! `cargo xtask bench`.

mod by_hand;
mod decode;
mod generator;
mod sampled;
mod wire;

fn main() {
    let only = std::env::args().nth(1);
    let parts: [(&str, fn()); 3] = [("decode", decode::run), ("wire", wire::run), ("generator", generator::run)];
    for (name, run) in parts {
        if only.as_deref().is_none_or(|only| only == name) {
            run();
        }
    }
}
