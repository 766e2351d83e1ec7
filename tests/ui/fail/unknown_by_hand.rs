//! An unknown value cannot be made by hand: it may become a known one.
use hikerapi::types::ProductType;

fn main() {
    let _ = ProductType::Unknown(hikerapi::UnknownText("hologram".into()));
}
