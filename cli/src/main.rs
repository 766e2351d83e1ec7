//! `hiker`: the command line of HikerAPI.

use std::process::ExitCode;

use hikerapi_cli::Tool;

fn main() -> ExitCode {
    hikerapi_cli::run(&Tool::of::<hikerapi::Client>("hiker", env!("CARGO_PKG_VERSION")), std::env::args_os())
}
