//! The generator, stage by stage, on this spec.

use crate::sampled::{rival, sample};

pub(crate) fn run() {
    let folder = xtask::project::root().join("spec");
    let api = xtask::input::api(&folder).expect("this project's spec");
    let sampled = sample(vec![
        rival("all", || codegen::generate(&xtask::input::api(&folder).expect("this project's spec")).len()),
        rival("reading and checking", || xtask::input::api(&folder).ok()),
        rival("emitting and printing", || codegen::generate(&api).len()),
        rival("emitting alone", || codegen::tokens(&api)),
    ]);
    println!("\n### Generator\n\n| stage, on this spec | ms | share |\n|---|---|---|");
    for one in sampled {
        println!("| {} | {:.2} | {:.0} % |", one.name, one.seconds * 1e3, one.ratio * 100.0);
    }
}
